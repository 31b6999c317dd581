package wsat.board.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import wsat.at.Settings;
import wsat.board.os.FileReason;
import wsat.port.Log;
import wsat.port.Trace;

/**
 * Writes the dialogue with the host to a file, as a transcript and without its secrets. Who speaks never waits: a
 * thread writes, and what it cannot write in time, or at all since a disk is full, is counted and told in the file and
 * the log.
 */
public final class Recorder implements Trace, Closeable {
    /** Of a file and of the older one. */
    private static final long FILE_MAX = 8L << 20;
    /** Of the ring that waits to be written: half a mebibyte. */
    private static final int RING_BITS = 19;
    private static final long LOOK_NANOS = 500_000_000L;
    private static final long RETRY_NANOS = 5_000_000_000L;
    private static final long LAST_WORDS_MILLIS = 500;

    private final Log log;
    private final Path path;
    private final RecordFile file;
    private final Form form;
    private final TraceRing ring = new TraceRing(RING_BITS);
    private final Thread thread = new Thread(this::run, "record");
    private volatile boolean closed;
    /** Of what the ring has dropped, so many are told. */
    private long told;
    /** Rows that could not be written. */
    private long unwritten;
    private boolean failing;
    private long failedAt;

    /**
     * Begins a file.
     *
     * @param settings of the module whose dialogue it is
     * @throws IOException it cannot be made; the message says why
     */
    public Recorder(Path path, Settings settings, Log log) throws IOException {
        this(path, FILE_MAX, settings, log);
    }

    Recorder(Path path, long fileMax, Settings settings, Log log) throws IOException {
        this.path = path;
        this.log = log;
        file = new RecordFile(path, fileMax);
        try {
            file.begin();
        } catch (IOException e) {
            throw new IOException(FileReason.of(e), e);
        }
        form = new Transcriber(settings);
        form.beginFile();
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void said(int kind, byte[] bytes, int offset, int length, long now) {
        ring.said(kind, bytes, offset, length, now);
    }

    private void run() {
        while (!closed) {
            ring.await(LOOK_NANOS);
            write();
        }
        write();
        form.end();
        put(form.take());
        try {
            file.close();
        } catch (IOException e) {
            failed(e, 0);
        }
    }

    private void write() {
        ring.drain((kind, bytes, offset, length, now) -> {
            form.said(kind, bytes, offset, length, now);
            put(form.take());
        });
        long dropped = ring.dropped();
        if (dropped > told) {
            form.missing(dropped - told);
            log.log(Log.WARN, "record", path + " is written too slowly; rows that are missing in it:", dropped - told);
            told = dropped;
        }
        put(form.take());
    }

    private void put(String lines) {
        if (lines.isEmpty()) {
            return;
        }
        if (failing && System.nanoTime() - failedAt < RETRY_NANOS) {
            unwritten += rows(lines);
            return;
        }
        try {
            if (file.isFull(lines)) {
                file.beginAnew();
                form.beginFile();
                file.write(form.take());
            }
            if (failing) {
                form.missing(unwritten);
                file.write(form.take());
                log.log(Log.WARN, "record", path + " is written again; rows that are missing in it:", unwritten);
                unwritten = 0;
                failing = false;
            }
            file.write(lines);
        } catch (IOException e) {
            failed(e, rows(lines));
        }
    }

    private static long rows(String lines) {
        return lines.lines().filter(line -> !line.startsWith("#")).count();
    }

    private void failed(IOException e, long rows) {
        unwritten += rows;
        failedAt = System.nanoTime();
        if (!failing) {
            failing = true;
            log.log(Log.WARN, "record", path + " cannot be written: " + FileReason.of(e)
                    + "; what is said is missing in it until it can", Log.NO_VALUE);
        }
    }

    /** Writes what there is, if that takes no longer than half a second. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (unwritten > 0) {
            log.log(Log.WARN, "record", path + " could not be written; rows that are missing in it:", unwritten);
        }
    }
}
