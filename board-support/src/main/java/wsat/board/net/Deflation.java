package wsat.board.net;

import java.util.zip.Deflater;

/**
 * Compresses messages of ours (RFC 7692, 7.2.1), those that get shorter by it. {@code java.util.zip} looks back up to
 * 32 KiB; where the server's window is smaller, all is forgotten before there is more to look back at.
 */
final class Deflation {
    /** {@link #deflate}: it is to be sent as it is. */
    static final int NOT_SHORTER = -1;
    /** How many bytes, at the end of what is deflated, are not sent. */
    private static final int TAIL = 4;
    /** What {@code java.util.zip} keeps to by itself. */
    private static final int WINDOW_MAX = 1 << 15;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] bytes;
    private final int minLength;
    private final boolean context;
    private final int window;
    /** How many bytes there are to look back at. */
    private int seen;

    /**
     * @param payloadMax the longest message
     * @param minLength  the shortest one that is tried
     * @param context    whether a message may look back into those before it
     * @param window     how far it may look back, in bytes
     */
    Deflation(int payloadMax, int minLength, boolean context, int window) {
        bytes = new byte[payloadMax + TAIL];
        this.minLength = Math.max(1, minLength);
        this.context = context;
        this.window = window < WINDOW_MAX ? window : Integer.MAX_VALUE;
    }

    /** @return how many bytes of {@link #bytes} the message is now, or {@link #NOT_SHORTER} */
    int deflate(byte[] payload, int offset, int length) {
        if (length < minLength) {
            return NOT_SHORTER;
        }
        int most = length + TAIL;
        int count = 0;
        for (int at = 0; at < length && count < most;) {
            if (length - at > window - seen) {
                forget();
            }
            int piece = Math.min(length - at, window);
            deflater.setInput(payload, offset + at, piece);
            count += deflater.deflate(bytes, count, most - count, Deflater.SYNC_FLUSH);
            at += piece;
            seen = window < WINDOW_MAX ? seen + piece : 0;
        }
        if (count == most || !context) {
            // What is not sent compressed the server has not seen: nothing later may look back into it.
            forget();
        }
        return count == most ? NOT_SHORTER : count - TAIL;
    }

    private void forget() {
        deflater.reset();
        seen = 0;
    }

    /** What was deflated last. */
    byte[] bytes() {
        return bytes;
    }

    /** Gives its memory back; it deflates no more. */
    void end() {
        deflater.end();
    }
}
