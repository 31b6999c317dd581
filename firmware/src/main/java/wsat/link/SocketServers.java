package wsat.link;

import wsat.port.ListenPort;

/** The module's own ports, and how their clients get the links that they share with what the host opens. */
public final class SocketServers {
    private static final long SECOND = 1_000_000;

    public final SocketServer[] servers = new SocketServer[ListenPort.COUNT];
    /** {@code AT+CIPSERVERMAXCONN}: how many clients there may be, of all servers together. */
    public int clientsMax;
    /** {@code AT+CIPSTO}: how long a client may be silent, in seconds; 0: as long as it wants. */
    public int silenceSeconds;

    private final Socket[] links;

    public SocketServers(ListenPort clients, Socket[] links) {
        this.links = links;
        for (int i = 0; i < servers.length; i++) {
            servers[i] = new SocketServer(i, clients);
        }
    }

    /** Whether any of them is open. */
    public boolean anyOpen() {
        boolean open = false;
        for (int i = 0; i < servers.length; i++) {
            open |= servers[i].isOpen();
        }
        return open;
    }

    /** The one that listens on a port; null: none. */
    public SocketServer on(int port) {
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isOpen() && servers[i].port() == port) {
                return servers[i];
            }
        }
        return null;
    }

    /** One that can be opened; null: all are. */
    public SocketServer free() {
        for (int i = 0; i < servers.length; i++) {
            if (!servers[i].isOpen()) {
                return servers[i];
            }
        }
        return null;
    }

    /** Ends all of them; their clients stay. */
    public void closeAll() {
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isOpen()) {
                servers[i].close();
            }
        }
    }

    /** Gives links to clients who have come, ends those who are silent. @return work done */
    public int poll(long now) {
        int count = 0;
        for (int i = 0; i < links.length; i++) {
            if (links[i].isServed()) {
                count += links[i].endSilence(now, silenceSeconds * SECOND);
            }
        }
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isOpen()) {
                count += admit(servers[i], now);
            }
        }
        return count;
    }

    private int admit(SocketServer server, long now) {
        int count = 0;
        for (; server.arrived(); count++) {
            Socket link = room() > 0 ? freeLink() : null;
            if (link == null) {
                server.refuse();
            } else {
                server.accept(link, now);
            }
        }
        server.welcome(room());
        return count;
    }

    private Socket freeLink() {
        for (int i = 0; i < links.length; i++) {
            if (!links[i].isOpen()) {
                return links[i];
            }
        }
        return null;
    }

    /** How many more clients there may be. */
    private int room() {
        int served = 0;
        int free = 0;
        for (int i = 0; i < links.length; i++) {
            served += links[i].isServed() ? 1 : 0;
            free += links[i].isOpen() ? 0 : 1;
        }
        return Math.max(0, Math.min(free, clientsMax - served));
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
