package wsat.board.fault;

import java.util.Arrays;
import wsat.board.net.RelayedLinks;
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
    private final Faults.Side servers;
    private final int[] states;
    /** Null: the network's own; until the link is opened again. */
    private final Ending[] endings;
    /** Of links that are OPENING here. */
    private final Attempt[] attempts;
    private final OpenRequest[] requests;
    /** What a server that is blocked has not taken; null: nothing. */
    private final HeldFrame[] held;
    /** What {@link #arrivals} and {@link #pongs} were when a server fell silent. */
    private final int[] arrivals;
    private final int[] pongs;

    /** A frame that waits for a server. */
    private record HeldFrame(int opcode, boolean fin, byte[] payload) {
    }

    /** @param links how many there are */
    public FaultyLinks(WebSocketPort port, int links, Faults faults) {
        super(port);
        this.faults = faults;
        servers = faults.servers();
        states = new int[links];
        Arrays.fill(states, REAL);
        endings = new Ending[links];
        attempts = new Attempt[links];
        requests = new OpenRequest[links];
        held = new HeldFrame[links];
        arrivals = new int[links];
        pongs = new int[links];
    }

    @Override
    public void open(int link, OpenRequest request) {
        faults.look();
        let(link);
        endings[link] = null;
        servers.begin(link);
        Attempt attempt = faults.attempt(servers, request.host);
        if (attempt.equals(Attempt.REAL)) {
            port.open(link, request);
            return;
        }
        port.drop(link);
        attempts[link] = attempt;
        requests[link] = request;
        states[link] = OPENING;
        servers.waits.begin(link, faults.now(), attempt.afterMillis());
        advance(link);
    }

    /** It is the network's again; how it has ended stays. */
    private void let(int link) {
        if (states[link] == OPENING) {
            endings[link] = Attempt.fails(Ending.TCP, Ending.ETIMEDOUT, "no answer").failure();
        }
        states[link] = REAL;
        held[link] = null;
        servers.waits.end(link);
    }

    private void advance(int link) {
        if (states[link] != OPENING || servers.waits.waits(link, faults.now())) {
            return;
        }
        if (attempts[link].failure() != null) {
            fail(link, attempts[link].failure());
        } else {
            states[link] = REAL;
            port.open(link, requests[link]);
        }
    }

    private void fail(int link, Ending how) {
        endings[link] = how;
        held[link] = null;
        states[link] = how.stage == Ending.BY_SERVER ? CLOSING : LOST;
        servers.waits.end(link);
        if (states[link] == LOST) {
            faults.log("link " + link, how);
        }
    }

    @Override
    public int state(int link) {
        int state = stateNow(link);
        servers.there(link, state == OPENING || state == OPEN || state == CLOSING);
        return state;
    }

    private int stateNow(int link) {
        faults.look();
        if (states[link] == CLOSING) {
            states[link] = CLOSED; // shown for a turn at least
            return CLOSING;
        }
        advance(link);
        if (faults.reach().isCut() && states[link] == OPENING) {
            fail(link, Reach.lost());
        }
        return states[link] == REAL ? real(link) : states[link];
    }

    private int real(int link) {
        int state = port.state(link);
        endings[link] = state == OPEN ? null : endings[link]; // a client has come to a link that had failed
        boolean there = state == OPENING || state == OPEN || state == CLOSING;
        Ending ending = there && faults.reach().isCut() ? Reach.lost() : state == OPEN ? servers.end(link) : null;
        if (ending != null) {
            port.drop(link);
            fail(link, ending);
            return stateNow(link);
        }
        if (held[link] != null && !servers.blocked(link) && sends(link, held[link])) {
            held[link] = null;
        }
        return state;
    }

    private boolean sends(int link, HeldFrame frame) {
        return port.send(link, frame.opcode, frame.fin, frame.payload, 0, frame.payload.length) != BUSY;
    }

    private boolean isReal(int link) {
        return states[link] == REAL;
    }

    @Override
    public boolean receive(int link, boolean wholeMessage, Chunk chunk) {
        return isReal(link) && !servers.muted(link) && port.receive(link, wholeMessage, chunk);
    }

    @Override
    public void release(int link, int count) {
        if (isReal(link)) {
            port.release(link, count);
        }
    }

    @Override
    public int send(int link, int opcode, boolean fin, byte[] payload, int offset, int length) {
        if (!isReal(link)) {
            return NOT_OPEN;
        }
        if (held[link] != null) {
            return BUSY;
        }
        if (!servers.blocked(link) || port.state(link) != OPEN || port.closeSent(link)) {
            return port.send(link, opcode, fin, payload, offset, length);
        }
        held[link] = new HeldFrame(opcode, fin, Arrays.copyOfRange(payload, offset, offset + length));
        return TAKEN;
    }

    @Override
    public boolean closeSent(int link) {
        return isReal(link) && port.closeSent(link);
    }

    @Override
    public int unsent(int link) {
        return isReal(link) ? port.unsent(link) + (held[link] == null ? 0 : 1 + held[link].payload.length) : 0;
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
        return servers.muted(link) ? arrivals[link] : (arrivals[link] = port.arrivals(link));
    }

    @Override
    public int pongs(int link) {
        return servers.muted(link) ? pongs[link] : (pongs[link] = port.pongs(link));
    }

    @Override
    public boolean head(int link, int index, Text into) {
        return isReal(link) && port.head(link, index, into);
    }

    @Override
    public void close(int link, int code) {
        let(link);
        port.close(link, code);
    }

    @Override
    public void drop(int link) {
        let(link);
        port.drop(link);
    }
}
