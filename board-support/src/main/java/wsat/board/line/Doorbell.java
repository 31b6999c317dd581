package wsat.board.line;

/**
 * How a thread tells the loop that there is something for it. Ringing costs a system call only while
 * the loop sleeps; a ring just before it falls asleep is not lost.
 */
public final class Doorbell {
    private final Runnable wake;
    private volatile boolean asleep;
    private volatile boolean rung;

    /** @param wake ends the loop's sleep, from any thread */
    public Doorbell(Runnable wake) {
        this.wake = wake;
    }

    /** Called by any thread, after it has put down what it brings. */
    public void ring() {
        rung = true;
        if (asleep) {
            wake.run();
        }
    }

    /** The loop is about to sleep. False: it must not, somebody has rung since {@link #awake}. */
    public boolean fallAsleep() {
        asleep = true;
        return !rung;
    }

    /** The loop looks at everything after this call. */
    public void awake() {
        asleep = false;
        rung = false;
    }
}
