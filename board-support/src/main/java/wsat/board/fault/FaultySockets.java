package wsat.board.fault;

import java.util.Arrays;
import wsat.board.net.RelayedSockets;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.Packet;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;
import wsat.port.Text;

/** TCP, UDP and SSL links with the {@link Faults} that somebody makes, as {@link FaultyLinks} has them. */
public final class FaultySockets extends RelayedSockets {
    /** {@link #states}: the network's own. */
    private static final int REAL = -1;

    private final Faults faults;
    private final Faults.Side peers;
    private final int[] states;
    /** Null: the network's own; until the link is opened again. */
    private final Ending[] endings;
    /** Of links that are OPENING here. */
    private final Attempt[] attempts;
    /** Null: a client has come by itself. */
    private final SocketRequest[] requests;
    /** What a peer that is blocked has not taken; null: nothing. */
    private final HeldBytes[] held;
    /** What is still to be received of a socket that has ENDED here. */
    private final int[] left;
    /** What {@link #arrivals} were when a peer fell silent. */
    private final int[] arrivals;

    /** Bytes that wait for a peer. */
    private record HeldBytes(byte[] payload, Text address, int port) {
    }

    /** @param links how many there are */
    public FaultySockets(SocketPort port, int links, Faults faults) {
        super(port);
        this.faults = faults;
        peers = faults.peers();
        states = new int[links];
        Arrays.fill(states, REAL);
        endings = new Ending[links];
        attempts = new Attempt[links];
        requests = new SocketRequest[links];
        held = new HeldBytes[links];
        left = new int[links];
        arrivals = new int[links];
    }

    private boolean isUdp(int link) {
        return requests[link] != null && requests[link].type == SocketRequest.UDP;
    }

    @Override
    public void open(int link, SocketRequest request) {
        faults.look();
        endings[link] = null;
        requests[link] = request;
        peers.begin(link);
        Attempt attempt = isUdp(link) ? faults.reach().to(Latin1.string(request.host), Attempt.REAL)
                : faults.attempt(peers, request.host);
        if (attempt.equals(Attempt.REAL)) {
            port.open(link, request);
            return;
        }
        attempts[link] = attempt;
        states[link] = OPENING;
        peers.waits.begin(link, faults.now(), attempt.afterMillis());
        advance(link);
    }

    private void advance(int link) {
        if (states[link] != OPENING || peers.waits.waits(link, faults.now())) {
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
        states[link] = how.stage == Ending.TCP_END && how.code == 0 ? ENDED : LOST;
        left[link] = states[link] == ENDED ? port.held(link) : 0;
        peers.waits.end(link);
        faults.log("socket " + link, how);
    }

    @Override
    public int state(int link) {
        int state = stateNow(link);
        peers.there(link, state == OPENING || state == OPEN || state == ENDED);
        return state;
    }

    private int stateNow(int link) {
        faults.look();
        advance(link);
        if (faults.reach().isCut() && states[link] == OPENING) {
            fail(link, Reach.lost());
        }
        return isReal(link) ? real(link) : states[link];
    }

    private int real(int link) {
        int state = port.state(link);
        endings[link] = state == OPEN ? null : endings[link]; // a client has come to a link that had failed
        boolean there = (state == OPENING || state == OPEN) && !isUdp(link);
        Ending ending = there && faults.reach().isCut() ? Reach.lost() : state == OPEN ? peers.end(link) : null;
        if (ending != null && !isUdp(link)) {
            fail(link, ending);
            return states[link];
        }
        if (held[link] != null && !peers.blocked(link) && sends(link, held[link])) {
            held[link] = null;
        }
        return state;
    }

    private boolean sends(int link, HeldBytes bytes) {
        return port.send(link, bytes.payload, 0, bytes.payload.length, bytes.address, bytes.port) != BUSY;
    }

    private boolean isReal(int link) {
        return states[link] == REAL;
    }

    @Override
    public void ending(int link, Ending into) {
        if (endings[link] != null) {
            into.set(endings[link]);
        } else {
            port.ending(link, into);
        }
    }

    /** Nothing comes of a peer that is cut off. */
    private boolean hears(int link) {
        return isReal(link) ? !peers.muted(link) && !(isUdp(link) && faults.reach().isCut())
                : states[link] == ENDED && left[link] > 0;
    }

    @Override
    public boolean receive(int link, Packet packet) {
        if (!hears(link) || !port.receive(link, packet)) {
            return false;
        }
        packet.length = isReal(link) ? packet.length : Math.min(packet.length, left[link]);
        return true;
    }

    @Override
    public void release(int link, int count) {
        left[link] -= isReal(link) ? 0 : count;
        port.release(link, count);
    }

    @Override
    public int held(int link) {
        return !hears(link) ? 0 : isReal(link) ? port.held(link) : left[link];
    }

    @Override
    public int arrivals(int link) {
        return peers.muted(link) ? arrivals[link] : (arrivals[link] = port.arrivals(link));
    }

    @Override
    public int send(int link, byte[] payload, int offset, int length, Text address, int peer) {
        if (!isReal(link) || faults.reach().isCut()) {
            return NOT_OPEN;
        }
        if (held[link] != null) {
            return BUSY;
        }
        if (!peers.blocked(link) || port.state(link) != OPEN) {
            return port.send(link, payload, offset, length, address, peer);
        }
        Text to = address == null ? null : new Text(address.bytes.length);
        if (to != null) {
            to.set(address);
        }
        held[link] = new HeldBytes(Arrays.copyOfRange(payload, offset, offset + length), to, peer);
        return TAKEN;
    }

    @Override
    public int unsent(int link) {
        return isReal(link) ? port.unsent(link) + (held[link] == null ? 0 : held[link].payload.length) : 0;
    }

    @Override
    public void close(int link) {
        if (states[link] == OPENING) {
            endings[link] = Attempt.fails(Ending.TCP, Ending.ETIMEDOUT, "no answer").failure();
        }
        states[link] = REAL;
        held[link] = null;
        requests[link] = null;
        peers.waits.end(link);
        port.close(link);
    }
}
