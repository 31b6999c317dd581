package wsat.pki.module;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A line with a time limit on everything. */
public final class TimedLine implements Closeable {
    private final ModuleLine line;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "line-tx");
        thread.setDaemon(true);
        return thread;
    });
    private final byte[] received = new byte[4096];
    private int from;
    private int to;

    /** @param line is closed with this */
    public TimedLine(ModuleLine line) {
        this.line = line;
    }

    /** Sends bytes. @throws Silence when they are not taken in that time, or the line is gone */
    public void write(byte[] bytes, int timeoutMillis) throws Silence {
        Future<?> written = writer.submit(() -> {
            line.write(bytes);
            return null;
        });
        try {
            written.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Silence("the line takes no more bytes");
        } catch (ExecutionException e) {
            throw new Silence("the line is gone (" + e.getCause().getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Silence("interrupted");
        }
    }

    /** The next byte, or -1 when the time is up. @param deadlineNanos of System.nanoTime */
    public int read(long deadlineNanos) throws Silence {
        while (from == to) {
            long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return -1;
            }
            try {
                from = 0;
                to = 0;
                to = line.read(received, (int) Math.min(left, 1000));
            } catch (IOException e) {
                throw new Silence("the line is gone (" + e.getMessage() + ")");
            }
        }
        return received[from++] & 0xFF;
    }

    /** Whether {@link #read} has a byte at once. */
    public boolean buffered() {
        return from < to;
    }

    /** Drops what comes until there was nothing for a while. */
    void drain(int quietMillis) throws Silence {
        long end = System.nanoTime() + 2_000_000_000L;
        while (System.nanoTime() < end && read(System.nanoTime() + quietMillis * 1_000_000L) >= 0) {
            from = to;
        }
    }

    /** Its rate from now on, where it has one. */
    public void baud(int baud) {
        line.baud(baud);
    }

    @Override
    public void close() {
        writer.shutdownNow();
        try {
            line.close();
        } catch (IOException e) {
            // It was of no more use.
        }
    }
}
