package wsat.board.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import wsat.at.Settings;
import wsat.port.Log;
import wsat.port.Trace;

/**
 * Writes the dialogue with the host to a file, as a transcript and without its secrets. Who speaks never waits: a
 * thread writes, and what it cannot write in time is counted, see {@link RecordWriter}.
 */
public final class Recorder implements Trace, Closeable {
    /** Of the ring that waits to be written: half a mebibyte. */
    private static final int RING_BITS = 19;
    private static final long LOOK_NANOS = 500_000_000L;
    private static final long LAST_WORDS_MILLIS = 500;

    private final Transcriber transcriber;
    private final RecordWriter writer;
    private final TraceRing ring = new TraceRing(RING_BITS);
    private final Thread thread = new Thread(this::run, "record");
    private volatile boolean closed;
    /** Of what the ring has dropped, so many are told. */
    private long told;

    /**
     * Begins a file.
     *
     * @param settings of the module whose dialogue it is
     * @throws IOException it cannot be made; the message says why
     */
    public Recorder(Path path, Settings settings, Log log) throws IOException {
        this(path, RecordWriter.FILE_MAX, settings, log);
    }

    Recorder(Path path, long fileMax, Settings settings, Log log) throws IOException {
        transcriber = new Transcriber(settings);
        writer = new RecordWriter(path, fileMax, transcriber::head, Transcriber::missing, log);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void said(int kind, byte[] bytes, int offset, int length, long now) {
        ring.said(kind, bytes, offset, length, now);
    }

    /**
     * Somebody makes a fault; on the thread that speaks.
     *
     * @param words as a transcript has them
     */
    public void fault(String words, long now) {
        byte[] bytes = words.getBytes(StandardCharsets.ISO_8859_1);
        ring.said(Transcriber.FAULT, bytes, 0, bytes.length, now);
    }

    private void run() {
        writer.put(transcriber.head());
        while (!closed) {
            ring.await(LOOK_NANOS);
            write();
        }
        write();
        transcriber.end();
        writer.put(transcriber.take());
        writer.close();
    }

    private void write() {
        ring.drain((kind, bytes, offset, length, now) -> {
            transcriber.said(kind, bytes, offset, length, now);
            writer.put(transcriber.take());
        });
        long dropped = ring.dropped();
        if (dropped > told) {
            transcriber.end();
            writer.put(transcriber.take());
            writer.tooSlow(dropped - told);
            told = dropped;
        }
    }

    /** Writes what there is, if that takes no longer than half a second. */
    @Override
    public void close() {
        end(LAST_WORDS_MILLIS);
    }

    /** Writes what there is, if that takes no longer. */
    void end(long millis) {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
