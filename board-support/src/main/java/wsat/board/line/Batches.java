package wsat.board.line;

/** Where bytes that were queued at once begin and end, oldest first. What finds no entry belongs to the youngest. */
final class Batches {
    private static final int MOST = 64;

    private final int[] lengths = new int[MOST];
    private int oldest;
    private int count;

    /** @param begins whether a batch begins with these bytes */
    void add(int bytes, boolean begins) {
        if (count == 0 || begins && count < MOST) {
            lengths[(oldest + count++) % MOST] = 0;
        }
        lengths[(oldest + count - 1) % MOST] += bytes;
    }

    /** How many bytes the oldest batch has; 0: there is none. */
    int first() {
        return count == 0 ? 0 : lengths[oldest];
    }

    /** How many of the oldest {@code bytes} make whole batches. */
    int whole(int bytes) {
        int whole = 0;
        for (int i = 0; i < count && whole + lengths[(oldest + i) % MOST] <= bytes; i++) {
            whole += lengths[(oldest + i) % MOST];
        }
        return whole;
    }

    /** The oldest bytes are gone. */
    void drop(int bytes) {
        int left = bytes;
        while (count > 0 && lengths[oldest] <= left) {
            left -= lengths[oldest];
            oldest = (oldest + 1) % MOST;
            count--;
        }
        if (left > 0) {
            lengths[oldest] -= left;
        }
    }
}
