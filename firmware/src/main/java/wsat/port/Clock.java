package wsat.port;

/**
 * The coprocessor's wall clock, which begins as the machine's, and the way to ask time servers. The
 * machine's own clock is never set. No method waits; all are
 * called from the loop thread. (The clock of {@code poll(now)} is another: it only measures.)
 */
public interface Clock {
    /** {@link #answer}: nothing was asked. */
    int IDLE = 0;
    /** {@link #answer}: not yet. */
    int ASKING = 1;
    /** {@link #answer}: it came, and the clock has been set by it. */
    int ANSWERED = 2;
    /** {@link #answer}: none came in time, or none that can be used; the board has logged why. */
    int FAILED = 3;

    /** Milliseconds since 1970-01-01 00:00 UTC. */
    long unixMillis();

    /** Makes it {@code unixMillis} now; it goes on from there, over restarts of the coprocessor too. */
    void set(long unixMillis);

    /**
     * Begins to ask a time server by SNTP (RFC 4330); what was asked before is forgotten. Ends within a
     * few seconds.
     *
     * @param server name or address
     */
    void ask(Text server);

    /** How the asking goes, {@link #IDLE} to {@link #FAILED}. */
    int answer();
}
