package wsat.pki;

/** Something that is not done, and why: one line that names the file, the slot and the cure. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    /** @param line without an end of line and without secrets */
    public Refusal(String line) {
        super(line.replaceAll("\\s*\\R\\s*", " "));
    }
}
