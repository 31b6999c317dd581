package wsat.sim.world;

/** A transcript that cannot be understood; the message begins with {@code file:line}. */
public final class TranscriptException extends Exception {
    private static final long serialVersionUID = 1;

    TranscriptException(String file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }
}
