package wsat.board.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import wsat.board.trace.RecordWriter;
import wsat.port.Log;

/**
 * The events of a run in a file, an {@link Event} a line, which the page opens: what host and module say together with
 * what passes on the network. Who tells never waits, and what finds no room is counted.
 */
public final class SessionFile implements EventSink, Closeable {
    /** Most characters that wait to be written. */
    private static final int WAITING_MAX = 1 << 20;
    private static final long LAST_WORDS_MILLIS = 500;

    private final RecordWriter writer;
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "record");
    private int characters;
    private long missed;
    private boolean closed;
    /** The first event, with which each file begins. */
    private volatile String hello = "";

    /** Begins a file. @throws IOException it cannot be made; the message says why */
    public SessionFile(Path path, Log log) throws IOException {
        writer = new RecordWriter(path, () -> hello, SessionFile::missing, log);
        thread.setDaemon(true);
        thread.start();
    }

    private static String missing(long count) {
        return new Event("missed", 0).put("n", count).json() + "\n";
    }

    @Override
    public synchronized void add(String json) {
        if (closed || characters + json.length() > WAITING_MAX) {
            missed++;
            return;
        }
        hello = hello.isEmpty() ? json + "\n" : hello;
        waiting.add(json);
        characters += json.length();
        notifyAll();
    }

    private void run() {
        try {
            for (String lines = take(); lines != null; lines = take()) {
                writer.put(lines);
                long lost = takeMissed();
                if (lost > 0) {
                    writer.tooSlow(lost);
                }
            }
        } catch (InterruptedException e) {
            // nobody wants more
        }
        writer.close();
    }

    /** All that waits; null: there is no more. */
    private synchronized String take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        if (waiting.isEmpty()) {
            return null;
        }
        StringBuilder lines = new StringBuilder(characters + waiting.size());
        waiting.forEach(json -> lines.append(json).append('\n'));
        waiting.clear();
        characters = 0;
        return lines.toString();
    }

    private synchronized long takeMissed() {
        long lost = missed;
        missed = 0;
        return lost;
    }

    /** Writes what there is, if that takes no longer than half a second. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
