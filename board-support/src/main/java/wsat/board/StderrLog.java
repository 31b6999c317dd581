package wsat.board;

import java.io.PrintStream;
import java.util.ArrayDeque;
import wsat.board.text.Printable;
import wsat.port.Log;

/**
 * Writes log lines to standard error, up to a level. Who logs never waits: lines are kept until a thread has
 * written them, and when too much waits, since nobody reads, lines are dropped and counted. For any thread.
 */
public final class StderrLog implements Log {
    /** A level that lets nothing through. */
    public static final int OFF = 0;
    /** A level that lets the dialogue with the host through as well. */
    public static final int TRACE = Log.DEBUG + 1;

    private static final String[] NAMES = {"off", "error", "warn", "info", "debug", "trace"};
    /** The priorities of syslog, which systemd's journal reads in front of a line (sd-daemon(3)). */
    private static final String[] PRIORITIES = {"", "<3>", "<4>", "<6>", "<7>", "<7>"};
    /** Most characters that wait. */
    private static final int HELD_MAX = 32_768;

    private final int limit;
    private final PrintStream out;
    private final boolean journal;
    private final ArrayDeque<String> held = new ArrayDeque<>();
    private int heldChars;
    private int dropped;
    private boolean writing;
    private Thread writer;

    /** @param limit the least important level that is written, {@link #OFF} to {@link #TRACE} */
    public StderrLog(int limit, PrintStream out) {
        this(limit, out, false);
    }

    /** @param journal whether {@code out} is systemd's journal, which wants a priority in front of each line */
    public StderrLog(int limit, PrintStream out, boolean journal) {
        this.limit = limit;
        this.out = out;
        this.journal = journal;
    }

    @Override
    public void log(int level, CharSequence where, String what, long value) {
        if (level <= limit) {
            hold(line(level, new StringBuilder().append(where).append(": ").append(what)
                    .append(value == NO_VALUE ? "" : " " + value).toString()));
        }
    }

    /** Writes a line whatever the level: what a person is always told. */
    public void say(String what) {
        hold((journal ? PRIORITIES[INFO] : "") + oneLine(what));
    }

    private String line(int level, String text) {
        return (journal ? PRIORITIES[level] : "wsat " + NAMES[level] + ": ") + oneLine(text);
    }

    /** What a server or an access point has said may hold line ends, and what moves a cursor. */
    private static String oneLine(String text) {
        return Printable.of(text.replace('\r', ' ').replace('\n', ' ')) + "\n";
    }

    private synchronized void hold(String line) {
        if (heldChars + line.length() > HELD_MAX) {
            dropped++;
            return;
        }
        tellDropped();
        held.add(line);
        heldChars += line.length();
        if (writer == null) {
            writer = new Writer();
            writer.start();
        }
        notifyAll();
    }

    private void tellDropped() {
        if (dropped > 0) {
            String line = line(WARN, "log: lines dropped, since nobody reads standard error: " + dropped);
            held.add(line);
            heldChars += line.length();
            dropped = 0;
        }
    }

    private synchronized String next() throws InterruptedException {
        writing = false;
        if (held.isEmpty()) {
            tellDropped();
        }
        while (held.isEmpty()) {
            notifyAll();
            wait();
        }
        writing = true;
        String line = held.remove();
        heldChars -= line.length();
        return line;
    }

    /** Waits until all is written, for the end of the process. @param millis how long at most */
    public synchronized void flush(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; (writing || !held.isEmpty()) && left > 0;
                    left = (until - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Writer extends Thread {
        Writer() {
            super("log");
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    out.print(next());
                    out.flush();
                }
            } catch (InterruptedException e) {
                // nobody wants lines any more
            }
        }
    }
}
