package wsat.board;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import wsat.board.line.Doorbell;

/** Sleeps as the loop does: until somebody rings. */
public final class Sleeper {
    private final Semaphore woken = new Semaphore(0);

    public final Doorbell bell = new Doorbell(woken::release);

    /** @param millis at most so long */
    public void sleep(long millis) throws InterruptedException {
        if (bell.fallAsleep()) {
            woken.tryAcquire(millis, TimeUnit.MILLISECONDS);
        }
        woken.drainPermits();
        bell.awake();
    }
}
