package wsat.board.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.Handshakedata;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.OpenRequest;

/**
 * The WebSocket protocol of one connection, by Java-WebSocket: fed from {@link ReceiveBuffer}, drained into
 * {@link SendBuffer}. Knows no socket. It never calls back: what happened is there to be asked for.
 */
final class Protocol extends WebSocketAdapter {
    /** The longest response head, with what stands in front of it. */
    static final int HEAD_MAX = 16 * 1024;

    private static final int RSV1 = 0x40;
    private static final int TEXT = 1;
    private static final int BINARY = 2;

    /** Null: a client has opened it. */
    private final OpenRequest request;
    private final UpgradeOffer offer;
    private final ReceiveBuffer input;
    private final SendBuffer output;
    private final FrameReader reader;
    private final LinkInfo info;
    private final FrameDraft draft;
    /** The same where we have opened it. */
    private final ClientDraft asking;
    private final WebSocketImpl webSocket;

    private HeadScanner scanner = new HeadScanner();
    private int headMax = HEAD_MAX;
    private UpgradeAnswer answer;
    private boolean open;
    private boolean headLeft;
    private boolean over;
    private boolean muted;
    private int closeCode;
    private String why = "";
    private int pongs;
    private int pings;
    /** Null: nobody is told of control frames. */
    private ControlWatch watch;
    /** Null while nothing is compressed. */
    private Inflation inflation;
    private Deflation deflation;

    /** @param info where frames and bytes are counted */
    Protocol(OpenRequest request, ReceiveBuffer input, SendBuffer output, FrameReader reader, LinkInfo info) {
        this.request = request;
        offer = null;
        this.input = input;
        this.output = output;
        this.reader = reader;
        this.info = info;
        asking = new ClientDraft(request, reader);
        draft = asking;
        webSocket = new WebSocketImpl(this, draft);
    }

    /** A client has opened it, with an offer that is taken. */
    Protocol(UpgradeOffer offer, ReceiveBuffer input, SendBuffer output, FrameReader reader, LinkInfo info) {
        request = null;
        asking = null;
        this.offer = offer;
        this.input = input;
        this.output = output;
        this.reader = reader;
        this.info = info;
        draft = new ServerDraft(offer, reader);
        webSocket = new WebSocketImpl(this, List.of(draft));
    }

    /** Somebody is told of control frames. */
    void watch(ControlWatch who) {
        watch = who;
        draft.watch(who);
    }

    /** Asks for the upgrade, or answers who has asked. */
    void begin() {
        if (offer != null) {
            webSocket.decode(ByteBuffer.wrap(new byte[1])); // the draft has the request already
            return;
        }
        HandshakeImpl1Client handshake = new HandshakeImpl1Client();
        handshake.setResourceDescriptor("/");
        try {
            webSocket.startHandshake(handshake);
        } catch (InvalidHandshakeException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Decodes what has come, as far as it can be decoded now.
     *
     * @param data          whether data frames are taken
     * @param wholeMessages whether messages that begin now are joined
     */
    void advance(boolean data, boolean wholeMessages) {
        reader.want(data, wholeMessages);
        ByteBuffer in = input.undecoded();
        while (!over && in.hasRemaining() && webSocket.outQueue.isEmpty()) {
            int before = in.remaining();
            try {
                if (open) {
                    webSocket.decode(in);
                } else {
                    upgrade();
                    in = input.undecoded();
                }
            } catch (RuntimeException e) {
                fail("cannot be decoded: " + e);
            }
            drain();
            if (in.remaining() == before) {
                return;
            }
        }
    }

    private void upgrade() {
        ByteBuffer in = input.undecoded();
        int end = scanner.end(in, headMax);
        if (end == HeadScanner.NOT_HTTP) {
            fail(UpgradeAnswer.notHttp(in, request));
        } else if (end > 0) {
            answered(in, end);
        } else if (in.remaining() >= headMax) {
            fail("the response head is longer than " + HEAD_MAX + " bytes");
        } else if (!input.hasRoom()) {
            input.grow(Math.min(2 * input.capacity(), HEAD_MAX));
        }
    }

    /** The library is given the response head when it is complete, and nothing else with it. */
    private void answered(ByteBuffer in, int length) {
        int from = in.position();
        answer = new UpgradeAnswer(new ResponseHead(in.array(), from, from + length), request);
        if (answer.isInterim()) {
            answer = null;
            input.skip(length);
            headMax -= length;
            scanner = new HeadScanner();
            return;
        }
        int limit = in.limit();
        in.limit(from + length);
        asking.answer(answer);
        webSocket.decode(in);
        in.limit(limit);
    }

    private void fail(String reason) {
        over = true;
        why = reason;
    }

    /** Moves what the library has to say to the output, as far as there is room. */
    void drain() {
        for (ByteBuffer next = webSocket.outQueue.peek(); next != null; next = webSocket.outQueue.peek()) {
            if (!muted) {
                output.put(next);
                if (next.hasRemaining()) {
                    return;
                }
                count(next);
            }
            webSocket.outQueue.poll();
        }
    }

    /** A control frame of the library's has left: two bytes and a client's key stand in front of its payload. */
    private void count(ByteBuffer frame) {
        boolean isHead = !headLeft; // of the request, or of the answer to one, behind which a served link is open
        headLeft = true;
        if (open && !isHead) {
            int head = offer == null ? 6 : 2;
            info.framesOut++;
            info.bytesOut += frame.limit() - head;
            if (watch != null) {
                watch.control(false, FrameReader.opcode(frame.duplicate().position(0)), unmasked(frame, head));
            }
        }
    }

    private static byte[] unmasked(ByteBuffer frame, int head) {
        byte[] payload = new byte[frame.limit() - head];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (frame.get(head + i) ^ (head == 2 ? 0 : frame.get(2 + i % 4)));
        }
        return payload;
    }

    /** Appends one frame, which must fit; a whole message is compressed where that was agreed and makes it shorter. */
    void frame(int opcode, boolean fin, byte[] payload, int offset, int length) {
        boolean message = fin && (opcode == TEXT || opcode == BINARY);
        int deflated = deflation != null && message
                ? deflation.deflate(payload, offset, length) : Deflation.NOT_SHORTER;
        if (deflated == Deflation.NOT_SHORTER) {
            output.frame(opcode, fin, payload, offset, length);
        } else {
            output.frame(opcode | RSV1, true, deflation.bytes(), 0, deflated);
        }
    }

    /** Whether messages may be compressed on this connection (RFC 7692). */
    boolean compressed() {
        return deflation != null;
    }

    /** Nobody takes or sends data any more. */
    void endCompression() {
        if (compressed()) {
            inflation.end();
            deflation.end();
            deflation = null;
        }
    }

    /** Nothing can be sent any more; what has come is still decoded. */
    void mute() {
        muted = true;
        drain();
    }

    /** A close frame was sent that is not the library's. */
    void closeSent() {
        draft.closeSent();
    }

    /** Whether a frame may be appended to the output now. */
    boolean quiet() {
        return webSocket.outQueue.isEmpty();
    }

    /** Whether the upgrade is done. */
    boolean open() {
        return open;
    }

    /** Whether nothing more is decoded: refused, an error, or the server's close frame. */
    boolean over() {
        return over;
    }

    /** Whether what has come cannot be decoded further, whoever asks. */
    boolean starved() {
        return !input.undecoded().hasRemaining() || !draft.blocked();
    }

    boolean closeReceived() {
        return draft.closeReceived();
    }

    int closeCode() {
        return closeReceived() && !draft.codeReceived() ? CloseCode.NONE : closeCode;
    }

    /** Why it is over: the server's reason, or what was wrong. */
    String why() {
        return why;
    }

    /** The head that {@link #begin} has made, before it is {@link #drain drained}. */
    ByteBuffer said() {
        return webSocket.outQueue.peek();
    }

    /** The request that the server's answer sends us to; null: none that can be followed. */
    OpenRequest elsewhere() {
        return answer == null || !answer.isRedirect() ? null : Redirect.follow(request, answer.location());
    }

    /** What was wrong with an answer that was taken all the same; null: nothing. */
    String remark() {
        return offer == null ? answer.remark() : null;
    }

    /**
     * Tells the host why the upgrade was refused.
     *
     * @param unixMillis the time that a Retry-After with a date is reckoned from
     */
    void refused(Ending into, long unixMillis) {
        if (answer == null) {
            new Failure(Ending.HTTP, 0, why).tell(into);
        } else {
            new Failure(answer.stage(), answer.code(), why).tell(into);
            answer.advise(into, unixMillis);
        }
    }

    /** Which subprotocol the server has chosen; empty: none. */
    String chosen() {
        return offer == null ? answer.protocol() : offer.protocol();
    }

    int pongs() {
        return pongs;
    }

    int pings() {
        return pings;
    }

    /** The server's answer; null: there is none. */
    ResponseHead head() {
        return answer == null ? null : answer.head();
    }

    @Override
    public void onWebsocketOpen(WebSocket from, Handshakedata answer) {
        open = true;
        DeflateTerms terms = offer == null ? this.answer.deflate() : null;
        if (terms != null) {
            inflation = new Inflation(request.bufferSize);
            reader.inflate(inflation);
            boolean context = request.deflate.clientContext && terms.clientContext();
            deflation = new Deflation(output.payloadMax(), request.deflate.minLength, context,
                    terms.clientWindow());
        }
    }

    @Override
    public void onWebsocketClosing(WebSocket from, int code, String reason, boolean remote) {
        over = true;
        closeCode = code;
        why = open ? reason : answer.refusal();
    }

    @Override
    public void onWebsocketPing(WebSocket from, Framedata ping) {
        pings++;
        super.onWebsocketPing(from, ping);
    }

    @Override
    public void onWebsocketPong(WebSocket from, Framedata pong) {
        pongs++;
    }

    @Override
    public void onWebsocketMessage(WebSocket from, String message) {
        throw new AssertionError("data does not pass through the library");
    }

    @Override
    public void onWebsocketMessage(WebSocket from, ByteBuffer message) {
        throw new AssertionError("data does not pass through the library");
    }

    @Override
    public void onWebsocketClose(WebSocket from, int code, String reason, boolean remote) {
        // The end of TCP is the connection's.
    }

    @Override
    public void onWebsocketCloseInitiated(WebSocket from, int code, String reason) {
        // Shows in onWebsocketClosing.
    }

    @Override
    public void onWebsocketError(WebSocket from, Exception error) {
        // Shows in onWebsocketClosing.
    }

    @Override
    public void onWriteDemand(WebSocket from) {
        // Drained after each step.
    }

    @Override
    public InetSocketAddress getLocalSocketAddress(WebSocket from) {
        return null;
    }

    @Override
    public InetSocketAddress getRemoteSocketAddress(WebSocket from) {
        return null;
    }
}
