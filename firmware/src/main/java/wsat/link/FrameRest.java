package wsat.link;

import wsat.port.Chunk;

/**
 * What is owed of a frame or message whose head the host has had: its rest goes before all else, but not for ever, and
 * CR LF stands behind it if its format says so (ESP-AT, AT+WSDATAFMT).
 */
final class FrameRest {
    /** How long the rest of a frame may hold the line that its head has begun. */
    private static final int HOLD_MICROS = 1_000_000;

    private boolean owed;
    private boolean crlf;
    private long since;

    /** Whether a chunk goes on with what the host has had the head of. */
    boolean has(Chunk chunk) {
        return owed && chunk.offset > 0;
    }

    /** The host is being told a chunk. @return whether CR LF belongs behind it */
    boolean told(Chunk chunk, DataFormat format, long now) {
        boolean rest = has(chunk);
        if (!rest) {
            crlf = (format.mask & DataFormat.CRLF) != 0;
        }
        boolean whole = chunk.last || !rest && format.level == DataFormat.CHUNK;
        owed = !whole;
        since = now;
        return whole && crlf;
    }

    /** What the host is being told is still being said: the time for the rest begins behind it. */
    void saying(long now) {
        since = now;
    }

    /** Nothing is owed any more. */
    void forget() {
        owed = false;
    }

    /** Whether the rest still holds the line. */
    boolean holds(long now) {
        return owed && now - since < HOLD_MICROS;
    }

    /** When {@link #holds} ends by itself. @return microseconds, Long.MAX_VALUE: never */
    long until() {
        return owed ? since + HOLD_MICROS : Long.MAX_VALUE;
    }

    /** Whether more is to come of what the host has had the head of, however long that takes. */
    boolean isOwed() {
        return owed;
    }
}
