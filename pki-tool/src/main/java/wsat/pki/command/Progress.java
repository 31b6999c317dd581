package wsat.pki.command;

import java.io.PrintStream;

/** A bar on a terminal; nothing elsewhere. */
final class Progress {
    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean shown = Talk.terminal() != null;
    private final String what;
    private final int total;

    Progress(Talk talk, String what, int total) {
        err = talk.err;
        this.what = what;
        this.total = Math.max(1, total);
    }

    void at(int done) {
        if (shown) {
            int filled = (int) ((long) WIDTH * done / total);
            err.printf("\r%-9s [%s%s] %3d%%", what, "#".repeat(filled), ".".repeat(WIDTH - filled),
                    100L * done / total);
            err.flush();
        }
    }

    /** Ends the line of the bar, whatever has become of the work. */
    void end() {
        if (shown) {
            err.println();
        }
    }
}
