package wsat.port;

/**
 * The serial line, seen from the module. No method waits; all are called from the loop thread.
 */
public interface Uart {
    /**
     * The line was cut: the host is gone, and who speaks next does not continue what it has said, neither a line nor
     * a payload. A line that merely falls silent, or whose other end is closed and may be opened again, is not cut.
     */
    int CUT = -1;

    /**
     * Takes bytes that the host has sent.
     *
     * @return how many bytes were copied to {@code buffer}, 0 when there are none; {@link #CUT}, once
     */
    int read(byte[] buffer, int offset, int length);

    /**
     * Gives bytes to the line. A line that is full takes fewer, or none: the caller keeps the rest
     * and tries again at its next turn.
     *
     * @return how many bytes were taken, 0 to {@code length}
     */
    int write(byte[] buffer, int offset, int length);

    /**
     * Whether so much is still to leave the line that what nobody waits for should not be begun now: it would only
     * stand before the answer to a host that asks. The board comes again when it is so no longer.
     */
    boolean crowded();

    /** Whether every byte taken by {@link #write} has left the line, as far as the board can tell. */
    boolean drained();

    /**
     * Sets the line anew, at once: called while it is {@link #drained}, or at power-up before anything is
     * said. What the host sends from now on is read with the new settings. What has come since the line was
     * drained was sent by a host that is quicker than we are, with the new settings too: a line that has read
     * it with the old ones may drop it.
     *
     * @return false: this line cannot be set so, and is as it was; the board has logged why
     */
    boolean configure(UartConfig config);

    /** The highest baud rate that this line can have, as far as that is known before one is tried. */
    int baudMost();

    /**
     * How long one character takes on the line as it is set, in nanoseconds; 0: the line has no rate, and is as fast
     * as the machine.
     */
    int characterNanos();

    /** Tells how the line is set, with the baud rate that it really has. */
    void config(UartConfig into);
}
