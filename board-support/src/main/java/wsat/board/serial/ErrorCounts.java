package wsat.board.serial;

/** What a UART counts of bytes that never came through, from when it was first looked at. */
public interface ErrorCounts {
    /** Whether they are counted at all. */
    boolean counted();

    /** Has the numbers be those of now. */
    void look();

    /** Bytes that were lost because the machine did not take them in time. */
    int overruns();

    /** Bytes that were none: no stop bit where it should be, or a wrong parity. */
    int garbled();
}
