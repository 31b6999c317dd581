package wsat.board.net;

import java.nio.ByteBuffer;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import wsat.port.Chunk;
import wsat.port.LinkInfo;

/**
 * Turns a server's data frames, or a client's, into chunks, as their bytes come (RFC 6455, 5). Data is taken only while
 * the consumer asks for it; control frames are found, checked and left to the draft.
 */
final class FrameReader {
    /** {@link #read}: nothing more can be done until more bytes come. */
    static final int STARVED = 0;
    /** {@link #read}: data is next, and nobody takes it yet. */
    static final int BLOCKED = 1;
    /** {@link #read}: a whole control frame is next. */
    static final int CONTROL = 2;

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int RSV1 = 0x40;

    private final ReceiveBuffer input;
    private final int chunkMax;
    private final LinkInfo info;
    /** Whether they are a client's: masked (RFC 6455, 5.3). */
    private final boolean masked;
    private int key;
    private final Utf8 utf8 = new Utf8();
    /** Null: nothing may be compressed. */
    private Inflation inflation;

    private boolean wanted;
    private boolean wholeMessages;
    private boolean discarding;

    private boolean inMessage;
    private int messageOpcode;
    /** Whether the fragments of this message are joined. */
    private boolean joining;

    /** Whether this message is compressed: then the frames that count are those that {@link #cut} makes of it. */
    private boolean deflated;
    private boolean cutBefore;

    private boolean inFrame;
    private boolean fin;
    private long frameLeft;

    /** What chunks are cut from: a frame, or a message when joining. */
    private boolean inUnit;
    private int unitOpcode;
    private long unitLength;
    private long unitOffset;

    /** A chunk may be lent: it is full, or its unit ends with it. */
    private boolean complete;
    private boolean last;
    private boolean lastOfMessage;
    private int released;

    /**
     * @param chunkMax the most bytes of a chunk
     * @param info     where frames and bytes are counted
     */
    FrameReader(ReceiveBuffer input, int chunkMax, LinkInfo info) {
        this(input, chunkMax, info, false);
    }

    /** @param masked whether they are a client's */
    FrameReader(ReceiveBuffer input, int chunkMax, LinkInfo info, boolean masked) {
        this.masked = masked;
        this.info = info;
        this.input = input;
        this.chunkMax = chunkMax;
    }

    /** Says whether data is to be taken, and how messages that begin from now on are cut. */
    void want(boolean data, boolean asWholeMessages) {
        wanted = data;
        wholeMessages = asWholeMessages;
    }

    /** From now on messages may be compressed (RFC 7692). */
    void inflate(Inflation with) {
        inflation = with;
    }

    /** From now on data is thrown away. */
    void discard() {
        if (inFrame && deflated && !discarding) {
            input.skip(1);
        }
        discarding = true;
        complete = false;
        input.dropChunk();
    }

    /** Whether a chunk is complete and not yet released. */
    boolean complete() {
        return complete;
    }

    /** Whether more of a frame, or of a message that is being joined, is to come. */
    boolean midway() {
        return !discarding && (inFrame || inUnit);
    }

    /** How many bytes are held for a chunk that is not complete. */
    int held() {
        return complete ? 0 : deflated ? inflation.length() : input.chunkLength();
    }

    /** Lends the complete chunk; it stays where it is until {@link #release}. */
    void lend(Chunk chunk) {
        chunk.opcode = unitOpcode;
        chunk.fin = deflated ? lastOfMessage : fin;
        chunk.unitLength = unitLength;
        chunk.offset = unitOffset;
        chunk.last = last;
        if (deflated) {
            chunk.bytes = inflation.bytes();
            chunk.start = 0;
            chunk.length = inflation.chunkLength();
            return;
        }
        input.lend();
        chunk.bytes = input.bytes();
        chunk.start = input.chunkStart();
        chunk.length = input.chunkLength();
    }

    /** Gives back bytes of the lent chunk. @return whether the chunk is wholly given back */
    boolean release(int count) {
        released += count;
        if (!complete || released < chunkLength()) {
            return false;
        }
        complete = false;
        unitOffset += released;
        released = 0;
        if (deflated) {
            inflation.release();
        } else {
            input.release();
        }
        return true;
    }

    private int chunkLength() {
        return deflated ? inflation.chunkLength() : input.chunkLength();
    }

    /** Reads on. @return {@link #STARVED}, {@link #BLOCKED} or {@link #CONTROL} */
    int read(ByteBuffer in) throws InvalidDataException {
        while (true) {
            if (!inFrame) {
                if (in.remaining() < 2) {
                    return STARVED;
                }
                if (masked && in.get(in.position() + 1) >= 0) {
                    throw wrong("a client's frame is not masked"); // before its key is waited for
                }
                if (in.remaining() < headerLength(in)) {
                    return STARVED;
                }
                checkHeader(in);
                if (in.remaining() < headerLength(in) + keyLength()) {
                    return STARVED;
                }
                if (opcode(in) >= 8) {
                    if (in.remaining() < headerLength(in) + keyLength() + payloadLength(in)) {
                        return STARVED;
                    }
                    info.framesIn++;
                    info.bytesIn += payloadLength(in);
                    if (masked) {
                        unmaskControl(in);
                    }
                    return CONTROL;
                }
            }
            if (!discarding && (complete || !wanted)) {
                return BLOCKED;
            }
            if (!inFrame) {
                begin(in);
            }
            if (deflated && !discarding) {
                inflate(in);
            } else {
                take(in);
            }
            if (inFrame && !complete) {
                return STARVED;
            }
        }
    }

    private int keyLength() {
        return masked ? 4 : 0;
    }

    /** Makes of a masked control frame the same without a mask, which begins where the key began to stand. */
    private void unmaskControl(ByteBuffer in) {
        int at = in.position();
        int length = (int) payloadLength(in);
        key = in.getInt(at + 2);
        unmask(in.array(), at + 6, length);
        in.put(at + 4, in.get(at));
        in.put(at + 5, (byte) length);
        in.position(at + 4);
    }

    /** Unmasks the next bytes of a frame. */
    private void unmask(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            key = Integer.rotateLeft(key, 8);
            bytes[i] ^= (byte) key;
        }
    }

    static int opcode(ByteBuffer in) {
        return in.get(in.position()) & 0x0F;
    }

    static int headerLength(ByteBuffer in) {
        int length = shortLength(in);
        return length < 126 ? 2 : length == 126 ? 4 : 10;
    }

    static long payloadLength(ByteBuffer in) {
        int at = in.position() + 2;
        int length = shortLength(in);
        return length < 126 ? length : length == 126 ? in.getShort(at) & 0xFFFF : in.getLong(at);
    }

    private static int shortLength(ByteBuffer in) {
        return in.get(in.position() + 1) & 0x7F;
    }

    /** RFC 6455, 5.1, 5.2, 5.4 and 5.5. */
    private void checkHeader(ByteBuffer in) throws InvalidDataException {
        int first = in.get(in.position());
        int opcode = opcode(in);
        if ((first & 0x70 & ~(mayBeDeflated(opcode) ? RSV1 : 0)) != 0) {
            throw wrong("a reserved bit is set");
        }
        if (!masked && in.get(in.position() + 1) < 0) {
            throw wrong("a server's frame is masked");
        }
        if (opcode > 2 && opcode < 8 || opcode > 10) {
            throw wrong("an unknown opcode");
        }
        if (opcode >= 8 && (first >= 0 || shortLength(in) > 125)) {
            throw wrong("a control frame is fragmented or too long");
        }
        if (payloadLength(in) < 0) {
            throw wrong("the highest bit of a payload length is set");
        }
        if (opcode < 8 && (opcode == 0) != inMessage) {
            throw wrong(inMessage ? "a message begins within another" : "a continuation of no message");
        }
    }

    /** RFC 7692, 6: the bit is of the message, and stands on its first frame. */
    private boolean mayBeDeflated(int opcode) {
        return inflation != null && (opcode == TEXT || opcode == BINARY);
    }

    private void begin(ByteBuffer in) {
        int opcode = opcode(in);
        fin = in.get(in.position()) < 0;
        frameLeft = payloadLength(in);
        boolean compressed = (in.get(in.position()) & RSV1) != 0;
        int header = headerLength(in) + keyLength();
        if (masked) {
            key = in.getInt(in.position() + header - 4);
        }
        inFrame = true;
        info.framesIn++;
        if (!inMessage) {
            inMessage = true;
            messageOpcode = opcode;
            joining = wholeMessages;
            utf8.reset();
            beginMessage(compressed);
        }
        input.skip(deflated && !discarding ? header - 1 : header);
        if (!inUnit) {
            inUnit = true;
            unitOpcode = opcode;
            unitLength = frameLeft;
            unitOffset = 0;
        }
    }

    private void beginMessage(boolean compressed) {
        deflated = compressed;
        cutBefore = false;
        if (compressed) {
            inflation.begin();
        }
    }

    /**
     * Inflates what there is of a frame. The byte that was used last stays undecoded until all that comes of the frame
     * is inflated, so that nobody takes it for done.
     */
    private void inflate(ByteBuffer in) throws InvalidDataException {
        int before = inflation.length();
        int count = (int) Math.min(in.remaining() - 1, frameLeft);
        int used = inflation.take(in.array(), in.position() + 1, count);
        input.skip(used);
        frameLeft -= used;
        boolean whole = frameLeft == 0 && !inflation.isFull();
        boolean ends = whole && fin && inflation.finish();
        info.bytesIn += inflation.length() - before;
        if (messageOpcode == TEXT && !(utf8.accept(inflation.bytes(), before, inflation.length())
                && (!ends || utf8.complete()))) {
            throw notUtf8();
        }
        if (whole && (ends || !fin)) {
            input.skip(1);
            inFrame = false;
            inMessage = !fin;
        }
        if (ends || inflation.isFull() || whole && !joining && inflation.length() > 0) {
            cut(ends);
        }
    }

    /**
     * What is inflated becomes a chunk. Frames of a compressed message mean nothing to who reads it (RFC 7692, 6.1),
     * and none tells its length: the message is taken for one that came in frames of a chunk each.
     */
    private void cut(boolean ends) {
        complete = true;
        lastOfMessage = ends;
        last = ends || !joining;
        inUnit = !last;
        if (!joining) {
            unitOpcode = cutBefore ? 0 : messageOpcode;
            unitOffset = 0;
        }
        if (unitOffset == 0) {
            unitLength = inflation.chunkLength();
        }
        cutBefore = true;
    }

    private void take(ByteBuffer in) throws InvalidDataException {
        int room = discarding ? Integer.MAX_VALUE : chunkMax - input.chunkLength();
        int count = (int) Math.min(Math.min(room, in.remaining()), frameLeft);
        if (masked) {
            unmask(in.array(), in.position(), count);
        }
        if (discarding) {
            input.skip(count);
        } else {
            check(in, count);
            input.append(count);
        }
        frameLeft -= count;
        info.bytesIn += count;
        if (frameLeft == 0) {
            endFrame();
        } else if (count == room) {
            complete = true;
            last = false;
        }
    }

    private void check(ByteBuffer in, int count) throws InvalidDataException {
        if (messageOpcode == TEXT) {
            int from = in.position();
            boolean ends = fin && count == frameLeft;
            if (!utf8.accept(input.bytes(), from, from + count) || ends && !utf8.complete()) {
                throw notUtf8();
            }
        }
    }

    private void endFrame() {
        inFrame = false;
        inMessage = !fin;
        if (fin || !joining) {
            inUnit = false;
            complete = !discarding;
            last = true;
            if (joining && unitOffset == 0) {
                unitLength = input.chunkLength();
            }
        } else if (input.chunkLength() == chunkMax) {
            complete = !discarding;
            last = false;
        }
    }

    private static InvalidDataException wrong(String what) {
        return new InvalidDataException(CloseFrame.PROTOCOL_ERROR, what);
    }

    static InvalidDataException notUtf8() {
        return new InvalidDataException(CloseFrame.NO_UTF8, "text is not UTF-8");
    }
}
