package wsat.sim.world;

/** Where a world did not do what its transcript says; the message begins with {@code file:line}. */
public final class Difference extends Exception {
    private static final long serialVersionUID = 1;

    public Difference(String what) {
        super(what);
    }

    Difference(String what, Throwable cause) {
        super(what, cause);
    }
}
