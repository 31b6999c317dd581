package wsat.board.fault;

import java.util.Arrays;

/** Openings and the like that wait, a place each, until a time or for ever. */
final class Waits {
    private static final long NOT = Long.MIN_VALUE;
    private final long[] until;

    Waits(int places) {
        until = new long[places];
        Arrays.fill(until, NOT);
    }

    /** @param afterMillis {@link Attempt#NEVER}: for ever */
    void begin(int place, long now, long afterMillis) {
        until[place] = afterMillis == Attempt.NEVER ? Attempt.NEVER : now + afterMillis;
    }

    void end(int place) {
        until[place] = NOT;
    }

    /** Whether it waits still. */
    boolean waits(int place, long now) {
        if (until[place] <= now) {
            end(place);
        }
        return until[place] != NOT;
    }

    /** When the next wait is over, in milliseconds; Long.MAX_VALUE: none is. */
    long next() {
        long next = Long.MAX_VALUE;
        for (long one : until) {
            next = one == NOT ? next : Math.min(next, one);
        }
        return next;
    }
}
