package wsat.board;

import wsat.board.os.Ticks;

/** Shows the world how the module is: a lamp, a pin, the state of a service. Called by the loop; never waits. */
public interface Indicator {
    /** {@link #show}: held in reset, or not running any more. */
    int IN_RESET = 0;
    /** {@link #show}: it has not said {@code ready} yet. */
    int STARTING = 1;
    /** {@link #show}: {@code ready} has left the line. */
    int READY = 2;
    /** {@link #show}: it sleeps, and is deaf (AT+GSLP). */
    int ASLEEP = 3;

    /**
     * How things are, at every turn of the loop.
     *
     * @param module  {@link #IN_RESET} to {@link #ASLEEP}
     * @param network a state of {@link wsat.port.Station}
     * @param work    whether the module has done anything in this turn
     * @param now     milliseconds of {@link Ticks#millis}
     */
    void show(int module, int network, boolean work, long now);

    /**
     * When it wants to be called although nothing happens.
     *
     * @return milliseconds of the loop's clock, Long.MAX_VALUE: never
     */
    long nextDeadline();
}
