package wsat.board.trace;

import java.util.concurrent.locks.LockSupport;
import wsat.port.Trace;

/**
 * Carries what is traced and tapped from the loop to another thread: a bounded ring, so that who reads slowly costs
 * the loop no time and no memory. What finds no room is dropped and counted. One thread writes, one reads.
 */
public final class TapRing implements Trace, Tap {
    /** Longer spans of bytes are several records; longer words are cut, lest a secret's rest be a line of its own. */
    public static final int SPAN_MAX = 16_384;

    private static final int UART = 0;
    private static final int NET = 1;
    private static final int HEAD = 24;

    private final byte[] ring;
    private final int mask;
    /** Of the reader, which is given each record's bytes in one piece. */
    private final byte[] span = new byte[SPAN_MAX];
    /** Counts of bytes ever written and ever read. */
    private volatile long written;
    private volatile long read;
    private volatile long dropped;
    private volatile Thread sleeper;
    private long at;

    /** @param bits the ring holds two to the power of them bytes, 16 to 30 */
    public TapRing(int bits) {
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
            put(UART, kind, 0, 0, count, bytes, offset + done, count, now);
            if (kind == COMMAND || kind == ANSWER || kind == NEWS) {
                return;
            }
        }
    }

    @Override
    public void net(int what, int number, int detail, long total, byte[] bytes, int offset, int length, long now) {
        put(NET, what, number, detail, total, bytes, offset, Math.min(length, SPAN_MAX), now);
    }

    private void put(int who, int what, int number, int detail, long total, byte[] bytes, int offset, int length,
            long now) {
        if (written - read + HEAD + length > ring.length) {
            dropped++;
            return;
        }
        at = written;
        write(who | what << 8 | number << 16 | detail << 24, 4);
        write(total, 8);
        write(now, 8);
        write(length, 4);
        int from = (int) at & mask;
        int first = Math.min(length, ring.length - from);
        System.arraycopy(bytes, offset, ring, from, first);
        System.arraycopy(bytes, offset + first, ring, 0, length - first);
        written = at + length;
        Thread waiting = sleeper;
        if (waiting != null) {
            sleeper = null;
            LockSupport.unpark(waiting);
        }
    }

    private void write(long value, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) at++ & mask] = (byte) (value >>> 8 * i);
        }
    }

    /** Hands over what is there. @return how many records */
    public int drain(Trace trace, Tap tap) {
        int count = 0;
        for (long end = written, from = read; from < end; count++) {
            int length = (int) read(from + 20, 4);
            for (int i = 0; i < length; i++) {
                span[i] = ring[(int) (from + HEAD + i) & mask];
            }
            int what = ring[(int) (from + 1) & mask];
            long total = read(from + 4, 8);
            long now = read(from + 12, 8);
            if (ring[(int) from & mask] == UART) {
                trace.said(what, span, 0, length, now);
            } else {
                tap.net(what, ring[(int) (from + 2) & mask], ring[(int) (from + 3) & mask] & 0xFF, total, span, 0,
                        length, now);
            }
            from += HEAD + length;
            read = from;
        }
        return count;
    }

    private long read(long from, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | ring[(int) (from + i) & mask] & 0xFF;
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
