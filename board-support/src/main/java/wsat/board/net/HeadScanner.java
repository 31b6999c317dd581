package wsat.board.net;

import java.nio.ByteBuffer;

/** Finds where the head of an HTTP answer ends, as its bytes come, and sees at once what is no HTTP. */
final class HeadScanner {
    /** {@link #end}: more bytes are needed. */
    static final int UNFINISHED = 0;
    /** {@link #end}: this is no HTTP, whatever follows. */
    static final int NOT_HTTP = -1;

    private static final String BEGINNING = "HTTP/";

    private int seen;
    private int lineLength;
    private boolean firstLine = true;
    private boolean afterCr;

    /**
     * Looks at what has come since the last call.
     *
     * @param in  all of the head that has come, from its beginning
     * @param max how many bytes are looked at
     * @return where the head ends, from its beginning; {@link #UNFINISHED} or {@link #NOT_HTTP}
     */
    int end(ByteBuffer in, int max) {
        int count = Math.min(in.remaining(), max);
        while (seen < count) {
            int b = in.get(in.position() + seen) & 0xFF;
            if (seen < BEGINNING.length() && Character.toUpperCase(b) != BEGINNING.charAt(seen)) {
                return NOT_HTTP;
            }
            seen++;
            if (b != '\n') {
                lineLength++;
            } else if (lineLength == (afterCr ? 1 : 0)) {
                return afterCr ? seen : NOT_HTTP;
            } else if (firstLine && !afterCr) {
                return NOT_HTTP;
            } else {
                lineLength = 0;
                firstLine = false;
            }
            afterCr = b == '\r';
        }
        return UNFINISHED;
    }
}
