package wsat.board.net;

import java.nio.ByteBuffer;

/** The buffers of one secure connection: made for a link's first, and kept for its next. */
final class TlsBuffers {
    /** The largest record (RFC 8446, 5.2, and RFC 5246, 6.2.3, as far as the JDK takes it). */
    static final int RECORD_MAX = 16_709;
    /** What else may wait while one more is sealed: the records that end a handshake. */
    private static final int FLIGHT = 4 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Records that have come, not yet decrypted: from position to limit. */
    ByteBuffer in = ByteBuffer.allocate(RECORD_MAX);
    /** Records that have not left yet: from position to limit. */
    ByteBuffer out = ByteBuffer.allocate(RECORD_MAX + FLIGHT);
    /** What was decrypted and did not fit where it was wanted: from position to limit. Mostly never needed. */
    ByteBuffer plain = NOTHING;

    TlsBuffers() {
        empty();
    }

    /** Forgets what they hold. */
    void empty() {
        in.limit(0);
        out.limit(0);
        plain.limit(0);
    }

    /** Makes room behind what a buffer holds. @return a buffer with at least that much, to be put into */
    static ByteBuffer room(ByteBuffer held, int room) {
        if (held.capacity() - held.remaining() >= room) {
            return held.compact();
        }
        return ByteBuffer.allocate(held.remaining() + room).put(held);
    }
}
