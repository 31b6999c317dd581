package wsat.board.host;

import wsat.board.os.Ticks;
import wsat.port.Station;

/**
 * A {@link Station} that the loop turns: it is asked to look after itself between two polls of the
 * firmware. Called from the loop thread alone, and only {@link #end} waits.
 */
public interface BoardStation extends Station {
    /**
     * Takes what its helpers have found out, and begins what is due.
     *
     * @param now milliseconds of {@link Ticks#millis}
     */
    void refresh(long now);

    /** The firmware begins anew, as after power-up: what a host has left, it finds again. */
    void restarted();

    /** The process ends: what must not outlive it is put right. The loop has ended; this may wait a second. */
    void end();

    /**
     * When {@link #refresh} wants to be called at the latest.
     *
     * @return milliseconds of {@link Ticks#millis}, or Long.MAX_VALUE
     */
    long nextDeadline();
}
