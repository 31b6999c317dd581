package wsat.at;

import wsat.port.Trace;
import wsat.port.Uart;

/**
 * What the host says: a stream of bytes in any cut, taken as command lines, as the payload of a command,
 * or as the chatter that a busy module refuses.
 */
final class Input {
    /** Nothing complete. */
    static final int NOTHING = 0;
    /** Bytes were taken, but no line is complete. */
    static final int PART = 1;
    /** A command line stands in {@link #line}. */
    static final int LINE = 2;
    /** A line ended that was longer than the limit. */
    static final int TOO_LONG = 3;
    /** Something was refused because a command runs. */
    static final int BUSY = 4;
    /** While a command runs, exactly {@code AT+RST} CR LF was said. */
    static final int FORCED_RESTART = 5;

    /** A host that pauses this long is not in the middle of a line. */
    private static final int PAUSE_MICROS = 20_000;

    /** A host that sends LF sends it right behind CR. */
    private static final int LF_MICROS = 1_000_000;

    private static final String RESET = "AT+RST\r\n";
    private static final String ESCAPE = "+++";

    private final Uart uart;
    /** Null: nobody. */
    private final Trace trace;
    private final byte[] received = new byte[1024];
    private int from;
    private int to;
    private long heardAt;

    private final byte[] line;
    private int length;
    private boolean tooLong;
    private boolean ended;

    private int refused;
    private boolean reset;
    private boolean cut;

    /**
     * @param lineMax the longest command line, CR LF included
     * @param trace   told what has been heard, or null
     */
    Input(Uart uart, int lineMax, Trace trace) {
        this.uart = uart;
        this.trace = trace;
        line = new byte[lineMax - 1];
    }

    /** The last complete line, without its end; commands may unescape in it. */
    byte[] line() {
        return line;
    }

    /** Length of {@link #line}. */
    int length() {
        return length;
    }

    private boolean fill(long now) {
        from = 0;
        to = 0;
        int got = uart.read(received, 0, received.length);
        if (got > 0) {
            to = got;
            heardAt = now;
        } else if (got == Uart.CUT) {
            forget();
        }
        return to > 0;
    }

    /** The host that has begun a line is not the one that goes on. */
    private void forget() {
        length = 0;
        tooLong = false;
        ended = false;
        refused = 0;
    }

    /**
     * Takes bytes up to the end of a command line, at most one gulp.
     *
     * @param echo where to repeat them, or null
     * @return {@link #NOTHING}, {@link #PART}, {@link #LINE} or {@link #TOO_LONG}
     */
    int takeLine(long now, Output echo) {
        if (from == to && !fill(now)) {
            return NOTHING;
        }
        if (ended) {
            length = 0;
            ended = false;
        }
        int first = from;
        int found = PART;
        while (from < to && found == PART) {
            byte b = received[from++];
            if (b == '\n') {
                found = endLine();
            } else {
                accept(b);
            }
        }
        if (echo != null) {
            echo.echo(received, first, from - first);
        }
        if (found == LINE) {
            trace(Trace.COMMAND, line, 0, length, now);
        }
        return found;
    }

    private void accept(byte b) {
        if (isEscape() && b != '\r') {
            length = 0;
        }
        if (length == 0 && (b == '\r' || b == 0)) {
            return; // the rest of an LF CR line end, or the noise of a host that powers up
        }
        if (length == line.length) {
            tooLong = true;
        } else {
            line[length++] = b;
        }
    }

    /** {@code +++} outside a data phase means nothing, so it must not spoil the line behind it. */
    private boolean isEscape() {
        return length == ESCAPE.length() && line[0] == '+' && line[1] == '+' && line[2] == '+';
    }

    private int endLine() {
        while (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        if (tooLong) {
            tooLong = false;
            length = 0;
            return TOO_LONG;
        }
        ended = length > 0;
        return ended ? LINE : PART;
    }

    /** Whether the host has begun a line and not paused since. */
    boolean midLine(long now) {
        return length > 0 && !ended && now - heardAt < PAUSE_MICROS;
    }

    /** When a line that ends with CR has waited too long for its LF. @return microseconds, or never */
    long loneCrAt() {
        return length > 0 && !ended && line[length - 1] == '\r' ? heardAt + LF_MICROS : Long.MAX_VALUE;
    }

    /** When the host, if it says nothing more, has paused. @return microseconds */
    long pausedAt() {
        return heardAt + PAUSE_MICROS;
    }

    /** Whether the line was cut while {@link #takePayload} was to take from it; said once. */
    boolean takeCut() {
        boolean was = cut;
        cut = false;
        return was;
    }

    /** @param got what the line has given. @return how many bytes of it are payload */
    private int payloadOf(int got, long now) {
        if (got > 0) {
            heardAt = now;
        } else if (got == Uart.CUT) {
            forget();
            cut = true;
        }
        return Math.max(0, got);
    }

    /** Takes payload bytes. @return how many */
    int takePayload(byte[] into, int offset, int wanted, long now) {
        int count = Math.min(wanted, to - from);
        if (from == to) {
            count = payloadOf(uart.read(into, offset, wanted), now);
        } else {
            System.arraycopy(received, from, into, offset, count);
            from += count;
        }
        trace(Trace.PAYLOAD, into, offset, count, now);
        return count;
    }

    private void trace(int kind, byte[] bytes, int offset, int count, long now) {
        if (trace != null && count > 0) {
            trace.said(kind, bytes, offset, count, now);
        }
    }

    /**
     * Takes and drops what is said while a command runs: an answer a line, or for what has no end of line
     * once the host pauses.
     *
     * @return {@link #NOTHING}, {@link #BUSY} or {@link #FORCED_RESTART}
     */
    int takeRefused(long now) {
        while (from < to || fill(now)) {
            int first = from;
            boolean ended = refuseLine();
            trace(Trace.REFUSED, received, first, from - first, now);
            if (ended) {
                boolean whole = reset && refused == RESET.length();
                refused = 0;
                return whole ? FORCED_RESTART : BUSY;
            }
        }
        if (refused > 0 && now - heardAt >= PAUSE_MICROS) {
            refused = 0;
            return BUSY;
        }
        return NOTHING;
    }

    /** Drops what there is of a line. @return whether its end was there */
    private boolean refuseLine() {
        byte b = 0;
        while (from < to && b != '\n') {
            b = received[from++];
            reset = (refused == 0 || reset) && refused < RESET.length() && b == RESET.charAt(refused);
            refused++;
        }
        return b == '\n';
    }

    /** Whether something was refused of which the host has not been told yet. */
    boolean refusing() {
        return refused > 0;
    }

    /** When the host last said something, in microseconds. */
    long heardAt() {
        return heardAt;
    }

    /** When a line or refused chatter in the making counts as paused. @return microseconds, or never */
    long pauseAt(long now) {
        return refused > 0 || midLine(now) ? heardAt + PAUSE_MICROS : Long.MAX_VALUE;
    }
}
