package wsat.board.web;

/**
 * The last events, for pages that come later and for those that read slowly: bounded, so that who reads too slowly
 * misses some, and nobody else notices. For any thread.
 */
public final class RecentEvents implements EventSink {
    /** Most events, and most characters of all of them. */
    static final int EVENTS_MAX = 1 << 17;
    private static final int CHARACTERS_MAX = 32 << 20;
    private static final int BATCH = 500;

    private final String[] events = new String[EVENTS_MAX];
    private long characters;
    /** The number of the oldest event that is kept, and that of the next one. */
    private long first;
    private long end;
    private int waiting;
    private boolean closed;

    @Override
    public synchronized void add(String json) {
        while (end - first == EVENTS_MAX || end > first && characters + json.length() > CHARACTERS_MAX) {
            characters -= events[at(first)].length();
            events[at(first++)] = null;
        }
        events[at(end++)] = json;
        characters += json.length();
        if (waiting > 0) {
            notifyAll();
        }
    }

    private static int at(long number) {
        return (int) number & EVENTS_MAX - 1;
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
            int count = (int) Math.min(BATCH, end - next);
            String[] batch = new String[count + (missed > 0 ? 1 : 0)];
            int filled = 0;
            if (missed > 0) {
                batch[filled++] = new Event("missed", 0).put("n", missed).json();
            }
            while (filled < batch.length) {
                batch[filled++] = events[at(next++)];
            }
            return batch;
        }
    }
}
