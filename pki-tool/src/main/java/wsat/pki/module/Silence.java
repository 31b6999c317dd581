package wsat.pki.module;

/** The module did not answer in time, or the line is gone. */
public final class Silence extends Exception {
    private static final long serialVersionUID = 1;

    Silence(String message) {
        super(message);
    }
}
