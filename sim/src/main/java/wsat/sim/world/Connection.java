package wsat.sim.world;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import wsat.board.fault.Attempt;
import wsat.board.text.Latin1;
import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.ListenRequest;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/** One connection: the board's end of it, and the server's. */
final class Connection implements Timed {
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    /** What the server's end of a connection does that is not a frame. */
    private static final int FIN = -1;
    private static final int MORE = -2;

    /** A closing handshake takes no longer, in milliseconds. */
    private static final int CLOSING_MAX = 1000;

    /** What the server has said and the board has not read. */
    private record Wired(long at, int opcode, boolean fin, int announced, byte[] bytes) {
    }

    private final Network network;
    private final int link;
    private final OpenRequest request;
    private final Opening opening;
    private final Server server;
    private final long answerAt;
    private final Received received;
    private final int readAhead;

    private final ArrayDeque<Wired> wire = new ArrayDeque<>();
    private long lastWiredAt;
    /** Bytes that the server owes to a frame whose head is said; what it says meanwhile waits behind them. */
    private int owed;
    private final ArrayDeque<Runnable> behind = new ArrayDeque<>();

    private int state = WebSocketPort.OPENING;
    private boolean wholeMessages;
    private boolean closeSent;
    private long closedAt = Long.MAX_VALUE;
    private long closingMillis;
    int arrivals;
    int pongs;
    int pings;

    /** The one frame that is taken and not on its way yet. */
    private Frame taken;
    private long takenAt;
    private int unsent;
    private boolean blocked;
    private boolean mute;

    Connection(Network network, int link, OpenRequest request) {
        this.network = network;
        this.link = link;
        this.request = request;
        opening = Opening.of(request);
        server = network.server.copy();
        answerAt = answerAt(network.reach.to(Latin1.string(request.host), Attempt.REAL));
        received = new Received(request.bufferSize, network.chance);
        readAhead = network.chance.upTo(2);
    }

    private long answerAt(Attempt attempt) {
        boolean accepts = attempt.failure() == null && server.answer == Server.ACCEPT;
        Ending refusal = accepts ? network.certified.refusal(request.secure, request.authMode) : attempt.failure();
        if (refusal != null) {
            server.fail(refusal);
        }
        return attempt.afterMillis() == Attempt.NEVER || server.answer == Server.SILENT ? Long.MAX_VALUE
                : now() + 1 + attempt.afterMillis() + server.afterMillis;
    }

    /** A client has come, and is upgraded already. */
    Connection(Network network, int link, ListenRequest to, Listening.Client client, int bufferSize) {
        this(network, link, request(to, client, bufferSize));
        state = WebSocketPort.OPEN;
        LinkInfo info = network.infos[link];
        info.disconnect();
        info.target.append(client.target());
        info.protocol.append(chosen(Latin1.string(to.protocols), client.protocols()));
        info.tlsVersion.append(to.secure ? "TLSv1.3" : "");
        info.cipher.append(to.secure ? "TLS_AES_128_GCM_SHA256" : "");
        info.address.append(client.address());
        info.port = client.port();
        if (client.says().length > 0) {
            say(1, true, client.says());
        }
        if (client.goes()) {
            end();
        }
    }

    private static OpenRequest request(ListenRequest to, Listening.Client client, int bufferSize) {
        OpenRequest request = new OpenRequest(64, 1);
        request.host.set(client.address());
        request.port = client.port();
        request.secure = to.secure;
        request.bufferSize = bufferSize;
        return request;
    }

    private static String chosen(String ours, String theirs) {
        List<String> spoken = List.of(theirs.split(","));
        return Arrays.stream(ours.split(",")).filter(spoken::contains).findFirst().orElse("");
    }

    private long now() {
        return network.clock.millis;
    }

    Opening opening() {
        return opening;
    }

    int state() {
        return state;
    }

    boolean closeSent() {
        return closeSent;
    }

    int unsent() {
        return unsent;
    }

    // --- the board's end --------------------------------------------------------------------------

    int send(int opcode, boolean fin, byte[] payload, int offset, int length) {
        if (opcode < 0 || opcode > 15 || opcode >= CLOSE && length > 125) {
            throw new IllegalStateException("a frame with opcode " + opcode + " and " + length + " bytes");
        }
        if (state != WebSocketPort.OPEN || closeSent) {
            return WebSocketPort.NOT_OPEN;
        }
        if (taken != null) {
            return WebSocketPort.BUSY;
        }
        byte[] copy = new byte[length];
        System.arraycopy(payload, offset, copy, 0, length);
        taken = new Frame(opcode, fin, copy);
        takenAt = now();
        unsent = length + (length < 126 ? 6 : length < 65536 ? 8 : 14);
        closeSent = opcode == CLOSE;
        return WebSocketPort.TAKEN;
    }

    boolean receive(boolean whole, Chunk chunk) {
        wholeMessages = whole;
        return received.lend(whole, chunk);
    }

    byte[] release(int count) {
        return received.release(count);
    }

    /** Says goodbye in the background: what is taken still goes, then a close frame. */
    void leave(int code) {
        if (state == WebSocketPort.OPEN && !closeSent && !blocked) {
            if (taken != null) {
                network.got(link, taken);
            }
            network.got(link, new Frame(CLOSE, true, new byte[] {(byte) (code >> 8), (byte) code}));
        }
    }

    @Override
    public void advance() {
        if (state == WebSocketPort.OPENING && now() - answerAt >= 0) {
            answer();
        }
        if (taken != null && !blocked && now() > takenAt && alive()) {
            deliver();
        }
        read();
        if (state == WebSocketPort.CLOSING && now() - closedAt >= 0) {
            state = WebSocketPort.CLOSED;
        }
    }

    /** The board lets go of it. */
    void dropped() {
        if (state == WebSocketPort.OPENING) {
            ended(Ending.TCP, Ending.ETIMEDOUT, "no answer");
        }
    }

    private void ended(int stage, int code, String words) {
        network.endings[link].set(stage, code).text.append(words);
    }

    boolean alive() {
        return state == WebSocketPort.OPEN || state == WebSocketPort.CLOSING;
    }

    private void answer() {
        if (!opening.sameAs(Opening.of(request))) {
            throw new IllegalStateException("link " + link + ": the request was changed while it was being opened");
        }
        if (server.answer == Server.REFUSE) {
            state = WebSocketPort.LOST;
            network.log.note("link " + link + ": refused");
            ended(Ending.TCP, Ending.ECONNREFUSED, "refused");
            return;
        }
        if (server.answer == Server.ACCEPT) {
            network.heads[link] = server.lines();
        }
        if (server.status() != 101) {
            state = WebSocketPort.LOST;
            network.log.note("link " + link + ": answered with " + server.status());
            ended(Ending.HTTP, server.status(), "HTTP " + server.status());
            String retry = server.field("Retry-After");
            network.endings[link].retryAfterSeconds = retry.isEmpty() ? 0 : Integer.parseInt(retry);
            network.endings[link].location.append(server.field("Location"));
            return;
        }
        if (server.answer == Server.FAIL) {
            end(server.failure);
            return;
        }
        state = WebSocketPort.OPEN;
        LinkInfo info = network.infos[link];
        info.protocol.set(request.protocol);
        info.tlsVersion.set(request.secure ? "TLSv1.3" : "");
        info.cipher.set(request.secure ? "TLS_AES_128_GCM_SHA256" : "");
        info.address.set("192.168.1.2");
        info.port = request.port;
        info.compressed = request.deflate.offered;
        for (Server.Act act : server.greeting) {
            act.on(this);
        }
    }

    private void deliver() {
        Frame frame = taken;
        taken = null;
        unsent = 0;
        network.got(link, frame);
        network.infos[link].framesOut++;
        network.infos[link].bytesOut += frame.payload().length;
        if (mute) {
            return;
        }
        if (frame.opcode() == PING) {
            say(PONG, true, frame.payload());
        } else if (frame.opcode() == CLOSE) {
            say(CLOSE, true, frame.payload());
        } else if (frame.opcode() < CLOSE && network.server.echo) {
            say(frame.opcode(), frame.fin(), frame.payload());
        }
    }

    /** Reads what has come, as long as no chunk waits to be taken. */
    private void read() {
        int ahead = readAhead;
        while (alive() && !wire.isEmpty() && now() - wire.peek().at >= 0
                && (!received.ready(wholeMessages) || ahead-- > 0)) {
            Wired next = wire.remove();
            arrivals++;
            count(next);
            switch (next.opcode) {
                case FIN:
                    ended(closeSent ? Ending.BY_HOST : Ending.TCP_END, closeSent ? WebSocketPort.NORMAL : 0, "");
                    state = closeSent || state == WebSocketPort.CLOSING ? WebSocketPort.CLOSED : WebSocketPort.LOST;
                    break;
                case CLOSE:
                    ended(closeSent ? Ending.BY_HOST : Ending.BY_SERVER,
                            closeSent ? WebSocketPort.NORMAL : code(next.bytes), "");
                    state = WebSocketPort.CLOSING;
                    closedAt = now() + Math.min(closingMillis, CLOSING_MAX);
                    break;
                case PONG:
                    pongs++;
                    break;
                case PING:
                    pings++;
                    break;
                case MORE:
                    received.more(next.bytes, 0, next.bytes.length);
                    break;
                default:
                    received.begin(next.opcode, next.fin, next.announced);
                    received.more(next.bytes, 0, next.bytes.length);
                    break;
            }
        }
    }

    /** Of a close frame (RFC 6455, 5.5.1). */
    private static int code(byte[] payload) {
        return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
    }

    private void count(Wired next) {
        LinkInfo info = network.infos[link];
        info.framesIn += next.opcode >= 0 ? 1 : 0;
        info.bytesIn += next.opcode == FIN ? 0 : next.bytes.length;
    }

    @Override
    public long nextEvent() {
        long next = state == WebSocketPort.OPENING ? answerAt : Long.MAX_VALUE;
        if (taken != null && !blocked && alive()) {
            next = Math.min(next, takenAt + 1);
        }
        if (alive() && !wire.isEmpty() && !received.ready(wholeMessages)) {
            next = Math.min(next, wire.peek().at);
        }
        return state == WebSocketPort.CLOSING ? Math.min(next, closedAt) : next;
    }

    // --- the server's end -------------------------------------------------------------------------

    private void wire(int opcode, boolean fin, int announced, byte[] bytes) {
        lastWiredAt = Math.max(lastWiredAt, now() + network.chance.upTo(2));
        wire.add(new Wired(lastWiredAt, opcode, fin, announced, bytes));
    }

    /** Says a frame. */
    void say(int opcode, boolean fin, byte[] payload) {
        begin(opcode, fin, payload.length, payload);
    }

    /** Says the head of a frame of {@code length} bytes, and the first of them. */
    void begin(int opcode, boolean fin, int length, byte[] first) {
        if (owed > 0) {
            behind.add(() -> begin(opcode, fin, length, first));
            return;
        }
        wire(opcode, fin, length, first);
        owed = Math.max(0, length - first.length);
    }

    /** Says more bytes of a frame that was begun. */
    void more(byte[] bytes) {
        wire(MORE, false, 0, bytes);
        owed -= Math.min(owed, bytes.length);
        while (owed == 0 && !behind.isEmpty()) {
            behind.remove().run();
        }
    }

    /** How much of what the server has said is still in the network: frames, or pieces of them. */
    int unread() {
        return wire.size();
    }

    /** How many bytes of a begun frame are still to be said. */
    int owed() {
        return owed;
    }

    /** Says goodbye; TCP ends some time later. */
    void close(int code, long millis) {
        closingMillis = millis;
        say(CLOSE, true, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** Ends TCP, behind all that was said. */
    void end() {
        wire(FIN, false, 0, new byte[0]);
    }

    /** Resets TCP: what has not been read is gone. */
    void cut() {
        if (alive() || state == WebSocketPort.OPENING) {
            ended(closeSent ? Ending.BY_HOST : Ending.TCP_END, closeSent ? WebSocketPort.NORMAL : Ending.ECONNRESET,
                    "");
            state = closeSent ? WebSocketPort.CLOSED : WebSocketPort.LOST;
        }
    }

    /** It ends, or is not had, in this way. */
    void end(Ending how) {
        if (alive() || state == WebSocketPort.OPENING) {
            network.endings[link].set(how);
            state = closeSent ? WebSocketPort.CLOSED : WebSocketPort.LOST;
        }
    }

    /** Whether the server takes nothing any more. */
    void block(boolean on) {
        blocked = on;
    }

    /** Whether the server answers nothing any more: no ping, no close frame, no echo. */
    void mute(boolean on) {
        mute = on;
    }
}
