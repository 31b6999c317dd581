package wsat.board.net;

import static wsat.port.WebSocketPort.CLOSED;
import static wsat.port.WebSocketPort.CLOSING;
import static wsat.port.WebSocketPort.LOST;
import static wsat.port.WebSocketPort.OPEN;
import static wsat.port.WebSocketPort.OPENING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLSession;
import wsat.board.text.Latin1;
import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.Log;
import wsat.port.OpenRequest;
import wsat.port.TlsReason;
import wsat.port.WebSocketPort;

/**
 * One connection, from the look-up of a server's name, or a client's upgrade, to the end of TCP. Whatever happens ends
 * in {@link #settle}, which decides on the state and on what the socket is watched for.
 */
final class Connection implements Ready, Caller, ControlWatch {
    /** How long TCP may take to end once the closing handshake is done (RFC 6455, 7.1.1). */
    private static final long TCP_END_MILLIS = 1_000;
    /** How long the server may take to answer the host's close frame. */
    private static final long CLOSE_ANSWER_MILLIS = 10_000;
    /** How long a connection that was let go may take to say goodbye. */
    private static final long GOODBYE_MILLIS = 2_000;
    private static final int CLOSE = 8;
    private static final long NEVER = Long.MAX_VALUE;
    private static final byte[] NO_TARGET = {};

    private final Network network;
    private final LinkConnections link;
    private final OpenRequest request;
    /** Null: a client has opened it. */
    private final Dialer dialer;
    private final boolean served;
    private final ReceiveBuffer input;
    private final SendBuffer output;
    private final FrameReader reader;
    private final Protocol protocol;

    private int state = OPENING;
    /** Null until the dialer has it. */
    private Transport transport;
    private TlsTerms terms;

    /** Why no more bytes come, null while they may. */
    private Failure ended;
    /** Whether bytes can still be sent. */
    private boolean muted;
    private boolean closeSent;
    /** That of the host's close frame, once it is sent; {@link CloseCode#NONE}: it has none. */
    private int closeCode;
    /** Whether the link has let go of it. */
    private boolean leaving;
    private long deadline = NEVER;
    private int arrivals;

    /** A client has opened it: its request, with the head that was asked, is judged, and is answered now. */
    Connection(Network network, LinkConnections link, UpgradeOffer offer, ByteBuffer asked, Transport itsTransport,
            TlsTerms itsTerms, int bufferSize) {
        this.network = network;
        this.link = link;
        request = new OpenRequest(1, 1);
        request.bufferSize = bufferSize;
        dialer = null;
        served = true;
        transport = itsTransport;
        terms = itsTerms;
        input = new ReceiveBuffer(bufferSize);
        output = new SendBuffer(network.bufferMax(), null);
        link.info().disconnect();
        byte[] target = offer.target().getBytes(StandardCharsets.ISO_8859_1);
        link.info().target.append(target, 0, Math.min(target.length, LinkInfo.TARGET_MAX));
        reader = new FrameReader(input, bufferSize, link.info(), true);
        protocol = new Protocol(offer, input, output, reader, link.info());
        protocol.begin();
        if (network.watch() != null) {
            protocol.watch(this);
            network.watch().served(link.number(), asked, protocol.said());
        }
        protocol.drain();
    }

    Connection(Network network, LinkConnections link, OpenRequest request) {
        served = false;
        this.network = network;
        this.link = link;
        this.request = request;
        dialer = new Dialer(network, this, request.host, request.port, 0, Dialer.SYSTEM, request.proxy);
        input = new ReceiveBuffer(request.bufferSize);
        output = new SendBuffer(network.bufferMax(), network.maskKeys());
        link.info().disconnect();
        reader = new FrameReader(input, request.bufferSize, link.info());
        protocol = new Protocol(request, input, output, reader, link.info());
    }

    void begin() {
        if (request.secure) {
            terms = link.credentials().terms(request.authMode, request.host, request.port, request.tls);
            if (terms == null) {
                unreachable(TlsFailure.missing(request.authMode));
                return;
            }
        }
        dialer.begin();
    }

    @Override
    public void connected(SocketChannel channel, SelectionKey key) {
        key.attach(this);
        transport = new Transport(network, this, channel, key, terms);
        transport.tell(link.info());
        protocol.begin();
        if (network.watch() != null) {
            protocol.watch(this);
            network.watch().request(link.number(), protocol.said());
        }
        protocol.drain();
        flush();
        settle();
    }

    @Override
    public void secured(SSLSession session) {
        if (network.watch() != null) {
            network.watch().secured(link.number(), false, session);
        }
    }

    @Override
    public void control(boolean in, int opcode, byte[] payload) {
        network.watch().control(link.number(), in, opcode,
                opcode == CLOSE && payload.length > 2 ? masked(payload) : payload);
    }

    /** The server's reason, which our own frame repeats, without what it repeats of the request. */
    private byte[] masked(byte[] close) {
        String words = new String(close, 2, close.length - 2, StandardCharsets.UTF_8);
        byte[] reason = new ServerWords(request).masked(words).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + reason.length).put(close, 0, 2).put(reason).array();
    }

    @Override
    public void tlsMoved() {
        flush();
        if (!gone()) {
            read();
        }
        flush();
        settle();
    }

    @Override
    public void unreachable(Failure why) {
        log(Log.WARN, why.words());
        link.ended(why);
        become(LOST);
    }

    @Override
    public void ready(SelectionKey readyKey) {
        int ready = readyKey.readyOps();
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            flush();
            protocol.advance(false, false);
        }
        if ((ready & SelectionKey.OP_READ) != 0 && !gone()) {
            read();
        }
        flush();
        settle();
    }

    private void read() {
        boolean discard = protocol.over();
        ByteBuffer to = discard ? network.scratch() : input.room();
        try {
            int count = transport.read(to);
            if (count < 0) {
                end(new Failure(Ending.TCP_END, 0, peer() + " ended the connection"));
            } else if (count > 0) {
                arrivals++;
                if (!discard) {
                    input.arrived();
                }
            }
        } catch (IOException e) {
            end(transport.failure(e));
        }
        protocol.advance(false, false);
    }

    /** No more bytes come. */
    private void end(Failure why) {
        ended = new Failure(why.stage(), why.code(), why.words() + hint());
        mute();
        transport.cut();
    }

    private void flush() {
        try {
            if (!muted && !gone()) {
                transport.push();
            }
            while (!muted && !gone() && output.flush(transport) > 0) {
                protocol.drain();
            }
        } catch (IOException e) {
            // What the server sent before may still be read, and then shows how it ended.
            mute();
        }
    }

    private void mute() {
        muted = true;
        protocol.mute();
    }

    /** What was put off until this turn. */
    void turn() {
        if (!gone() && transport.isSecure()) {
            flush();
            if ((protocol.over() || input.hasRoom()) && !gone() && transport.buffered()) {
                read();
            }
            flush();
        }
        settle();
    }

    /**
     * The one place where the state follows from what happened. OPEN is shown for a turn at least, even
     * if the server's close frame came with the upgrade.
     */
    void settle() {
        if (state == OPENING && protocol.open()) {
            opened();
        } else if (state == OPENING || state == OPEN) {
            if (protocol.over()) {
                finished();
            } else if (ended != null && protocol.starved()) {
                lost();
            }
        }
        if (served && protocol.over() && output.isEmpty() && !gone()) {
            transport.cut(); // the server ends TCP, and the client waits for that (RFC 6455, 7.1.1)
        }
        if (state == CLOSING && gone()) {
            become(CLOSED);
        }
        watch();
    }

    /** Who is at the other end, for the log. */
    private String peer() {
        return served ? "the client" : "the server";
    }

    private void opened() {
        answered();
        String remark = protocol.remark();
        if (remark != null) {
            log(Log.WARN, remark);
        }
        LinkInfo info = link.info();
        byte[] target = served ? Arrays.copyOf(info.target.bytes, info.target.length) : NO_TARGET;
        transport.tell(info);
        info.target.append(target, 0, target.length);
        byte[] chosen = protocol.chosen().getBytes(StandardCharsets.ISO_8859_1);
        info.protocol.append(chosen, 0, Math.min(chosen.length, LinkInfo.PROTOCOL_MAX));
        info.compressed = protocol.compressed();
        become(OPEN);
    }

    private void answered() {
        ResponseHead head = protocol.head();
        link.answered(head);
        if (head != null && network.watch() != null) {
            network.watch().answer(link.number(), new ServerWords(request).masked(head));
        }
    }

    /** Nobody takes or sends data any more. */
    void endCompression() {
        protocol.endCompression();
    }

    /** The protocol has come to its end. */
    private void finished() {
        if (state == OPENING) {
            OpenRequest elsewhere = request.redirects > 0 ? protocol.elsewhere() : null;
            if (elsewhere != null) {
                log(Log.INFO, "sent elsewhere by the server, to " + Latin1.string(elsewhere.hostHeader));
                transport.cut();
                link.redirect(elsewhere);
                return;
            }
            log(Log.WARN, protocol.why());
            answered();
            protocol.refused(link.ending(), network.wallClock().unixMillis());
            become(LOST);
            transport.cut();
        } else if (protocol.closeReceived()) {
            int level = leaving ? Log.DEBUG : CloseCode.isOrdinary(protocol.closeCode()) ? Log.INFO : Log.WARN;
            log(level, peer() + " closed " + CloseCode.words(protocol.closeCode()) + reason());
            String words = new ServerWords(request).masked(protocol.why());
            link.ended(closeSent ? byHost(words) : new Failure(Ending.BY_SERVER, protocol.closeCode(), words));
            become(closeSent ? CLOSED : CLOSING);
            limit(TCP_END_MILLIS);
        } else {
            log(Log.WARN, (closeSent ? "after the host's close frame" : "closed with " + protocol.closeCode() + ',')
                    + " " + peer() + " sent what it must not: " + protocol.why());
            link.ended(new Failure(Ending.PROTOCOL, protocol.closeCode(), protocol.why()));
            become(closeSent ? CLOSED : LOST);
            limit(TCP_END_MILLIS);
        }
    }

    /** The server's own words. */
    private String reason() {
        String words = protocol.why();
        return words == null || words.isEmpty() ? "" : ": " + new ServerWords(request).of(words);
    }

    /** TCP has ended, and all that came is decoded. */
    private void lost() {
        if (state == OPENING) {
            log(Log.WARN, waitingFor() + ": " + ended.words());
        } else if (!closeSent || reader.midway()) {
            log(Log.WARN, ended.words() + ", without a close frame" + dropped());
        }
        link.ended(state == OPENING ? unopened() : closeSent ? byHost(ended.words()) : ended);
        become(closeSent ? CLOSED : LOST);
    }

    /** What TCP's end means while it opens: that of TLS, or of the server's answer. */
    private Failure unopened() {
        if (!transport.isReady()) {
            return TlsFailure.shaking(ended, terms.verdict, ended.words());
        }
        boolean inOrder = ended.stage() == Ending.TCP_END && ended.code() == 0;
        return ended.stage() == Ending.TLS ? ended
                : new Failure(Ending.HTTP, inOrder ? Ending.ENOTCONN : ended.code(),
                        waitingFor() + ": " + ended.words());
    }

    /** It was given up while it opened: what was under way was not done in time. */
    Failure late() {
        String words = "not in time: " + doing();
        if (transport == null) {
            return new Failure(dialer.stage(), Ending.ETIMEDOUT, words);
        }
        return transport.isReady() ? new Failure(Ending.HTTP, Ending.ETIMEDOUT, words)
                : TlsFailure.failed(TlsReason.LATE, words);
    }

    /** The host has sent a close frame: however it ends, that is what has ended it. */
    private Failure byHost(String words) {
        return new Failure(Ending.BY_HOST, closeCode, words);
    }

    /** What of a frame has come to nobody's use. */
    private String dropped() {
        return reader.midway() ? ", in the middle of a frame or message; bytes of it that are dropped: " + reader.held()
                : "";
    }

    private void become(int newState) {
        state = newState;
        network.stir();
    }

    private void limit(long millis) {
        long limit = network.now() + millis;
        if (deadline == NEVER || limit - deadline < 0) {
            deadline = limit;
        }
    }

    /** Says what the socket is watched for. */
    private void watch() {
        if (!gone()) {
            transport.watch(protocol.over() || input.hasRoom(), !muted && !output.isEmpty());
        }
    }

    int state() {
        return state;
    }

    boolean closeWasSent() {
        return closeSent;
    }

    int arrivals() {
        return arrivals;
    }

    int pongs() {
        return protocol.pongs();
    }

    int pings() {
        return protocol.pings();
    }

    int unsent() {
        return output.unsent() + (transport == null ? 0 : transport.unsent());
    }

    boolean receive(boolean wholeMessages, Chunk chunk) {
        if (!reader.complete()) {
            if (state == OPENING || !input.undecoded().hasRemaining()) {
                return false;
            }
            protocol.advance(true, wholeMessages);
            flush();
            settle();
        }
        if (!reader.complete()) {
            return false;
        }
        reader.lend(chunk);
        return true;
    }

    void release(int count) {
        if (reader.release(count)) {
            protocol.advance(false, false);
            flush();
            settle();
        }
    }

    int send(int opcode, boolean fin, byte[] payload, int offset, int length) {
        if (state != OPEN || closeSent || muted) {
            return WebSocketPort.NOT_OPEN;
        }
        if (!protocol.quiet() || !output.fits(length)) {
            return WebSocketPort.BUSY;
        }
        frame(opcode, fin, payload, offset, length);
        if (opcode == CLOSE) {
            closeCode = length < 2 ? CloseCode.NONE : (payload[offset] & 0xFF) << 8 | payload[offset + 1] & 0xFF;
            sentClose(CLOSE_ANSWER_MILLIS);
        }
        if (!transport.isSecure()) {
            flush();
        } else {
            // At the next turn: all frames of this one leave in one record.
            network.stir();
        }
        watch();
        return WebSocketPort.TAKEN;
    }

    private void frame(int opcode, boolean fin, byte[] payload, int offset, int length) {
        protocol.frame(opcode, fin, payload, offset, length);
        link.info().framesOut++;
        link.info().bytesOut += length;
    }

    private void sentClose(long millis) {
        closeSent = true;
        protocol.closeSent();
        limit(millis);
    }

    /** Says goodbye in the background. @return whether there is still something to do */
    boolean leave(int code) {
        boolean talking = state == OPEN && !gone() && !protocol.over();
        if (talking && !closeSent && !muted) {
            if (!protocol.quiet() || !output.fitsControl()) {
                return false;
            }
            byte[] payload = {(byte) (code >> 8), (byte) code};
            frame(CLOSE, true, payload, 0, 2);
            if (network.watch() != null) {
                control(false, CLOSE, payload);
            }
            sentClose(GOODBYE_MILLIS);
        }
        if (talking) {
            reader.discard();
            protocol.advance(false, false);
            flush();
        }
        return depart();
    }

    /** The link lets go. @return whether it has already said goodbye, and TCP is still to end */
    boolean depart() {
        leaving = true;
        if (gone() || state == OPENING || state == OPEN && !closeSent) {
            return false;
        }
        limit(GOODBYE_MILLIS);
        settle();
        return !gone();
    }

    /** Cuts it off, without a word. */
    void cut() {
        if (dialer != null) {
            dialer.cut();
        }
        if (transport != null) {
            transport.drop();
        }
    }

    /** What is under way while it opens, for the person at the board. */
    String doing() {
        return gone() ? dialer.doing() : waitingFor();
    }

    private String waitingFor() {
        return !transport.isReady() ? "in the TLS handshake" : "waiting for the answer to the upgrade";
    }

    /** What the end may be due to: the server wants a certificate, or TLS, whose servers do not answer what is none. */
    private String hint() {
        if (state != OPENING) {
            return "";
        }
        return request.secure || arrivals > 0 ? transport.hint()
                : "; a server that wants TLS may end it so, try wss://";
    }

    /** When {@link #expire} has something to do. */
    long deadline() {
        return state == OPENING && gone() ? dialer.deadline() : deadline;
    }

    /** The deadline has come. */
    void expire() {
        if (state == OPENING && gone()) {
            dialer.expire();
            return;
        }
        deadline = NEVER;
        if (!gone()) {
            transport.cut();
        }
        if (state == OPEN) {
            log(leaving ? Log.DEBUG : Log.INFO, peer() + " did not answer the close frame");
            link.ended(byHost(peer() + " did not answer the close frame"));
            become(CLOSED);
        }
        settle();
    }

    /** Whether TCP has ended, or never began. */
    boolean gone() {
        return transport == null || !transport.isOpen();
    }

    @Override
    public void log(int level, String what) {
        boolean warns = level == Log.WARN && served; // else who comes could fill the log
        network.log().log(warns ? Log.INFO : level, link.name(), what, Log.NO_VALUE);
    }
}
