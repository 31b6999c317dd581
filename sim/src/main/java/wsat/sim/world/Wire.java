package wsat.sim.world;

import java.util.ArrayDeque;

/** One direction of the serial line: bytes follow each other at the baud rate, ten bit times each. */
final class Wire {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long byteNanos;
    private final ArrayDeque<Burst> bursts = new ArrayDeque<>();
    private long freeAt;
    private int size;

    /** Bytes without a gap between them. */
    private static final class Burst {
        final byte[] bytes;
        /** When the first byte that is not taken yet sets out, in nanoseconds. */
        long start;
        int taken;

        Burst(byte[] bytes, long start) {
            this.bytes = bytes;
            this.start = start;
        }
    }

    /** @param baud 0: bytes take no time */
    Wire(int baud) {
        byteNanos = baud == 0 ? 0 : 10_000_000_000L / baud;
    }

    void put(byte[] bytes, int offset, int length, long now) {
        if (length == 0) {
            return;
        }
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        long start = Math.max(freeAt, now * NANOS_PER_MILLI);
        bursts.add(new Burst(copy, start));
        freeAt = start + length * byteNanos;
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
        return byteNanos == 0 ? left : (int) Math.min(left, gone / byteNanos);
    }

    /** How many bytes are still on their way. */
    int underWay(long now) {
        return size - arrived(now);
    }

    /** Takes bytes that have arrived. @return how many */
    int take(byte[] into, int offset, int most, long now) {
        int count = 0;
        while (count < most && !bursts.isEmpty()) {
            Burst burst = bursts.peek();
            int here = Math.min(most - count, arrived(burst, now));
            if (here == 0) {
                break;
            }
            System.arraycopy(burst.bytes, burst.taken, into, offset + count, here);
            burst.taken += here;
            burst.start += here * byteNanos;
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
                long at = burst.start + (here + 1) * byteNanos;
                return Math.max(now + 1, (at + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
            }
        }
        return Long.MAX_VALUE;
    }
}
