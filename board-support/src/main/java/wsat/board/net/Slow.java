package wsat.board.net;

import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The one thread beside the loop for what must block, such as a name look-up. It owns no state: it works on one
 * {@link Job} after the other, and hands each back to the loop. Started with the first job.
 */
public final class Slow {

    /** Something that blocks. Its fields belong to the slow thread during {@link #work} only. */
    public interface Job {
        /** Runs in the slow thread. */
        void work();

        /** Runs in the loop thread, after {@link #work}; whether the answer is still wanted is its to know. */
        void done();
    }

    private final Selector selector;
    private final BlockingQueue<Job> asked = new LinkedBlockingQueue<>();
    private final Queue<Job> finished = new ConcurrentLinkedQueue<>();
    private Thread thread;

    /** @param selector where the loop sleeps */
    Slow(Selector selector) {
        this.selector = selector;
    }

    /** Asks for a job to be done. Who asks has at most one job asked for at a time, so the queue is bounded. */
    public void ask(Job job) {
        asked.add(job);
        if (thread == null || !thread.isAlive()) {
            thread = new Worker();
            thread.start();
        }
    }

    /** Takes back a job that has not begun. */
    public void forget(Job job) {
        asked.remove(job);
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

    /** Ends the thread when its present job is done. */
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private final class Worker extends Thread {
        Worker() {
            super("slow");
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    work(asked.take());
                }
            } catch (InterruptedException e) {
                // Stopped.
            }
        }

        private void work(Job job) {
            try {
                job.work();
            } finally {
                finished.add(job);
                selector.wakeup();
            }
        }
    }
}
