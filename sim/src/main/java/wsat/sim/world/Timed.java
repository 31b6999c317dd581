package wsat.sim.world;

/** Does something by itself when its time has come. */
interface Timed {
    /** What time brings. */
    void advance();

    /** When something happens by itself. @return milliseconds, Long.MAX_VALUE: nothing */
    long nextEvent();

    /** @param all null where there is none */
    static void advance(Timed[] all) {
        for (Timed one : all) {
            if (one != null) {
                one.advance();
            }
        }
    }

    /** The next event of them all. */
    static long nextEvent(Timed[] all) {
        long next = Long.MAX_VALUE;
        for (Timed one : all) {
            if (one != null) {
                next = Math.min(next, one.nextEvent());
            }
        }
        return next;
    }
}
