package wsat.board.trace;

import java.util.concurrent.locks.LockSupport;
import wsat.port.Trace;

/**
 * Carries what is traced from the loop to another thread: a bounded ring, so that who reads slowly costs the loop no
 * time and no memory. What finds no room is dropped and counted. One thread writes, one reads.
 */
public final class TraceRing implements Trace {
    /** Longer spans of bytes are several records; longer words are cut, lest a secret's rest be a line of its own. */
    public static final int SPAN_MAX = 16_384;

    /** Of a record: its kind, when it was, and how many bytes follow. */
    private static final int HEAD = 13;

    private final byte[] ring;
    private final int mask;
    /** Of the reader, which is given each record's bytes in one piece. */
    private final byte[] span = new byte[SPAN_MAX];
    /** Counts of bytes ever written and ever read. */
    private volatile long written;
    private volatile long read;
    private volatile long dropped;
    private volatile Thread sleeper;

    /** @param bits the ring holds two to the power of them bytes, 16 to 30 */
    public TraceRing(int bits) {
        if (bits < 16 || bits > 30) {
            throw new IllegalArgumentException("bits " + bits);
        }
        ring = new byte[1 << bits];
        mask = ring.length - 1;
    }

    @Override
    public void said(int kind, byte[] bytes, int offset, int length, long now) {
        for (int done = 0; done < length; done += SPAN_MAX) {
            int count = Math.min(SPAN_MAX, length - done);
            put(kind, bytes, offset + done, count, now);
            if (kind == COMMAND || kind == ANSWER || kind == NEWS) {
                return;
            }
        }
    }

    private void put(int kind, byte[] bytes, int offset, int length, long now) {
        long at = written;
        if (at - read + HEAD + length > ring.length) {
            dropped++;
            return;
        }
        ring[(int) at & mask] = (byte) kind;
        number(at + 1, now, 8);
        number(at + 9, length, 4);
        int from = (int) (at + HEAD) & mask;
        int first = Math.min(length, ring.length - from);
        System.arraycopy(bytes, offset, ring, from, first);
        System.arraycopy(bytes, offset + first, ring, 0, length - first);
        written = at + HEAD + length;
        Thread waiting = sleeper;
        if (waiting != null) {
            sleeper = null;
            LockSupport.unpark(waiting);
        }
    }

    private void number(long at, long value, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (at + i) & mask] = (byte) (value >>> 8 * i);
        }
    }

    /** Hands over what is there. @return how many records */
    public int drain(Trace trace) {
        int count = 0;
        for (long end = written, at = read; at < end; count++) {
            int length = (int) number(at + 9, 4);
            int from = (int) (at + HEAD) & mask;
            int first = Math.min(length, ring.length - from);
            System.arraycopy(ring, from, span, 0, first);
            System.arraycopy(ring, 0, span, first, length - first);
            trace.said(ring[(int) at & mask], span, 0, length, number(at + 1, 8));
            at += HEAD + length;
            read = at;
        }
        return count;
    }

    private long number(long at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | ring[(int) (at + i) & mask] & 0xFF;
        }
        return value;
    }

    /** How many records have found no room so far. */
    public long dropped() {
        return dropped;
    }

    /** For the reader: waits until there is something, or at most so long. */
    public void await(long nanos) {
        sleeper = Thread.currentThread();
        if (written == read) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
    }
}
