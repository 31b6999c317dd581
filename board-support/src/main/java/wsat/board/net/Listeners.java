package wsat.board.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.Slot;

/** The machine's own ports of one kind: whose clients become sockets, or WebSocket links. */
abstract class Listeners implements ListenPort {
    final Network network;
    private final Credentials[] credentials = new Credentials[COUNT];
    private final Listener[] listeners = new Listener[COUNT];

    /** @param family what the names of their slots begin with */
    Listeners(Network network, String family) {
        this.network = network;
        for (int i = 0; i < COUNT; i++) {
            credentials[i] = new Credentials(network, "server " + i, family);
        }
    }

    /**
     * Makes one of a connection that has just come.
     *
     * @param name  for the log
     * @param terms of TLS, null: none
     */
    abstract Arrival arrival(String name, ListenRequest request, SocketChannel client, TlsTerms terms)
            throws IOException;

    /** Gives a link what the client is. */
    abstract void accept(Arrival client, int link, int bufferSize);

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
                return Listeners.this.arrival(name, request, client, theirs == null ? null : theirs.terms());
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
    public void accept(int listener, int link, int bufferSize) {
        Arrival client = listeners[listener].first();
        listeners[listener].remove(client);
        accept(client, link, bufferSize);
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
