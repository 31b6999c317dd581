package wsat.board.line;

import wsat.port.UartConfig;

/**
 * One direction of a serial wire. Bytes are put in at any time, follow each other without a gap as long
 * as there are some, and can be taken when they have passed. The arithmetic is exact: byte {@code k}
 * after the wire was last idle has passed {@code k * 10 / baud} seconds later with 8N1, however long that is.
 */
final class Pacing {
    private static final long HALF_A_SECOND = 500_000_000L;

    private int baud;
    /** Nanoseconds that {@link #baud} bytes take. */
    private long baudBytes;
    private final ByteRing ring;
    /** Bytes put since {@link #epoch}; it may reach back before bytes that still wait. */
    private long put;
    /** When the first byte counted by {@link #put} began, in nanoseconds. */
    private long epoch;

    Pacing(int capacity, int baud) {
        this.baud = baud;
        baudBytes = new UartConfig().halfBits() * HALF_A_SECOND;
        ring = new ByteRing(capacity);
    }

    /** What has not passed yet begins anew, at this rate. */
    void configure(long now, UartConfig config) {
        put = ring.size() - passed(now);
        epoch = now;
        baud = config.baud;
        baudBytes = config.halfBits() * HALF_A_SECOND;
    }

    int free() {
        return ring.free();
    }

    boolean isEmpty() {
        return ring.size() == 0;
    }

    int size() {
        return ring.size();
    }

    /** Puts {@code count} bytes, which must fit. */
    void put(long now, byte[] bytes, int offset, int count) {
        if (count == 0) {
            return;
        }
        if (now - passesAt(put) >= 0) {
            epoch = now;
            put = 0;
        }
        ring.put(bytes, offset, count);
        put += count;
        if (put > baud + (long) ring.capacity()) {
            // so many bytes take whole nanoseconds: keep the numbers small
            put -= baud;
            epoch += baudBytes;
        }
    }

    /** Takes what has passed. */
    int take(long now, byte[] buffer, int offset, int length) {
        return ring.take(buffer, offset, Math.min(length, passed(now)));
    }

    /** Copies the oldest {@code count} bytes, which must be there; they stay until {@link #drop}. */
    void peek(byte[] buffer, int count) {
        ring.peek(buffer, 0, count);
    }

    void drop(int count) {
        ring.drop(count);
    }

    /** When the oldest {@code count} bytes, or all if they are fewer, have passed; Long.MAX_VALUE: none. */
    long arrival(int count) {
        int waiting = ring.size();
        return waiting == 0 ? Long.MAX_VALUE : passesAt(put - waiting + Math.min(count, waiting));
    }

    /** When all but {@code count} bytes have passed, or before. */
    long passedBut(int count) {
        return passesAt(put - count);
    }

    /** How many of the bytes in the ring have passed. */
    int passed(long now) {
        int waiting = ring.size();
        if (now - passesAt(put) >= 0) {
            return waiting;
        }
        long passed = Math.floorDiv((now - epoch) * baud, baudBytes);
        return (int) Math.max(0, passed - (put - waiting));
    }

    /** When {@code count} bytes since {@link #epoch} have passed. */
    private long passesAt(long count) {
        return epoch + (count * baudBytes + baud - 1) / baud;
    }
}
