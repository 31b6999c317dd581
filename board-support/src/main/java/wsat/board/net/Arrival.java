package wsat.board.net;

/** A client that has come to a {@link Listener} and has no link yet. */
interface Arrival {
    /** Whether all handshakes are done, so that a link is all it waits for. */
    boolean waits();

    /** Whether there is nothing left of it. */
    boolean gone();

    /** Sends it away: TCP is reset. */
    void refuse();

    /** What was put off until this turn. */
    void turn();

    /** When {@link #expire} has something to do, {@link Endpoint#NEVER}: at no time. */
    long deadline();

    /** The deadline has come. */
    void expire();
}
