package wsat.board.fault;

/**
 * A fault that was asked for, read by {@link FaultWords#read}.
 *
 * @param words  as they were given
 * @param act    the row's own words without its parameters, such as {@code server drop}
 * @param link   a link, or -1
 * @param stage  of {@code AT+WSERR?}, or 0
 * @param code   of {@code AT+WSERR?} or of a close frame; -1: not said
 * @param number of seconds, which may be negative
 * @param millis a time; 0: not said
 * @param whose  {@code host} or {@code module}; the host's if it is not said
 * @param text   the rest, or empty
 */
public record Fault(String words, String act, int link, int stage, int code, long number, long millis, String whose,
        String text) {
    /** Whether it is about what the module says, not the host. */
    boolean ofModule() {
        return whose.equals("module");
    }

    /** Whether the act is this one. */
    public boolean is(String what) {
        return act.equals(what);
    }
}
