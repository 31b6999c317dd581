package wsat.board;

import wsat.board.line.Doorbell;
import wsat.board.os.Ticks;

/**
 * What a board has beside its line: the ESP32's EN pin, and what shows how the module is. EN belongs to any
 * thread, the rest to the loop's.
 */
public final class Panel implements Indicator {
    /** A switch or a relay bounces no longer. */
    private static final long DEBOUNCE_MILLIS = 5;
    /** What is low for so long is a reset: drivers in the field hold EN low for 1 ms, and an ESP32 wants 50 µs. */
    private static final long RESET_MICROS = 500;

    private final Doorbell bell;
    private final Ticks ticks;
    private final Indicator[] indicators;
    private volatile boolean low;
    /** In {@link Ticks#micros}. */
    private long lowSince;
    /** EN was low for long enough, and the loop may not have looked meanwhile. */
    private volatile boolean pulsed;
    /** The level that {@link #steadySince} is about. */
    private boolean seenLow;
    private long steadySince;
    private boolean held;

    /** @param bell wakes the loop when EN changes */
    public Panel(Doorbell bell, Ticks ticks, Indicator... indicators) {
        this.bell = bell;
        this.ticks = ticks;
        this.indicators = indicators;
    }

    /** EN has changed; from any thread. */
    public void enable(boolean high) {
        enable(high, ticks.micros());
    }

    /** The same. @param micros when it has changed, in {@link Ticks#micros}; told in the order in which it was */
    public synchronized void enable(boolean high, long micros) {
        boolean changed = low == high;
        if (!high && !low) {
            lowSince = micros;
        } else if (high && low && micros - lowSince >= RESET_MICROS) {
            pulsed = true; // before the level, so that no reset counts twice
        }
        low = !high;
        if (changed) {
            bell.ring();
        }
    }

    /** One of the indicators can show something now; from any thread. */
    public void showAnew() {
        bell.ring();
    }

    /** Whether EN holds the module in reset, by a level that has been the same for a while. */
    boolean holds(long now) {
        boolean seen = low;
        if (pulsed) {
            pulsed = false;
            if (!held) {
                held = true;
                seenLow = seen;
                steadySince = now;
            }
        }
        if (seen != seenLow) {
            seenLow = seen;
            steadySince = now;
        }
        if (seenLow != held && now - steadySince >= DEBOUNCE_MILLIS) {
            held = seenLow;
        }
        return held;
    }

    @Override
    public void show(int module, int network, boolean work, long now) {
        for (Indicator one : indicators) {
            one.show(module, network, work, now);
        }
    }

    @Override
    public long nextDeadline() {
        long next = seenLow != held ? steadySince + DEBOUNCE_MILLIS : Long.MAX_VALUE;
        for (Indicator one : indicators) {
            next = Math.min(next, one.nextDeadline());
        }
        return next;
    }
}
