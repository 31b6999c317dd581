package wsat.board.run;

import java.io.PrintStream;
import java.util.List;
import wsat.board.text.Printable;

/** What a person asked for cannot be done as asked: a line for each mistake on standard error, exit code 2. */
public final class UsageError extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether the message has whole lines, each saying itself where the mistake is. */
    private final boolean located;

    /** @param message one line, without the name of the command */
    public UsageError(String message) {
        super(message);
        located = false;
    }

    /** @param lines whole lines */
    UsageError(List<String> lines) {
        super(String.join("\n", lines));
        located = true;
    }

    /** Tells a person, whose terminal no name of a file moves about. @param command such as {@code wsat run} */
    public void tell(String command, PrintStream err) {
        err.println(Printable.lines(located ? getMessage() : command + ": " + getMessage()));
    }
}
