package wsat.board.line;

import wsat.board.os.Ticks;
import wsat.port.UartConfig;

/**
 * A line with a baud rate before a line without one: each byte takes its bit times, ten of them for 8N1, in
 * each direction. The host's bytes come out when their stop bits have passed. What is queued for the host at once,
 * which is a message, comes out at once, when its last stop bit has passed: on a wire it has no gap, and between two
 * turns of the loop lie milliseconds, which a host that waits for the line to fall silent would take for its end. The
 * host is taken to switch with us.
 */
public final class PacedLine implements Line {
    private static final int INPUT_MAX = 4096;
    private static final int PIECE = 4096;
    /** With so many bytes on the wire nothing more is queued: enough for the loop to come again, at any rate. */
    private static final int BACKLOG = 1024;

    private final Line line;
    private final Ticks ticks;
    private final Pacing input;
    private final Pacing output;
    private final Batches batches = new Batches();
    private final byte[] piece = new byte[PIECE];
    private boolean wanted;
    /** The line was cut behind what waits. */
    private boolean cut;
    /** Whether what is written now was queued at once with what was written last. */
    private boolean queueing;
    /** Whether something waits to be queued. */
    private boolean crowded;
    /** Whether the line before which we are takes no more. */
    private boolean refused;
    private int characterNanos;

    /**
     * @param baud       bits a second, with 8N1, until it is configured otherwise
     * @param messageMax the longest message, in bytes; a longer one comes in pieces
     * @param ticks      the clock
     */
    public PacedLine(Line line, int baud, int messageMax, Ticks ticks) {
        this.line = line;
        this.ticks = ticks;
        input = new Pacing(INPUT_MAX, baud);
        output = new Pacing(BACKLOG + 2 * messageMax, baud); // one that has nearly passed, and the next
        UartConfig config = new UartConfig();
        config.baud = baud;
        line.configure(config);
        characterNanos = config.characterNanos();
    }

    @Override
    public boolean configure(UartConfig config) {
        long now = ticks.nanos();
        input.configure(now, config);
        output.configure(now, config);
        characterNanos = config.characterNanos();
        return line.configure(config);
    }

    @Override
    public boolean crowded() {
        boolean busy = onTheWire() > BACKLOG;
        crowded |= busy;
        return busy || line.crowded();
    }

    @Override
    public int baudMost() {
        return line.baudMost();
    }

    @Override
    public int characterNanos() {
        return characterNanos;
    }

    @Override
    public void config(UartConfig into) {
        line.config(into);
    }

    /** Who listens has said what is to be said: what follows is another message. */
    @Override
    public int read(byte[] buffer, int offset, int length) {
        queueing = false;
        long now = ticks.nanos();
        wanted = true;
        int n = input.take(now, buffer, offset, length);
        int room = cut ? 0 : Math.min(input.free(), PIECE); // behind a cut is another host
        int got = room > 0 ? line.read(piece, 0, room) : 0;
        cut |= got == CUT;
        if (cut && n == 0 && input.size() == 0) {
            cut = false;
            return CUT;
        }
        input.put(now, piece, 0, Math.max(0, got));
        return n;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        int n = Math.min(length, room());
        if (n > 0) {
            output.put(ticks.nanos(), buffer, offset, n);
            batches.add(n, !queueing);
            queueing = true;
        }
        crowded = n < length;
        return n;
    }

    @Override
    public int room() {
        return queueing || onTheWire() <= BACKLOG ? output.free() : 0;
    }

    private int onTheWire() {
        return output.size() - output.passed(ticks.nanos());
    }

    @Override
    public void flush() {
        queueing = false;
        int due = batches.whole(output.passed(ticks.nanos()));
        int left = due;
        refused = false;
        while (left > 0 && !refused) {
            int n = Math.min(left, PIECE);
            output.peek(piece, n);
            int taken = line.write(piece, 0, n);
            output.drop(taken);
            left -= taken;
            refused = taken < n;
        }
        batches.drop(due - left);
        line.flush();
    }

    @Override
    public boolean drained() {
        return output.isEmpty() && line.drained();
    }

    @Override
    public boolean ended() {
        return input.isEmpty() && line.ended();
    }

    @Override
    public boolean broken() {
        return line.broken();
    }

    @Override
    public long nextDeadline() {
        long nanos = wanted ? input.arrival(1) : Long.MAX_VALUE;
        if (!refused) { // what nobody takes needs no deadline: whoever makes room wakes the loop
            nanos = Math.min(nanos, output.arrival(batches.first()));
        }
        if (crowded && output.free() > 0) {
            nanos = Math.min(nanos, output.passedBut(BACKLOG));
        }
        wanted = false;
        crowded = false;
        // rounded up, so that the byte has arrived when the loop looks
        long own = nanos == Long.MAX_VALUE ? nanos : Math.floorDiv(nanos + 999_999, 1_000_000L);
        return Math.min(own, line.nextDeadline());
    }

    @Override
    public void close() {
        line.close();
    }
}
