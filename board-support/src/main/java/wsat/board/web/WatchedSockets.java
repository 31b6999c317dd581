package wsat.board.web;

import wsat.board.net.RelayedSockets;
import wsat.board.os.Ticks;
import wsat.board.text.AddressText;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.Packet;
import wsat.port.SocketInfo;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;
import wsat.port.Text;

/** TCP, UDP and SSL links, told as events, as {@link WatchedLinks} tells WebSocket links. */
public final class WatchedSockets extends RelayedSockets {
    private static final String[] STATES = {"idle", "opening", "open", "ended", "lost"};
    private static final String[] TYPES = {"TCP", "UDP", "SSL"};

    private final EventSink sink;
    private final Ticks clock;
    private final int[] states;
    private final LentOnce lent;
    private final SocketInfo info = new SocketInfo();
    private final Ending ending = new Ending();

    /** @param links how many there are */
    public WatchedSockets(SocketPort port, int links, EventSink sink, Ticks clock) {
        super(port);
        this.sink = sink;
        this.clock = clock;
        states = new int[links];
        lent = new LentOnce(links);
    }

    private Event event(String kind, int link) {
        return new Event(kind, clock.micros()).put("link", link);
    }

    @Override
    public void open(int link, SocketRequest request) {
        lent.forget(link);
        states[link] = OPENING;
        sink.add(event("socket", link).put("state", "opening").put("type", TYPES[request.type])
                .put("host", AddressText.bare(Latin1.string(request.host))).put("port", request.port).json());
        port.open(link, request);
    }

    @Override
    public int state(int link) {
        int state = port.state(link);
        if (state != states[link]) {
            boolean served = states[link] == IDLE && state != OPENING;
            states[link] = state;
            if (state == IDLE) {
                lent.forget(link);
            }
            told(link, state, served);
        }
        return state;
    }

    private void told(int link, int state, boolean served) {
        Event event = event("socket", link).put("state", STATES[state]);
        if (served) {
            event.put("served", true);
        }
        if (state == OPEN) {
            port.info(link, info);
            event.put("address", Latin1.string(info.address)).put("port", info.port).put("local", info.localPort);
        } else if (state == ENDED || state == LOST) {
            port.ending(link, ending);
            event.ended(ending);
        }
        sink.add(event.json());
    }

    @Override
    public boolean receive(int link, Packet packet) {
        boolean there = port.receive(link, packet);
        if (there && lent.begins(link, packet.length)) {
            sink.add(event("segment", link).put("dir", "in").bytes(packet.bytes, packet.start, packet.length).json());
        }
        return there;
    }

    @Override
    public void release(int link, int count) {
        lent.released(link, count);
        port.release(link, count);
    }

    @Override
    public int send(int link, byte[] payload, int offset, int length, Text address, int peer) {
        int outcome = port.send(link, payload, offset, length, address, peer);
        if (outcome == TAKEN) {
            sink.add(event("segment", link).put("dir", "out").bytes(payload, offset, length).json());
        }
        return outcome;
    }

    @Override
    public void close(int link) {
        port.close(link);
        state(link);
    }
}
