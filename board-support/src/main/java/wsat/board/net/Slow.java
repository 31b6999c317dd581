package wsat.board.net;

import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The few threads beside the loop for what must block: name look-ups, TLS keys, time servers. They own no
 * state: each works on one {@link Job} and hands it back to the loop. More than one, so that a resolver or
 * a time server that hangs holds up nobody else, and some for what only computes, so that no number of them does;
 * started when needed, and ended when not.
 */
public final class Slow {
    /**
     * As many as the largest module can have waiting: eight links, ten sockets, a name and a ping of the host's, a time
     * server, and the station, which waits for what changes. So a name server that is dead holds up nobody who needs
     * none.
     */
    private static final int WAITING_THREADS = 22;
    private static final int COMPUTING_THREADS = 2;
    private static final int IDLE_SECONDS = 5;

    /** Something that blocks. Its fields belong to a slow thread during {@link #work} only. */
    public interface Job {
        /** Runs in a slow thread. */
        void work();

        /** Runs in the loop thread, after {@link #work}; whether the answer is still wanted is its to know. */
        void done();
    }

    private final Queue<Job> finished = new ConcurrentLinkedQueue<>();
    /** For jobs that wait for others, and for jobs that do not; null: none yet. */
    private ThreadPoolExecutor waiting;
    private ThreadPoolExecutor computing;
    private volatile Selector selector;

    /** Says where the loop sleeps, which collects what is finished. */
    void returnTo(Selector loopSelector) {
        selector = loopSelector;
    }

    /** Asks for a job to be done. Who asks has at most one job asked for at a time, so the queue is bounded. */
    public void ask(Job job) {
        if (waiting == null) {
            waiting = threads(WAITING_THREADS);
        }
        waiting.execute(new Task(job));
    }

    /** Asks for a job that waits for nobody: keys, handshakes. Likewise bounded. */
    public void compute(Job job) {
        if (computing == null) {
            computing = threads(COMPUTING_THREADS);
        }
        computing.execute(new Task(job));
    }

    private static ThreadPoolExecutor threads(int count) {
        return new ThreadPoolExecutor(0, count, IDLE_SECONDS, TimeUnit.SECONDS, new Handover(), new Daemons(),
                new WhenOneIsFree());
    }

    /** A thread that has nothing to do gets the next job: by itself a pool would begin another one first. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }

    /** What no thread could begin waits. */
    private static final class WhenOneIsFree implements RejectedExecutionHandler {
        @Override
        public void rejectedExecution(Runnable task, ThreadPoolExecutor threads) {
            ((Handover) threads.getQueue()).put(task);
        }
    }

    /** Takes back a job. @return false: it has begun, and will be {@link Job#done} */
    public boolean forget(Job job) {
        Task task = new Task(job);
        return waiting != null && waiting.remove(task) || computing != null && computing.remove(task);
    }

    /** Takes finished jobs, in the loop thread. @return how many */
    int collect() {
        int count = 0;
        for (Job job = finished.poll(); job != null; job = finished.poll()) {
            job.done();
            count++;
        }
        return count;
    }

    /** Ends the threads when their present jobs are done. */
    void stop() {
        if (waiting != null) {
            waiting.shutdownNow();
        }
        if (computing != null) {
            computing.shutdownNow();
        }
    }

    private final class Task implements Runnable {
        private final Job job;

        Task(Job job) {
            this.job = job;
        }

        @Override
        public void run() {
            try {
                job.work();
            } finally {
                finished.add(job);
                selector.wakeup();
            }
        }

        /** One job is one task: so it is found again by {@link #forget}. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Task && ((Task) other).job == job;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(job);
        }
    }

    private static final class Daemons implements ThreadFactory {
        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, "slow");
            thread.setDaemon(true);
            return thread;
        }
    }
}
