package wsat.board.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import wsat.board.os.FileReason;
import wsat.port.Log;

/**
 * Writes the lines of a record to a file that has a limit. What cannot be written, since a disk is full, is counted,
 * tried again every few seconds, and told in the file and the log. Used by one thread, which may wait for a disk.
 */
public final class RecordWriter implements Closeable {
    /** Of a file, of which there may be an older one. */
    static final long FILE_MAX = 8L << 20;
    private static final long RETRY_NANOS = 5_000_000_000L;

    private final Path path;
    private final RecordFile file;
    private final Supplier<String> head;
    private final LongFunction<String> missing;
    private final Log log;
    private long unwritten;
    private boolean failing;
    private long failedAt;

    /**
     * Begins a file.
     *
     * @param head    the lines at the beginning of each file but the first
     * @param missing the line that says that so many are missing
     * @throws IOException it cannot be made; the message says why
     */
    public RecordWriter(Path path, Supplier<String> head, LongFunction<String> missing, Log log) throws IOException {
        this(path, FILE_MAX, head, missing, log);
    }

    RecordWriter(Path path, long fileMax, Supplier<String> head, LongFunction<String> missing, Log log)
            throws IOException {
        this.path = path;
        this.head = head;
        this.missing = missing;
        this.log = log;
        file = new RecordFile(path, fileMax);
        try {
            file.begin();
        } catch (IOException e) {
            throw new IOException(FileReason.of(e), e);
        }
    }

    /** Writes whole lines, each with its end, in ASCII. */
    public void put(String lines) {
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
                file.write(head.get());
            }
            if (failing) {
                file.write(missing.apply(unwritten));
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

    /** So many rows were said faster than they were written. */
    public void tooSlow(long rows) {
        log.log(Log.WARN, "record", path + " is written too slowly; rows that are missing in it:", rows);
        put(missing.apply(rows));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            failed(e, 0);
        }
        if (unwritten > 0) {
            log.log(Log.WARN, "record", path + " could not be written; rows that are missing in it:", unwritten);
        }
    }
}
