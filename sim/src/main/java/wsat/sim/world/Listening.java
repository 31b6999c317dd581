package wsat.sim.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import wsat.board.fault.Reach;
import wsat.port.Ending;
import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.Slot;

/** The board's own ports: who listens, which clients have come, and who was sent away. */
final class Listening implements ListenPort {
    /** Whose links its clients get. */
    interface Links {
        /** A client gets a link. */
        void accept(int link, ListenRequest to, Client client, int bufferSize);
    }

    private final Links links;
    private final Reach reach;
    private final Journal log;
    final Certified certified;
    private final ListenRequest[] requests = new ListenRequest[COUNT];
    private final int[] welcome = new int[COUNT];
    /** Of each listener, who has come and has no link yet. */
    private final List<ArrayDeque<Client>> waiting = new ArrayList<>();
    private final int[] refused = new int[65_536];
    /** How later attempts to listen fail; 0: they do not. */
    int failure;

    /**
     * One who has come: from where, what it says at once, and whether it goes then; of WebSocket, what it asks for, and
     * which subprotocols it speaks, with commas between.
     */
    record Client(String address, int port, byte[] says, boolean goes, String target, String protocols) {
    }

    Listening(Links links, VirtualTime clock, Reach reach, Journal log) {
        this.links = links;
        this.reach = reach;
        this.log = log;
        certified = new Certified(COUNT, clock);
        for (int i = 0; i < COUNT; i++) {
            waiting.add(new ArrayDeque<>());
        }
    }

    // --- the port ---------------------------------------------------------------------------------

    @Override
    public void configure(int listener, int authMode, Slot certificate, Slot key, Slot ca) {
        certified.configure(listener, authMode, certificate, key, ca);
    }

    @Override
    public int configured(int listener) {
        return certified.configured(listener);
    }

    @Override
    public int listen(int listener, ListenRequest request) {
        if (requests[listener] != null) {
            throw new IllegalStateException("listener " + listener + " listens already");
        }
        if (request.secure && request.authMode != certified.mode(listener)) {
            throw new IllegalStateException("listener " + listener + " is opened in a mode that was not accepted");
        }
        if (failure != 0 || listenerOn(request.port) >= 0) {
            log.note("port " + request.port + ": cannot be had");
            return failure == 0 ? Ending.EADDRINUSE : failure;
        }
        ListenRequest copy = new ListenRequest();
        copy.port = request.port;
        copy.ipv6 = request.ipv6;
        copy.secure = request.secure;
        copy.path.set(request.path);
        copy.protocols.set(request.protocols);
        requests[listener] = copy;
        welcome[listener] = 0;
        return 0;
    }

    @Override
    public void unlisten(int listener) {
        if (requests[listener] != null) {
            while (arrived(listener)) {
                refuse(listener);
            }
            requests[listener] = null;
        }
    }

    @Override
    public void welcome(int listener, int clients) {
        welcome[listener] = clients;
    }

    @Override
    public boolean arrived(int listener) {
        return !waiting.get(listener).isEmpty();
    }

    @Override
    public void accept(int listener, int link, int bufferSize) {
        links.accept(link, requests[listener], waiting.get(listener).remove(), bufferSize);
    }

    @Override
    public void refuse(int listener) {
        waiting.get(listener).remove();
        refused[requests[listener].port]++;
    }

    // --- the world's side -------------------------------------------------------------------------

    /** A client comes; who finds no room is sent away. */
    void comes(int port, Client client) {
        int listener = listenerOn(port);
        if (listener < 0) {
            throw new IllegalStateException("nobody listens on port " + port);
        }
        if (reach.isCut() || waiting.get(listener).size() >= welcome[listener]) {
            refused[port]++;
        } else {
            waiting.get(listener).add(client);
        }
    }

    private int listenerOn(int port) {
        for (int i = 0; i < COUNT; i++) {
            if (requests[i] != null && requests[i].port == port) {
                return i;
            }
        }
        return -1;
    }

    /** Whether somebody listens on a port. */
    boolean listensOn(int port) {
        return listenerOn(port) >= 0;
    }

    /** How many clients of a port were sent away. */
    int refused(int port) {
        return refused[port];
    }

    /** Whether nobody listens. */
    boolean silent() {
        boolean silent = true;
        for (ListenRequest request : requests) {
            silent &= request == null;
        }
        return silent;
    }

    /** The module has lost its power. */
    void powerOff() {
        for (int i = 0; i < COUNT; i++) {
            unlisten(i);
        }
    }
}
