package wsat.board.web;

/**
 * The last events, for pages that come later and for those that read slowly: bounded, so that who reads too slowly
 * misses some, and nobody else notices. For any thread.
 */
public final class RecentEvents implements EventSink {
    /** Most events, a power of two. */
    static final int EVENTS_MAX = 1 << 17;
    /** Most bytes of all of them, and which part of the heap at most: the module needs the rest. */
    private static final long BYTES_MAX = 32 << 20;
    private static final int PART = 16;
    /** What an event takes beside its characters, which take a byte each. */
    private static final int EXTRA = 56;
    private static final int BATCH = 500;
    /** Most bytes of a batch, or a single event. */
    private static final int BATCH_BYTES = 1 << 16;

    private final long bytesMax;
    private final String[] events;
    private long bytes;
    /** The number of the oldest event that is kept, and that of the next one. */
    private long first;
    private long end;
    private int waiting;
    private boolean closed;

    public RecentEvents() {
        this(Math.min(BYTES_MAX, Runtime.getRuntime().maxMemory() / PART));
    }

    /** @param bytesMax how much the events may take that are kept */
    RecentEvents(long bytesMax) {
        this.bytesMax = bytesMax;
        events = new String[(int) Math.min(EVENTS_MAX, Long.highestOneBit(bytesMax / EXTRA))];
    }

    @Override
    public synchronized void add(String json) {
        while (end - first == events.length || end > first && bytes + size(json) > bytesMax) {
            bytes -= size(events[at(first)]);
            events[at(first++)] = null;
        }
        events[at(end++)] = json;
        bytes += size(json);
        if (waiting > 0) {
            notifyAll();
        }
    }

    private static int size(String json) {
        return json.length() + EXTRA;
    }

    private int at(long number) {
        return (int) number & events.length - 1;
    }

    /** No more come: who waits is let go. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Reads from the oldest event on; a thread has its own. */
    final class Reader {
        private long next;

        /**
         * Waits for events and takes some.
         *
         * @param millis how long to wait for the first
         * @return lines, at most {@value #BATCH}, empty when there was none in time; null: there is no more
         */
        String[] take(long millis) throws InterruptedException {
            synchronized (RecentEvents.this) {
                long until = System.nanoTime() + millis * 1_000_000;
                waiting++;
                try {
                    for (long left = millis; next >= end && !closed && left > 0;) {
                        RecentEvents.this.wait(left);
                        left = (until - System.nanoTime()) / 1_000_000;
                    }
                } finally {
                    waiting--;
                }
                return closed ? null : batch();
            }
        }

        private String[] batch() {
            long missed = Math.max(0, first - next);
            next = Math.max(next, first);
            String[] batch = new String[count() + (missed > 0 ? 1 : 0)];
            int filled = 0;
            if (missed > 0) {
                batch[filled++] = new Event("missed", 0).put("n", missed).json();
            }
            while (filled < batch.length) {
                batch[filled++] = events[at(next++)];
            }
            return batch;
        }

        private int count() {
            int count = 0;
            for (long sum = 0; count < BATCH && next + count < end; count++) {
                sum += events[at(next + count)].length();
                if (count > 0 && sum > BATCH_BYTES) {
                    return count;
                }
            }
            return count;
        }
    }
}
