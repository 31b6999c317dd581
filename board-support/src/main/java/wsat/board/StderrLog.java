package wsat.board;

import java.io.PrintStream;
import java.util.Locale;

import wsat.port.Log;

/** Writes log lines to standard error, up to a level. */
public final class StderrLog implements Log {
    /** A level that lets nothing through. */
    public static final int OFF = 0;

    private static final String[] NAMES = {"off", "error", "warn", "info", "debug"};

    private final int limit;
    private final PrintStream out;

    /** @param limit the least important level that is written, {@link #OFF} to {@link Log#DEBUG} */
    public StderrLog(int limit, PrintStream out) {
        this.limit = limit;
        this.out = out;
    }

    /**
     * The level of a name.
     *
     * @return {@link #OFF} to {@link Log#DEBUG}, or -1 when there is no such level
     */
    public static int level(String name) {
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(name.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void log(int level, String where, String what, long value) {
        if (level <= limit) {
            String number = value == NO_VALUE ? "" : " " + value;
            // one write: lines of two threads do not mix
            out.print("wsat " + NAMES[level] + ": " + where + ": " + what + number + "\n");
            out.flush();
        }
    }
}
