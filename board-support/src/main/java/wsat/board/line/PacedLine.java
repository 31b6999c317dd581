package wsat.board.line;

import wsat.board.os.Ticks;
import wsat.port.UartConfig;

/**
 * A line with a baud rate before a line without one: each byte takes its bit times, ten of them for 8N1, in
 * each direction, and comes out when its stop bit has passed. What follows without a gap comes out together
 * if it is short, and so does the end of what is long: between two turns of the loop lie milliseconds, which
 * a host that waits for the line to fall silent would take for the end. The host is taken to switch with us.
 */
public final class PacedLine implements Line {
    private static final int INPUT_MAX = 4096;
    private static final int OUTPUT_MAX = 8192;
    private static final int PIECE = 4096;
    /** Enough for most messages; at 115200 baud a host waits 22 ms for it. What is longer flows from then on. */
    private static final int BURST_MAX = 256;
    /** No host waits longer, however slow the line. */
    private static final int BURSTS_A_SECOND = 10;
    private static final int BITS_A_BYTE = 10;
    /** The last of what flows comes together; at 115200 baud it takes 6 ms. */
    private static final int TAIL = 64;

    private final Line line;
    private final Ticks ticks;
    private final Pacing input;
    private final Pacing output;
    private final byte[] piece = new byte[PIECE];
    private boolean wanted;
    private boolean refused;
    private boolean flowing;
    private int burst;
    private int characterNanos;

    /**
     * @param baud     bits a second, with 8N1, until it is configured otherwise
     * @param ticks the clock
     */
    public PacedLine(Line line, int baud, Ticks ticks) {
        this.line = line;
        this.ticks = ticks;
        input = new Pacing(INPUT_MAX, baud);
        output = new Pacing(OUTPUT_MAX, baud);
        UartConfig config = new UartConfig();
        config.baud = baud;
        line.configure(config);
        burst = burst(baud);
        characterNanos = config.characterNanos();
    }

    private static int burst(int baud) {
        return Math.max(1, Math.min(BURST_MAX, baud / BITS_A_BYTE / BURSTS_A_SECOND));
    }

    @Override
    public boolean configure(UartConfig config) {
        long now = ticks.nanos();
        input.configure(now, config);
        output.configure(now, config);
        burst = burst(config.baud);
        characterNanos = config.characterNanos();
        return line.configure(config);
    }

    @Override
    public int characterNanos() {
        return characterNanos;
    }

    @Override
    public void config(UartConfig into) {
        line.config(into);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        long now = ticks.nanos();
        wanted = true;
        int n = input.take(now, buffer, offset, length);
        int room = Math.min(input.free(), PIECE);
        if (room > 0) {
            input.put(now, piece, line.read(piece, 0, room));
        }
        return n;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        int n = Math.min(length, room());
        System.arraycopy(buffer, offset, piece, 0, n);
        output.put(ticks.nanos(), piece, n);
        return n;
    }

    @Override
    public int room() {
        return Math.min(output.free(), PIECE);
    }

    @Override
    public void flush() {
        int passed = output.peek(ticks.nanos(), piece);
        boolean all = passed == output.size();
        flowing = !all && (flowing || passed >= burst);
        int n = all ? passed : flowing ? Math.min(passed, output.size() - TAIL) : 0;
        int taken = n > 0 ? line.write(piece, 0, n) : 0;
        output.drop(taken);
        refused = taken < n;
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
        // what nobody takes needs no deadline: whoever makes room wakes the loop
        long nanos = Math.min(wanted ? input.arrival(1) : Long.MAX_VALUE,
                refused ? Long.MAX_VALUE : output.arrival(flowing && output.size() > TAIL ? 1 : burst));
        wanted = false;
        // rounded up, so that the byte has arrived when the loop looks
        long own = nanos == Long.MAX_VALUE ? nanos : Math.floorDiv(nanos + 999_999, 1_000_000L);
        return Math.min(own, line.nextDeadline());
    }

    @Override
    public void close() {
        line.close();
    }
}
