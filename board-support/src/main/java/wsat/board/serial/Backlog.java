package wsat.board.serial;

import wsat.board.os.Ticks;
import wsat.port.UartConfig;

/**
 * What waits to leave on the wire, and so when the next message may be given to the kernel. A message is given whole,
 * as far as the kernel takes it: a host that waits for the line to fall silent hears no gap in it, even if we stand
 * still for a while. The next one begins when little is left, since a host that asks something meanwhile is answered
 * behind all that the kernel has: its queue is 4096 bytes, a third of a second at 115200.
 */
final class Backlog {
    /** With so much left on the wire the next message may begin: we come again in time to leave no gap. */
    private static final long LITTLE_NANOS = 20_000_000;
    /** Of a message that the kernel does not take whole, at least so much is kept with it: it tells of room later. */
    private static final long KEPT_NANOS = 50_000_000;

    private final TtySerial port;
    private final WireTime wire;
    private final UartConfig settings;
    private final Ticks ticks;
    /** Whether what is written now belongs to the message that was written last. */
    private boolean within;
    /** The line had no room for all of a message, which goes on in another turn. */
    private boolean cutShort;
    /** Whether somebody has been held back since {@link #nextDeadline} was asked. */
    private boolean wanted;
    /** Whether the kernel has refused a part of what it was given, how much it took, and when it is given more. */
    private boolean full;
    private int taken;
    private long refillAt;

    /** @param settings of the line, as they are at any time */
    Backlog(TtySerial port, WireTime wire, UartConfig settings, Ticks ticks) {
        this.ticks = ticks;
        this.port = port;
        this.wire = wire;
        this.settings = settings;
    }

    /** Whether a message is not to begin yet. @param waiting how many bytes the kernel has not been given */
    boolean holdsBack(int waiting) {
        if (within || cutShort) {
            return false;
        }
        boolean holds = leftNanos(waiting) > LITTLE_NANOS;
        wanted |= holds;
        return holds;
    }

    /** What is queued for the wire and has not left it. */
    private long leftNanos(int waiting) {
        return kernelNanos() + Termios.wireNanos(settings, waiting);
    }

    /** A UART's queue is counted by the kernel, that of an adapter in part, that of a pseudo-terminal not at all. */
    private long kernelNanos() {
        long busy = wire.busyNanos();
        if (!wire.wired() || busy <= 0 && port.isAdapter()) {
            return busy;
        }
        long queued = Termios.wireNanos(settings, port.awaitingWrite());
        return port.isAdapter() ? Math.max(busy, queued) : queued;
    }

    /** So many bytes of {@code length} were taken. @return them */
    int written(int length, int count) {
        within |= count > 0;
        cutShort = (count > 0 || cutShort) && count < length;
        return count;
    }

    /** What is written from now on is another message, unless the last one was cut short. */
    void messageEnds() {
        within = false;
    }

    /** The kernel has taken so many bytes. */
    void sent(int count) {
        full = false;
        taken = count;
    }

    /** It has not taken all, and has told of no room since. */
    void full() {
        if (full) {
            return;
        }
        full = true;
        long kernel = kernelNanos();
        long wait = taken == 0 ? KEPT_NANOS : kernel > 2 * KEPT_NANOS ? kernel - KEPT_NANOS : kernel / 2;
        refillAt = kernel <= 0 ? Long.MAX_VALUE : ticks.nanos() + wait; // MAX_VALUE: until a reader comes
    }

    /** Whether the kernel is to be given more of the message under way, although it has not told of room. */
    boolean refills() {
        return full && refillAt != Long.MAX_VALUE && ticks.nanos() - refillAt >= 0;
    }

    /** Nothing is under way any more. */
    void forget() {
        within = false;
        cutShort = false;
        full = false;
    }

    /** When something is to be written again, in {@link Ticks#millis}; Long.MAX_VALUE: never by itself. */
    long nextDeadline(int waiting) {
        long next = full ? refillAt : Long.MAX_VALUE;
        if (wanted) {
            next = Math.min(next, ticks.nanos() + Math.max(0, leftNanos(waiting) - LITTLE_NANOS));
            wanted = false;
        }
        return next == Long.MAX_VALUE ? next : (next + 999_999) / 1_000_000;
    }
}
