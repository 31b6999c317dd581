package wsat.board.serial;

import wsat.board.os.Ticks;
import wsat.port.UartConfig;

/**
 * When what the kernel was given will have left the wire: the kernel takes bytes long before they are sent, and can
 * only say how many it has left, not what is in the UART or in an adapter.
 */
final class WireTime {
    private final Ticks ticks;
    /** Whether there is a wire at all. */
    private boolean wired;
    private long lateNanos;
    /** As {@link Ticks#nanos}. */
    private long sentBy;

    WireTime(Ticks ticks) {
        this.ticks = ticks;
    }

    /**
     * A port is there, and nothing under way.
     *
     * @param wired     false: the other end is a program, which no baud rate holds up
     * @param lateNanos what the adapter may take to send what it was given
     */
    void begins(boolean wired, long lateNanos) {
        this.wired = wired;
        this.lateNanos = lateNanos;
        forget();
    }

    /** What was under way is not sent any more. */
    void forget() {
        sentBy = ticks.nanos();
    }

    /** The kernel has taken so many bytes. */
    void sent(int count, UartConfig settings) {
        if (count > 0) {
            sentBy = Math.max(sentBy, ticks.nanos()) + Termios.wireNanos(settings, count);
        }
    }

    /** Whether there is a wire at all. */
    boolean wired() {
        return wired;
    }

    /** How long a wire at this rate is still busy, be there one or not; not positive: it is free. */
    long busyNanos() {
        return sentBy - ticks.nanos();
    }

    /** How long the wire will still be busy; not positive: it is free, unless the host holds it up. */
    long leftNanos() {
        return wired ? sentBy + lateNanos - ticks.nanos() : 0;
    }
}
