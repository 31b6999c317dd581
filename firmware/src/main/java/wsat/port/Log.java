package wsat.port;

/**
 * Where the firmware says what went wrong: one line a call, no secrets, no payload. The texts are
 * constants and the detail is a number, so that logging allocates nothing in the firmware.
 */
public interface Log {
    int ERROR = 1;
    int WARN = 2;
    int INFO = 3;
    int DEBUG = 4;

    /** For {@code value} when a line has no number. */
    long NO_VALUE = Long.MIN_VALUE;

    /**
     * Writes one line, in the shape of {@code where: what value}.
     *
     * @param level {@link #ERROR} to {@link #DEBUG}
     * @param where the command or part that speaks, such as {@code AT+WSOPEN} or {@code link 0}; lent, and read by
     *              {@code length} and {@code charAt} alone
     * @param what  what was wrong, and where it can be helped, how to cure it
     * @param value a number that belongs to it, or {@link #NO_VALUE}
     */
    void log(int level, CharSequence where, String what, long value);
}
