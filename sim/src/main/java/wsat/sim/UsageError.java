package wsat.sim;

/** What a person asked for cannot be done as asked: one line on standard error, exit code 2. */
final class UsageError extends Exception {
    private static final long serialVersionUID = 1L;

    UsageError(String message) {
        super(message);
    }
}
