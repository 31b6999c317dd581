package wsat.board.os;

/**
 * The clock of all deadlines: it never goes back, and its origin is any. A process has one, given to whoever waits for
 * something; a test may give one of its own. From any thread.
 */
public class Ticks {

    /** As {@link System#nanoTime}. */
    public long nanos() {
        return System.nanoTime();
    }

    /** The same in microseconds, as the firmware counts. */
    public final long micros() {
        return nanos() / 1000;
    }

    /** The same in milliseconds, as boards count. */
    public long millis() {
        return nanos() / 1_000_000;
    }

    /**
     * Lets a thread that has nothing to do meanwhile wait; never the loop's.
     *
     * @throws InterruptedException the process ends
     */
    public void sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
