package wsat.board.line;

/**
 * A bounded byte queue between one thread that puts and one that takes: no lock, no allocation. The
 * counters only grow; each has one writer, and its volatile write publishes the bytes before it.
 */
public final class ByteRing {
    private final byte[] bytes;
    private final int mask;
    private volatile long putCount;
    private volatile long takenCount;

    /** @param capacity the most bytes it can hold; rounded up to a power of two */
    public ByteRing(int capacity) {
        int size = Integer.highestOneBit(Math.max(2, capacity) - 1) << 1;
        bytes = new byte[size];
        mask = size - 1;
    }

    public int capacity() {
        return bytes.length;
    }

    /** How many bytes wait: for the taker at least so many, for the putter at most. */
    public int size() {
        return (int) (putCount - takenCount);
    }

    /** How many bytes fit: for the putter at least so many. */
    public int free() {
        return bytes.length - size();
    }

    /**
     * Appends bytes, as many as fit.
     *
     * @return how many were taken, 0 to {@code length}
     */
    public int put(byte[] source, int offset, int length) {
        long count = putCount;
        int n = Math.min(length, bytes.length - (int) (count - takenCount));
        int at = (int) count & mask;
        int first = Math.min(n, bytes.length - at);
        System.arraycopy(source, offset, bytes, at, first);
        System.arraycopy(source, offset + first, bytes, 0, n - first);
        putCount = count + n;
        return n;
    }

    /**
     * Removes the oldest bytes, at most {@code length}.
     *
     * @return how many were copied to {@code target}
     */
    public int take(byte[] target, int offset, int length) {
        int n = peek(target, offset, length);
        takenCount += n;
        return n;
    }

    /** As {@link #take}, but the bytes stay until {@link #drop}. */
    public int peek(byte[] target, int offset, int length) {
        long count = takenCount;
        int n = Math.min(length, (int) (putCount - count));
        int at = (int) count & mask;
        int first = Math.min(n, bytes.length - at);
        System.arraycopy(bytes, at, target, offset, first);
        System.arraycopy(bytes, 0, target, offset + first, n - first);
        return n;
    }

    /** Removes the oldest {@code count} bytes, which must be there. */
    public void drop(int count) {
        takenCount += count;
    }
}
