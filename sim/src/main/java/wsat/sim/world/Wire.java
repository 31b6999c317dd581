package wsat.sim.world;

import java.util.ArrayDeque;

/**
 * One direction of the serial line: bytes follow each other at the sender's baud rate, ten bit times each. What
 * comes while the receiver listens at another rate is garbage.
 */
final class Wire {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** The bits of a character that are lost in noise: no end of line is left. */
    private static final byte GARBAGE = (byte) 0x90;

    private final boolean timed;
    private int sendingBaud;
    private int listeningBaud;
    private final ArrayDeque<Burst> bursts = new ArrayDeque<>();
    private long freeAt;
    private int size;

    /** Bytes without a gap between them. */
    private static final class Burst {
        final byte[] bytes;
        /** When the first byte that is not taken yet sets out, in nanoseconds. */
        long start;
        int taken;
        /** How many bytes, taken ones included, the receiver has heard. */
        int heard;
        int baud;
        long byteNanos;

        Burst(byte[] bytes, long start) {
            this.bytes = bytes;
            this.start = start;
        }
    }

    /**
     * @param baud  of both ends at the beginning
     * @param timed false: bytes take no time, but rates matter all the same
     */
    Wire(int baud, boolean timed) {
        this.timed = timed;
        sendingBaud = baud;
        listeningBaud = baud;
    }

    /** The sender switches; what has not left yet leaves at the new rate. */
    void send(int baud, long now) {
        hear(now);
        sendingBaud = baud;
        for (Burst burst : bursts) {
            if (burst.heard < burst.bytes.length) {
                burst.baud = baud;
            }
        }
    }

    /** The receiver switches. */
    void listen(int baud, long now) {
        hear(now);
        listeningBaud = baud;
    }

    /** Decides what the receiver understands of what has arrived. */
    private void hear(long now) {
        for (Burst burst : bursts) {
            int arrived = burst.taken + arrived(burst, now);
            for (; burst.heard < arrived; burst.heard++) {
                if (burst.baud != listeningBaud) {
                    burst.bytes[burst.heard] |= GARBAGE;
                }
            }
        }
    }

    private long byteNanos(int baud) {
        return timed ? 10_000_000_000L / baud : 0;
    }

    /** Loses all that is under way or waits. */
    void clear() {
        bursts.clear();
        size = 0;
        freeAt = 0;
    }

    void put(byte[] bytes, int offset, int length, long now) {
        if (length == 0) {
            return;
        }
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        long start = Math.max(freeAt, now * NANOS_PER_MILLI);
        Burst burst = new Burst(copy, start);
        burst.baud = sendingBaud;
        burst.byteNanos = byteNanos(sendingBaud);
        bursts.add(burst);
        freeAt = start + length * burst.byteNanos;
        size += length;
    }

    /** How many bytes have come through and wait to be taken. */
    int arrived(long now) {
        int count = 0;
        for (Burst burst : bursts) {
            int here = arrived(burst, now);
            count += here;
            if (burst.taken + here < burst.bytes.length) {
                break;
            }
        }
        return count;
    }

    private int arrived(Burst burst, long now) {
        int left = burst.bytes.length - burst.taken;
        long gone = now * NANOS_PER_MILLI - burst.start;
        if (gone < 0) {
            return 0;
        }
        return timed ? (int) Math.min(left, gone / burst.byteNanos) : left;
    }

    /** How many bytes are still on their way. */
    int underWay(long now) {
        return size - arrived(now);
    }

    /** Takes bytes that have arrived. @return how many */
    int take(byte[] into, int offset, int most, long now) {
        hear(now);
        int count = 0;
        while (count < most && !bursts.isEmpty()) {
            Burst burst = bursts.peek();
            int here = Math.min(most - count, arrived(burst, now));
            if (here == 0) {
                break;
            }
            System.arraycopy(burst.bytes, burst.taken, into, offset + count, here);
            burst.taken += here;
            burst.start += here * burst.byteNanos;
            count += here;
            if (burst.taken == burst.bytes.length) {
                bursts.remove();
            }
        }
        size -= count;
        return count;
    }

    /** When a byte comes that is not here now. @return milliseconds, Long.MAX_VALUE: none is under way */
    long nextArrival(long now) {
        for (Burst burst : bursts) {
            int here = arrived(burst, now);
            if (burst.taken + here < burst.bytes.length) {
                long at = burst.start + (here + 1) * burst.byteNanos;
                return Math.max(now + 1, (at + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
            }
        }
        return Long.MAX_VALUE;
    }
}
