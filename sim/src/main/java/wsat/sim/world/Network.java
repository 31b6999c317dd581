package wsat.sim.world;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import wsat.board.fault.Reach;
import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.ListenRequest;
import wsat.port.OpenRequest;
import wsat.port.Slot;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/** The network side: servers that do as they are told, and what each link has sent and received. */
final class Network implements WebSocketPort, Listening.Links {
    final VirtualTime clock;
    final Chance chance;
    final Journal log;
    final Server server = new Server();
    final Reach reach;

    private final Connection[] connections;
    final Certified certified;
    private final int[] arrivalsBefore;
    private final int[] pongsBefore;
    private final int[] pingsBefore;
    /** Of each link, the lines of the answer to its last opening. */
    final String[][] heads;
    final Ending[] endings;
    final LinkInfo[] infos;
    private final List<List<Opening>> openings = new ArrayList<>();
    private final List<ArrayDeque<Frame>> frames = new ArrayList<>();
    private final List<ByteArrayOutputStream> told = new ArrayList<>();

    Network(int links, VirtualTime clock, Chance chance, Reach reach, Journal log) {
        this.reach = reach;
        connections = new Connection[links];
        arrivalsBefore = new int[links];
        pongsBefore = new int[links];
        pingsBefore = new int[links];
        heads = new String[links][0];
        endings = new Ending[links];
        infos = new LinkInfo[links];
        this.clock = clock;
        certified = new Certified(connections.length, clock);
        this.chance = chance;
        this.log = log;
        for (int i = 0; i < connections.length; i++) {
            openings.add(new ArrayList<>());
            frames.add(new ArrayDeque<>());
            told.add(new ByteArrayOutputStream());
            endings[i] = new Ending();
            infos[i] = new LinkInfo();
        }
    }

    // --- the port ---------------------------------------------------------------------------------

    @Override
    public void configure(int link, int authMode, Slot certificate, Slot key, Slot ca) {
        certified.configure(link, authMode, certificate, key, ca);
    }

    @Override
    public int configured(int link) {
        return certified.configured(link);
    }

    @Override
    public void open(int link, OpenRequest request) {
        if (connections[link] != null) {
            throw new IllegalStateException("link " + link + " is opened while it is not idle");
        }
        if (request.secure && request.authMode != certified.mode(link)) {
            throw new IllegalStateException("link " + link + " is opened in a mode that was not accepted");
        }
        heads[link] = new String[0];
        connections[link] = new Connection(this, link, request);
        openings.get(link).add(connections[link].opening());
    }

    @Override
    public void accept(int link, ListenRequest to, Listening.Client client, int bufferSize) {
        if (connections[link] != null) {
            throw new IllegalStateException("link " + link + " gets a client while it is not idle");
        }
        connections[link] = new Connection(this, link, to, client, bufferSize);
    }

    @Override
    public int state(int link) {
        return connections[link] == null ? IDLE : connections[link].state();
    }

    @Override
    public boolean closeSent(int link) {
        return connections[link] != null && connections[link].closeSent();
    }

    @Override
    public boolean receive(int link, boolean wholeMessage, Chunk chunk) {
        return connections[link] != null && connections[link].receive(wholeMessage, chunk);
    }

    @Override
    public void release(int link, int count) {
        if (connections[link] == null) {
            throw new IllegalStateException("released a chunk of link " + link + ", which is idle");
        }
        byte[] bytes = connections[link].release(count);
        told.get(link).write(bytes, 0, bytes.length);
    }

    @Override
    public int send(int link, int opcode, boolean fin, byte[] payload, int offset, int length) {
        return connections[link] == null ? NOT_OPEN
                : connections[link].send(opcode, fin, payload, offset, length);
    }

    @Override
    public int unsent(int link) {
        return connections[link] == null ? 0 : connections[link].unsent();
    }

    @Override
    public void ending(int link, Ending into) {
        into.set(endings[link]);
    }

    @Override
    public void info(int link, LinkInfo into) {
        into.set(infos[link]);
        if (connections[link] == null || !connections[link].alive()) {
            into.disconnect();
        }
    }

    @Override
    public int arrivals(int link) {
        return arrivalsBefore[link] + (connections[link] == null ? 0 : connections[link].arrivals);
    }

    @Override
    public int pongs(int link) {
        return pongsBefore[link] + (connections[link] == null ? 0 : connections[link].pongs);
    }

    @Override
    public int pings(int link) {
        return pingsBefore[link] + (connections[link] == null ? 0 : connections[link].pings);
    }

    @Override
    public boolean head(int link, int index, Text into) {
        if (index >= heads[link].length) {
            return false;
        }
        byte[] line = Bytes.of(heads[link][index]);
        into.clear();
        into.append(line, 0, Math.min(line.length, into.bytes.length));
        return true;
    }

    @Override
    public void close(int link, int code) {
        if (connections[link] != null) {
            connections[link].leave(code);
        }
        drop(link);
    }

    @Override
    public void drop(int link) {
        if (connections[link] != null) {
            connections[link].dropped();
        }
        arrivalsBefore[link] = arrivals(link);
        pongsBefore[link] = pongs(link);
        pingsBefore[link] = pings(link);
        connections[link] = null;
    }

    // --- the world's side -------------------------------------------------------------------------

    /** Each connection is lost, as the network is. */
    void cut() {
        for (Connection one : connections) {
            if (one != null) {
                one.end(Reach.lost());
            }
        }
    }

    /** The connection of a link, null: none. */
    Connection connection(int link) {
        return connections[link];
    }

    /** How often a link was opened, and with what. */
    List<Opening> openings(int link) {
        return openings.get(link);
    }

    /** What has come to the servers of a link and was not looked at. */
    ArrayDeque<Frame> frames(int link) {
        return frames.get(link);
    }

    /** All payload bytes that were released on a link: what the host must have got. */
    ByteArrayOutputStream told(int link) {
        return told.get(link);
    }

    void got(int link, Frame frame) {
        frames.get(link).add(frame);
    }

    /** What time brings. */
    void advance() {
        Timed.advance(connections);
    }

    /** When something happens by itself. @return milliseconds, Long.MAX_VALUE: nothing */
    long nextEvent() {
        return Math.min(Timed.nextEvent(connections), certified.nextEvent());
    }
}
