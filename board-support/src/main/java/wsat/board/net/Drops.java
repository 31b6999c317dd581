package wsat.board.net;

import wsat.port.Log;

/** Counts what is dropped for one reason, and says so now and then: a flood is not to become one of log lines. */
final class Drops {
    private static final long PAUSE_MILLIS = 10_000;

    private final Log log;
    private final String where;
    private final String what;
    private int untold;
    private long quietUntil;
    private boolean spoken;

    /** @param what what a number stands behind */
    Drops(Log log, String where, String what) {
        this.log = log;
        this.where = where;
        this.what = what;
    }

    /** One more. */
    void count(long now) {
        untold++;
        if (!spoken || now - quietUntil >= 0) {
            tell();
            spoken = true;
            quietUntil = now + PAUSE_MILLIS;
        }
    }

    /** Says what has not been said. */
    void tell() {
        if (untold > 0) {
            log.log(Log.WARN, where, what, untold);
            untold = 0;
        }
    }
}
