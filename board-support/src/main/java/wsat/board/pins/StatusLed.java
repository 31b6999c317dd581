package wsat.board.pins;

import wsat.board.Indicator;
import wsat.port.Station;

/** When the status LED is lit: off in reset, a slow blink without a network, on with one, a flicker with traffic. */
final class StatusLed {
    private static final long BLINK_MILLIS = 500;
    private static final long FLICKER_MILLIS = 50;

    private long next = Long.MAX_VALUE;
    /** The end of a flicker's dark part, which an equally long light part follows. */
    private long darkUntil;
    private boolean dark;

    /** As {@link Indicator#show}. @return whether it is lit now */
    boolean lit(int module, int network, boolean work, long now) {
        if (module != Indicator.READY) {
            next = Long.MAX_VALUE;
            dark = false;
            return false;
        }
        if (network != Station.GOT_IP) {
            dark = false;
            next = now - Math.floorMod(now, BLINK_MILLIS) + BLINK_MILLIS;
            return Math.floorMod(now, 2 * BLINK_MILLIS) < BLINK_MILLIS;
        }
        if (dark && now - darkUntil >= FLICKER_MILLIS) {
            dark = false;
        }
        if (!dark && work) {
            dark = true;
            darkUntil = now + FLICKER_MILLIS;
        }
        boolean lit = !dark || now - darkUntil >= 0;
        next = lit ? Long.MAX_VALUE : darkUntil;
        return lit;
    }

    /** When {@link #lit} is due, on the clock of its {@code now}; Long.MAX_VALUE: never. */
    long nextDeadline() {
        return next;
    }
}
