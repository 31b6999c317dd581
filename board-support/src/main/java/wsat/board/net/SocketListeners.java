package wsat.board.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.Slot;

/** The machine's own ports whose clients become TCP and SSL sockets. */
final class SocketListeners implements ListenPort {
    private final Network network;
    private final Sockets sockets;
    private final Credentials[] credentials = new Credentials[COUNT];
    private final Listener[] listeners = new Listener[COUNT];

    SocketListeners(Network network, Sockets sockets) {
        this.network = network;
        this.sockets = sockets;
        for (int i = 0; i < COUNT; i++) {
            credentials[i] = new Credentials(network, "server " + i, "server");
        }
    }

    @Override
    public void configure(int listener, int authMode, Slot certificate, Slot key, Slot ca) {
        credentials[listener].configure(authMode, certificate, key, ca);
    }

    @Override
    public int configured(int listener) {
        return credentials[listener].outcome();
    }

    @Override
    public int listen(int listener, ListenRequest request) {
        if (listeners[listener] != null) {
            throw new IllegalStateException("listener " + listener + " listens already");
        }
        String name = "port " + request.port;
        Credentials theirs = request.secure ? credentials[listener] : null;
        Listener fresh = new Listener(network, name) {
            @Override
            Arrival arrival(SocketChannel client) throws IOException {
                return new TcpSocket(network, name, client, theirs == null ? null : theirs.terms());
            }
        };
        int errno = fresh.listen(request);
        listeners[listener] = errno == 0 ? fresh : null;
        return errno;
    }

    @Override
    public void unlisten(int listener) {
        if (listeners[listener] != null) {
            listeners[listener].close();
            listeners[listener] = null;
        }
    }

    @Override
    public void welcome(int listener, int clients) {
        listeners[listener].welcome(clients);
    }

    @Override
    public boolean arrived(int listener) {
        return listeners[listener].first() != null;
    }

    @Override
    public void accept(int listener, int link) {
        TcpSocket client = (TcpSocket) listeners[listener].first();
        listeners[listener].remove(client);
        sockets.accept(link, client);
    }

    @Override
    public void refuse(int listener) {
        Arrival client = listeners[listener].first();
        listeners[listener].remove(client);
        client.refuse();
    }

    void closeAll() {
        for (int i = 0; i < COUNT; i++) {
            unlisten(i);
        }
    }

    void turn() {
        for (Listener one : listeners) {
            if (one != null) {
                one.turn();
            }
        }
    }

    long nextDeadline() {
        long deadline = Endpoint.NEVER;
        for (Listener one : listeners) {
            deadline = one == null ? deadline : Network.sooner(deadline, one.nextDeadline());
        }
        return deadline;
    }

    int expire(long now) {
        int work = 0;
        for (Listener one : listeners) {
            work += one == null ? 0 : one.expire(now);
        }
        return work;
    }
}
