package wsat.board.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that requests to the page are served by, each from its first byte on. When all are taken, one request
 * more has the place of the one that has been longest at it without having shown the token: who does not know that
 * holds up nobody with halves of requests.
 */
final class WebThreads extends ThreadPoolExecutor {
    private static final int IDLE_SECONDS = 30;
    private static final long PLACE_MILLIS = 1_000;

    /** Those who have not shown the token, and whether they have been sent away; who began first comes first. */
    private final Map<Thread, Boolean> strangers = new LinkedHashMap<>();

    /** @param most how many there are at a time */
    WebThreads(int most) {
        super(0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), WebThreads::daemon);
        setRejectedExecutionHandler((request, threads) -> takePlace(request));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "web");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable request) {
        super.beforeExecute(thread, request);
        synchronized (strangers) {
            strangers.put(thread, false);
        }
    }

    @Override
    protected void afterExecute(Runnable request, Throwable thrown) {
        known();
        super.afterExecute(request, thrown);
    }

    /** This thread's request has shown the token, and keeps its place. */
    void known() {
        synchronized (strangers) {
            strangers.remove(Thread.currentThread());
        }
    }

    private void takePlace(Runnable request) {
        try {
            if (sendAway() && getQueue().offer(request, PLACE_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RejectedExecutionException("all threads are taken"); // its connection is closed
    }

    /** An interrupt closes the channel that a thread waits for. @return false: there is nobody to send away */
    private boolean sendAway() {
        synchronized (strangers) {
            for (Map.Entry<Thread, Boolean> one : strangers.entrySet()) {
                if (!one.getValue()) {
                    one.setValue(true);
                    one.getKey().interrupt();
                    return true;
                }
            }
        }
        return false;
    }
}
