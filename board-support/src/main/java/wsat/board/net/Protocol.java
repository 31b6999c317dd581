package wsat.board.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.Handshakedata;
import wsat.port.OpenRequest;

/**
 * The WebSocket protocol of one connection, by Java-WebSocket: fed from {@link ReceiveBuffer}, drained into
 * {@link SendBuffer}. Knows no socket. It never calls back: what happened is there to be asked for.
 */
final class Protocol extends WebSocketAdapter {
    /** The longest response head. */
    static final int HEAD_MAX = 16 * 1024;

    private final ReceiveBuffer input;
    private final SendBuffer output;
    private final FrameReader reader;
    private final ClientDraft draft;
    private final WebSocketImpl webSocket;

    private int headSeen;
    private boolean open;
    private boolean over;
    private boolean muted;
    private int closeCode;
    private String why = "";
    private int pongs;

    Protocol(OpenRequest request, ReceiveBuffer input, SendBuffer output, FrameReader reader) {
        this.input = input;
        this.output = output;
        this.reader = reader;
        draft = new ClientDraft(request, reader);
        webSocket = new WebSocketImpl(this, draft);
    }

    /** Asks for the upgrade. */
    void begin() {
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

    /** The library is given the response head when it is complete, and nothing else with it. */
    private void upgrade() {
        ByteBuffer in = input.undecoded();
        int end = headEnd(in);
        if (end > 0) {
            int limit = in.limit();
            in.limit(end);
            webSocket.decode(in);
            in.limit(limit);
        } else if (in.remaining() >= HEAD_MAX) {
            fail("the response head is longer than " + HEAD_MAX + " bytes");
        } else if (!input.hasRoom()) {
            input.grow(Math.min(2 * input.capacity(), HEAD_MAX));
        }
    }

    /** @return where CR LF CR LF ends, 0: not yet */
    private int headEnd(ByteBuffer in) {
        int limit = in.position() + Math.min(in.remaining(), HEAD_MAX);
        for (int i = in.position() + headSeen; i + 3 < limit; i++) {
            if (in.get(i) == '\r' && in.getInt(i) == 0x0D0A0D0A) {
                return i + 4;
            }
        }
        headSeen = Math.max(0, in.remaining() - 3);
        return 0;
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
            }
            webSocket.outQueue.poll();
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
        return closeCode;
    }

    /** Why it is over: the server's reason, or what was wrong. */
    String why() {
        return why;
    }

    /** The first line of the server's answer, empty when there was none. */
    String statusLine() {
        return draft.statusLine();
    }

    int pongs() {
        return pongs;
    }

    @Override
    public void onWebsocketOpen(WebSocket from, Handshakedata answer) {
        open = true;
    }

    @Override
    public void onWebsocketClosing(WebSocket from, int code, String reason, boolean remote) {
        over = true;
        closeCode = code;
        why = open ? reason : draft.refusal();
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
