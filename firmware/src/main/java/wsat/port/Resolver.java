package wsat.port;

/**
 * Asks about other machines: which addresses a name has, and whether somebody is there. One question of a
 * kind at a time; no method waits, and all are called from the loop thread.
 */
public interface Resolver {
    /** IPv4 addresses where there are any, else IPv6 ones. */
    int IPV4_FIRST = 1;
    int IPV4_ONLY = 2;
    int IPV6_ONLY = 3;

    /** The longest address as text. */
    int ADDRESS_MAX = 45;

    /** {@link #found} and {@link #echoed}: not yet. */
    int ASKING = -1;
    /** {@link #echoed}: nobody answered in time, or there is nobody of that name. */
    int SILENT = -2;

    /**
     * Begins to look up a name; what was asked before is forgotten.
     *
     * @param network {@link #IPV4_FIRST} to {@link #IPV6_ONLY}
     */
    void lookUp(Text name, int network);

    /** How the look-up goes: the number of addresses, 0: none, or {@link #ASKING}. */
    int found();

    /** Replaces {@code into} by one of the addresses found. */
    void address(int index, Text into);

    /** Begins to ask whether a machine is there; what was asked before is forgotten. */
    void ping(Text host, int timeoutMillis);

    /** How that goes: milliseconds to the answer, or {@link #ASKING}, {@link #SILENT}. */
    int echoed();
}
