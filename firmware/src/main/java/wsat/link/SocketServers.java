package wsat.link;

import wsat.port.ListenPort;

/** The module's own ports whose clients become {@link Socket}s. */
public final class SocketServers extends OwnPorts<SocketServer> {
    private static final long SECOND = 1_000_000;

    /** {@code AT+CIPSERVERMAXCONN}: how many clients there may be, of all servers together. */
    public int clientsMax;
    /** {@code AT+CIPSTO}: how long a client may be silent, in seconds; 0: as long as it wants. */
    public int silenceSeconds;

    private final Socket[] links;

    public SocketServers(ListenPort clients, Socket[] links) {
        super(new SocketServer[ListenPort.COUNT]);
        this.links = links;
        for (int i = 0; i < servers.length; i++) {
            servers[i] = new SocketServer(i, clients);
        }
    }

    /** Ends clients who are silent, and gives links to those who have come. @return work done */
    @Override
    public int poll(long now) {
        int count = 0;
        for (int i = 0; i < links.length; i++) {
            if (links[i].isServed()) {
                count += links[i].endSilence(now, silenceSeconds * SECOND);
            }
        }
        return count + super.poll(now);
    }

    @Override
    int room(SocketServer server) {
        int served = 0;
        int free = 0;
        for (int i = 0; i < links.length; i++) {
            served += links[i].isServed() ? 1 : 0;
            free += links[i].isOpen() ? 0 : 1;
        }
        return Math.max(0, Math.min(free, clientsMax - served));
    }

    @Override
    void accept(SocketServer server, long now) {
        int link = 0;
        while (links[link].isOpen()) {
            link++;
        }
        server.accept(links[link], now);
    }

    /** When {@link #poll} is due even if nobody comes. @return microseconds, Long.MAX_VALUE: never */
    public long deadline() {
        long deadline = Long.MAX_VALUE;
        for (int i = 0; i < links.length; i++) {
            deadline = Math.min(deadline, links[i].silenceEnds(silenceSeconds * SECOND));
        }
        return deadline;
    }
}
