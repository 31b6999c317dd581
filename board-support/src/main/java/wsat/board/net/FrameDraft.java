package wsat.board.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.CloseHandshakeType;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidFrameException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;

/**
 * Java-WebSocket's draft of RFC 6455, for one connection: data by {@link FrameReader}, none of its extensions. Control
 * frames, the key and the closing handshake stay the library's.
 */
abstract class FrameDraft extends Draft_6455 {
    private static final int CLOSE = 8;

    private final FrameReader reader;

    /** What the last {@link FrameReader#read} found. */
    private int found = FrameReader.STARVED;
    private boolean closeSent;
    private boolean closeReceived;
    private boolean codeReceived;
    /** Null: nobody is told of control frames. */
    private ControlWatch watch;

    FrameDraft(FrameReader reader) {
        super(Collections.emptyList());
        this.reader = reader;
    }

    /** Somebody is told of the peer's control frames. */
    void watch(ControlWatch who) {
        watch = who;
    }

    @Override
    public Draft copyInstance() {
        return this;
    }

    /** Whether decoding waits for the consumer, not for the peer. */
    boolean blocked() {
        return found == FrameReader.BLOCKED;
    }

    /** A close frame has left by another way than the library's: it shall not send a second one. */
    void closeSent() {
        closeSent = true;
    }

    boolean closeReceived() {
        return closeReceived;
    }

    /** Whether the peer's close frame has a code: the library takes 1000 for none. */
    boolean codeReceived() {
        return codeReceived;
    }

    @Override
    public List<Framedata> translateFrame(ByteBuffer in) throws InvalidDataException {
        found = reader.read(in);
        if (found != FrameReader.CONTROL) {
            return Collections.emptyList();
        }
        if (FrameReader.opcode(in) == CLOSE) {
            checkClose(in);
        }
        int limit = in.limit();
        int payload = in.position() + 2;
        in.limit(payload + (int) FrameReader.payloadLength(in));
        if (watch != null) {
            watch.control(true, FrameReader.opcode(in), Arrays.copyOfRange(in.array(), payload, in.limit()));
        }
        try {
            return super.translateFrame(in);
        } finally {
            in.limit(limit);
        }
    }

    /** RFC 6455, 5.5.1, as far as the library does not check it, or stumbles. */
    private void checkClose(ByteBuffer in) throws InvalidDataException {
        int length = (int) FrameReader.payloadLength(in);
        int payload = in.position() + 2;
        codeReceived = length > 0;
        if (length == 1) {
            throw new InvalidFrameException("half a close code");
        }
        if (length > 2) {
            Utf8 reason = new Utf8();
            if (!reason.accept(in.array(), payload + 2, payload + length) || !reason.complete()) {
                throw FrameReader.notUtf8();
            }
        }
        // The library takes a 1007 without a reason for an error of its own, and answers it alike.
        closeReceived = length == 2 && in.getShort(payload) == CloseFrame.NO_UTF8;
    }

    @Override
    public void processFrame(WebSocketImpl webSocket, Framedata frame) throws InvalidDataException {
        if (frame.getOpcode() == Opcode.CLOSING) {
            closeReceived = true;
        }
        super.processFrame(webSocket, frame);
    }

    @Override
    public CloseHandshakeType getCloseHandshakeType() {
        return closeSent ? CloseHandshakeType.NONE : CloseHandshakeType.TWOWAY;
    }
}
