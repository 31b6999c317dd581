package wsat.board.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import wsat.board.net.RelayedLinks;
import wsat.board.os.Ticks;
import wsat.board.text.Latin1;
import wsat.board.trace.Masking;
import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.OpenRequest;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/** WebSocket links, told as events: what the firmware asks of the network, and what it gets. */
public final class WatchedLinks extends RelayedLinks {
    /** What a server says may be shown, but for what it gives to us alone. */
    private static final Pattern SECRET = Pattern.compile("(?i)(set-)?cookie2?|.*auth.*|.*token.*|.*key.*|location");
    private static final int LINES_MAX = 40;
    private static final int LINE_MAX = 256;
    private static final String[] STATES = {"idle", "opening", "open", "closing", "closed", "lost"};

    private final EventSink sink;
    private final Ticks clock;
    private final boolean heads;
    private final int[] states;
    private final LentOnce lent;
    private final LinkInfo info = new LinkInfo();
    private final Ending ending = new Ending();

    /**
     * @param links how many there are
     * @param heads whether the heads of answers are told here: the network side does not tell them, as {@link Openings}
     */
    public WatchedLinks(WebSocketPort port, int links, boolean heads, EventSink sink, Ticks clock) {
        super(port);
        this.heads = heads;
        this.sink = sink;
        this.clock = clock;
        states = new int[links];
        lent = new LentOnce(links);
    }

    private Event event(String kind, int link) {
        return new Event(kind, clock.micros()).put("link", link);
    }

    @Override
    public void open(int link, OpenRequest request) {
        Event event = event("opening", link).put("uri", uri(request));
        if (request.protocol.length > 0) {
            event.put("protocol", Latin1.string(request.protocol));
        }
        if (request.headers.length > 0) {
            event.put("headers", names(Latin1.string(request.headers)));
        }
        sink.add(event.put("auth", request.authorization.length > 0).json());
        lent.forget(link);
        states[link] = IDLE;
        port.open(link, request);
    }

    /** Without what may be secret in it. */
    private static String uri(OpenRequest request) {
        String target = Latin1.string(request.target);
        int query = target.indexOf('?');
        return (request.secure ? "wss://" : "ws://") + Latin1.string(request.hostHeader)
                + (query < 0 ? target : target.substring(0, query + 1) + Masking.HIDDEN);
    }

    /** Of headers, which may hold a token. */
    private static String names(String headers) {
        StringBuilder names = new StringBuilder();
        for (String header : headers.split("\r\n")) {
            names.append(names.length() == 0 ? "" : ", ").append(header, 0, Math.max(0, header.indexOf(':')));
        }
        return names.toString();
    }

    @Override
    public int state(int link) {
        int state = port.state(link);
        if (state != states[link]) {
            int before = states[link];
            states[link] = state;
            if (state == CLOSED || state == LOST) {
                lent.forget(link);
            }
            told(link, before, state);
        }
        return state;
    }

    private void answer(int link) {
        List<String> lines = new ArrayList<>();
        Text line = new Text(LINE_MAX);
        while (lines.size() < LINES_MAX && port.head(link, lines.size(), line)) {
            lines.add(Latin1.string(line));
        }
        if (!lines.isEmpty()) {
            sink.add(event("head", link).put("dir", "in").put("x", shown(lines)).json());
        }
    }

    /** The lines of a server's answer, without the values that may be secret. */
    static String shown(List<String> head) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < Math.min(head.size(), LINES_MAX); i++) {
            String line = head.get(i);
            int colon = i == 0 ? -1 : line.indexOf(':');
            boolean secret = colon > 0 && SECRET.matcher(line.substring(0, colon)).matches();
            lines.append(secret ? line.substring(0, colon) + ": " + Masking.HIDDEN
                    : line.substring(0, Math.min(line.length(), LINE_MAX))).append("\r\n");
        }
        return lines.toString();
    }

    private void told(int link, int before, int state) {
        if (heads && (state == OPEN || state == LOST && before == OPENING)) {
            answer(link);
        }
        Event event = event("state", link).put("state", STATES[state]);
        if (state == OPEN && before == IDLE) {
            event.put("served", true);
        }
        if (state == OPEN) {
            port.info(link, info);
            event.put("address", Latin1.string(info.address)).put("port", info.port)
                    .put("tls", Latin1.string(info.tlsVersion)).put("cipher", Latin1.string(info.cipher))
                    .put("protocol", Latin1.string(info.protocol)).put("deflate", info.compressed);
        } else if (state == CLOSED || state == LOST) {
            port.ending(link, ending);
            event.ended(ending);
        }
        sink.add(event.json());
    }

    @Override
    public boolean receive(int link, boolean wholeMessage, Chunk chunk) {
        boolean there = port.receive(link, wholeMessage, chunk);
        if (there && lent.begins(link, chunk.length)) {
            sink.add(frame(link, "in", chunk.opcode, chunk.fin).put("at", chunk.offset).put("whole", chunk.unitLength)
                    .bytes(chunk.bytes, chunk.start, chunk.length).json());
        }
        return there;
    }

    private Event frame(int link, String way, int opcode, boolean fin) {
        return event("frame", link).put("dir", way).put("op", opcode).put("fin", fin);
    }

    @Override
    public void release(int link, int count) {
        lent.released(link, count);
        port.release(link, count);
    }

    @Override
    public int send(int link, int opcode, boolean fin, byte[] payload, int offset, int length) {
        int outcome = port.send(link, opcode, fin, payload, offset, length);
        if (outcome == TAKEN) {
            sink.add(frame(link, "out", opcode, fin).put("at", 0).put("whole", length).bytes(payload, offset, length)
                    .json());
        }
        return outcome;
    }

    @Override
    public void close(int link, int code) {
        port.close(link, code);
        state(link);
    }

    @Override
    public void drop(int link) {
        port.drop(link);
        state(link);
    }
}
