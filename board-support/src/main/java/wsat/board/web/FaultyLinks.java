package wsat.board.web;

import wsat.board.os.Ticks;
import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.OpenRequest;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/** WebSocket links with the {@link Faults} that somebody makes: what a server does then, as the firmware sees it. */
public final class FaultyLinks extends RelayedLinks {
    /** {@link #states}: the network's own. */
    private static final int REAL = -1;

    private final Faults faults;
    private final Ticks clock;
    private final int[] states;
    /** Null: the network's own; until the link is opened again. */
    private final Ending[] endings;
    /** What {@link #arrivals} and {@link #pongs} were when a server fell silent. */
    private final int[] arrivals;
    private final int[] pongs;

    /** @param links how many there are */
    public FaultyLinks(WebSocketPort port, int links, Faults faults, Ticks clock) {
        super(port);
        this.faults = faults;
        this.clock = clock;
        states = new int[links];
        endings = new Ending[links];
        arrivals = new int[links];
        pongs = new int[links];
        for (int i = 0; i < links; i++) {
            states[i] = REAL;
        }
    }

    @Override
    public void open(int link, OpenRequest request) {
        faults.look(clock.micros());
        endings[link] = faults.opening();
        states[link] = endings[link] != null ? LOST : faults.silent() ? OPENING : REAL;
        faults.lost(link);
        if (states[link] == REAL) {
            port.open(link, request);
        } else {
            port.drop(link);
        }
    }

    @Override
    public int state(int link) {
        faults.look(clock.micros());
        if (states[link] == CLOSING) {
            states[link] = CLOSED; // shown for a turn at least
            return CLOSING;
        }
        if (states[link] != REAL) {
            return states[link];
        }
        int state = port.state(link);
        Ending ending = state == OPEN ? faults.lost(link) : null;
        if (ending != null) {
            endings[link] = ending;
            states[link] = ending.stage == Ending.BY_SERVER ? CLOSING : LOST;
            port.drop(link);
            return state(link);
        }
        return state;
    }

    private boolean real(int link) {
        return states[link] == REAL;
    }

    @Override
    public boolean receive(int link, boolean wholeMessage, Chunk chunk) {
        return real(link) && !faults.muted(link) && port.receive(link, wholeMessage, chunk);
    }

    @Override
    public void release(int link, int count) {
        if (real(link)) {
            port.release(link, count);
        }
    }

    @Override
    public int send(int link, int opcode, boolean fin, byte[] payload, int offset, int length) {
        return real(link) ? port.send(link, opcode, fin, payload, offset, length) : NOT_OPEN;
    }

    @Override
    public boolean closeSent(int link) {
        return real(link) && port.closeSent(link);
    }

    @Override
    public int unsent(int link) {
        return real(link) ? port.unsent(link) : 0;
    }

    @Override
    public void ending(int link, Ending into) {
        if (endings[link] != null) {
            into.set(endings[link]);
        } else {
            port.ending(link, into);
        }
    }

    @Override
    public int arrivals(int link) {
        return faults.muted(link) ? arrivals[link] : (arrivals[link] = port.arrivals(link));
    }

    @Override
    public int pongs(int link) {
        return faults.muted(link) ? pongs[link] : (pongs[link] = port.pongs(link));
    }

    @Override
    public boolean head(int link, int index, Text into) {
        return real(link) && port.head(link, index, into);
    }

    @Override
    public void close(int link, int code) {
        states[link] = REAL;
        port.close(link, code);
    }

    @Override
    public void drop(int link) {
        states[link] = REAL;
        port.drop(link);
    }
}
