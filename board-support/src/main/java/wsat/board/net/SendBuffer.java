package wsat.board.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * What is to be sent and has not been taken by the network stack: frames encoded in place, with room kept
 * for control frames, so that a pong never waits for a data frame to leave.
 */
final class SendBuffer {
    /** The longest header of a masked frame (RFC 6455, 5.2). */
    private static final int HEADER_MAX = 14;
    /** The longest control frame, masked (RFC 6455, 5.5). */
    private static final int CONTROL_MAX = 6 + 125;
    private static final int RESERVE = 4 * CONTROL_MAX;

    private final MaskKeys maskKeys;
    private final byte[] bytes;
    private final ByteBuffer pending;
    private int end;
    /** Counts of bytes: ever written, and ever put up to the end of the last frame. */
    private long written;
    private long framesEnd;

    /**
     * @param payloadMax the largest payload of a frame
     * @param maskKeys   null: frames are a server's, not masked (RFC 6455, 5.1)
     */
    SendBuffer(int payloadMax, MaskKeys maskKeys) {
        this.maskKeys = maskKeys;
        bytes = new byte[HEADER_MAX + payloadMax + RESERVE];
        pending = ByteBuffer.wrap(bytes);
        pending.limit(0);
    }

    boolean isEmpty() {
        return pending.position() == end;
    }

    /** Whether a control frame fits, the reserve included. */
    boolean fitsControl() {
        return end - pending.position() + CONTROL_MAX <= bytes.length;
    }

    /** Whether a frame fits beside the reserve. */
    boolean fits(int payloadLength) {
        return end - pending.position() + HEADER_MAX + payloadLength + RESERVE <= bytes.length;
    }

    /** The largest payload of a frame. */
    int payloadMax() {
        return bytes.length - HEADER_MAX - RESERVE;
    }

    /** Appends one frame; it must fit. @param opcode with reserved bits, if any */
    void frame(int opcode, boolean fin, byte[] payload, int offset, int length) {
        compact();
        int at = end;
        bytes[at++] = (byte) (opcode | (fin ? 0x80 : 0));
        int mask = maskKeys == null ? 0 : 0x80;
        if (length < 126) {
            bytes[at++] = (byte) (mask | length);
        } else if (length < 65536) {
            bytes[at++] = (byte) (mask | 126);
            at = number(at, length, 2);
        } else {
            bytes[at++] = (byte) (mask | 127);
            at = number(at, length, 8);
        }
        if (maskKeys == null) {
            System.arraycopy(payload, offset, bytes, at, length);
            at += length;
        } else {
            at = mask(at, payload, offset, length);
        }
        end = at;
        pending.limit(end);
        framesEnd = written + pending.remaining();
    }

    private int mask(int from, byte[] payload, int offset, int length) {
        int key = maskKeys.next();
        int at = number(from, key, 4);
        for (int i = 0; i < length; i++) {
            key = Integer.rotateLeft(key, 8);
            bytes[at++] = (byte) (payload[offset + i] ^ key);
        }
        return at;
    }

    private int number(int at, long value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            bytes[at++] = (byte) (value >>> shift);
        }
        return at;
    }

    /** Appends as much of {@code source} as there is room for, the reserve included. */
    void put(ByteBuffer source) {
        compact();
        int count = Math.min(source.remaining(), bytes.length - end);
        source.get(bytes, end, count);
        end += count;
        pending.limit(end);
    }

    private void compact() {
        int position = pending.position();
        if (position > 0) {
            end -= position;
            System.arraycopy(bytes, position, bytes, 0, end);
            pending.position(0).limit(end);
        }
    }

    /** Gives the channel what it takes. @return how many bytes that was */
    int flush(WritableByteChannel channel) throws IOException {
        int count = isEmpty() ? 0 : channel.write(pending);
        written += count;
        return count;
    }

    /** How many bytes, up to the end of the last {@link #frame}, have not been written. */
    int unsent() {
        return (int) Math.max(0, framesEnd - written);
    }
}
