package wsat.board.net;

import wsat.port.Ending;
import wsat.port.ListenPort;
import wsat.port.Packet;
import wsat.port.Slot;
import wsat.port.SocketInfo;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;
import wsat.port.Text;

/** The board's TCP, UDP and SSL sockets, on the selector of its {@link Network}, which turns and ends them. */
public final class Sockets implements SocketPort {
    private final Network network;
    private final String[] names;
    private final Credentials[] credentials;
    private final Ending[] endings;
    private final Endpoint[] sockets;
    private final SocketListeners listeners;
    /** Sockets that were let go and have not ended yet; null: a free place. */
    private final Endpoint[] leaving;
    private int leavingNext;

    /** @param links how many, 0 or more */
    public Sockets(int links, Network network) {
        this.network = network;
        names = new String[links];
        credentials = new Credentials[links];
        endings = new Ending[links];
        sockets = new Endpoint[links];
        leaving = new Endpoint[links];
        for (int i = 0; i < links; i++) {
            names[i] = "socket " + i;
            endings[i] = new Ending();
            credentials[i] = new Credentials(network, names[i], "client");
        }
        listeners = new SocketListeners(network, this);
        network.carry(this);
    }

    @Override
    public void configure(int link, int authMode, Slot certificate, Slot key, Slot ca) {
        credentials[link].configure(authMode, certificate, key, ca);
    }

    @Override
    public int configured(int link) {
        return credentials[link].outcome();
    }

    @Override
    public void open(int link, SocketRequest request) {
        if (sockets[link] != null) {
            throw new IllegalStateException(names[link] + " is not idle");
        }
        sockets[link] = request.type == SocketRequest.UDP ? new UdpSocket(network, names[link], endings[link], request)
                : new TcpSocket(network, names[link], endings[link], credentials[link], request);
        if (request.again) {
            sockets[link].again();
        }
        sockets[link].number(link);
        sockets[link].begin();
    }

    /** The machine's own ports, whose clients get links here. */
    public ListenPort listeners() {
        return listeners;
    }

    /** A client who has come gets a link. */
    void accept(int link, Endpoint client) {
        if (sockets[link] != null) {
            throw new IllegalStateException(names[link] + " is not idle");
        }
        client.belongsTo(names[link], endings[link]);
        client.number(link);
        sockets[link] = client;
    }

    @Override
    public int state(int link) {
        return sockets[link] == null ? IDLE : sockets[link].state();
    }

    @Override
    public void ending(int link, Ending into) {
        into.set(endings[link]);
    }

    @Override
    public void info(int link, SocketInfo into) {
        if (sockets[link] != null) {
            sockets[link].info(into);
        }
    }

    @Override
    public boolean receive(int link, Packet packet) {
        return sockets[link] != null && sockets[link].receive(packet);
    }

    @Override
    public int held(int link) {
        return sockets[link] == null ? 0 : sockets[link].held();
    }

    @Override
    public int arrivals(int link) {
        return sockets[link] == null ? 0 : sockets[link].arrivals();
    }

    @Override
    public void release(int link, int count) {
        if (sockets[link] != null) {
            sockets[link].release(count);
        }
    }

    @Override
    public int send(int link, byte[] payload, int offset, int length, Text address, int port) {
        if (length < 1 || length > SEND_MAX) {
            throw new IllegalArgumentException("length " + length);
        }
        return sockets[link] == null ? NOT_OPEN : sockets[link].send(payload, offset, length, address, port);
    }

    @Override
    public int unsent(int link) {
        return sockets[link] == null ? 0 : sockets[link].unsent();
    }

    @Override
    public void close(int link) {
        Endpoint old = sockets[link];
        sockets[link] = null;
        if (old != null && old.leave()) {
            int place = place();
            if (leaving[place] != null) {
                leaving[place].cut();
            }
            leaving[place] = old;
        }
    }

    /** A free place among those that leave, or else the one after the last such: it has had the most time. */
    private int place() {
        for (int i = 0; i < leaving.length; i++) {
            if (leaving[i] == null || leaving[i].gone()) {
                return i;
            }
        }
        leavingNext = (leavingNext + 1) % leaving.length;
        return leavingNext;
    }

    /** Ends all of them; {@link #anyLeaving} tells how that goes. */
    void closeAll() {
        listeners.closeAll();
        for (int i = 0; i < sockets.length; i++) {
            close(i);
        }
    }

    /** Whether a socket that was let go has not ended yet. */
    boolean anyLeaving() {
        for (Endpoint one : leaving) {
            if (one != null && !one.gone()) {
                return true;
            }
        }
        return false;
    }

    /** What was put off until this turn. */
    void turn() {
        listeners.turn();
        for (int i = 0; i < sockets.length; i++) {
            if (sockets[i] != null) {
                sockets[i].turn();
            }
            if (leaving[i] != null) {
                leaving[i].turn();
            }
        }
    }

    /** When {@link #expire} has something to do, on the network's clock. */
    long nextDeadline() {
        long deadline = listeners.nextDeadline();
        for (int i = 0; i < sockets.length; i++) {
            deadline = sooner(deadline, sockets[i]);
            deadline = sooner(deadline, leaving[i]);
        }
        return deadline;
    }

    private static long sooner(long deadline, Endpoint one) {
        return one == null ? deadline : Network.sooner(deadline, one.deadline());
    }

    /** Handles the deadlines that have come. @return work done */
    int expire(long now) {
        int work = listeners.expire(now);
        for (int i = 0; i < sockets.length; i++) {
            work += expire(sockets[i], now) + expire(leaving[i], now);
            if (leaving[i] != null && leaving[i].gone()) {
                leaving[i] = null;
            }
        }
        return work;
    }

    private static int expire(Endpoint one, long now) {
        if (one == null || one.deadline() == Endpoint.NEVER || now - one.deadline() < 0) {
            return 0;
        }
        one.expire();
        return 1;
    }

    /** Cuts them off without a word. */
    void cut() {
        listeners.closeAll();
        for (int i = 0; i < sockets.length; i++) {
            if (sockets[i] != null) {
                sockets[i].cut();
            }
            if (leaving[i] != null) {
                leaving[i].cut();
            }
        }
    }
}
