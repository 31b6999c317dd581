package wsat.at;

import wsat.port.Lender;
import wsat.port.Text;
import wsat.port.Trace;
import wsat.port.Uart;

/**
 * What is being said to the host: one message at a time, begun only while {@link #idle}, so that messages
 * never interleave and none is queued. A message is text, then perhaps a payload lent by the board, then
 * perhaps CR LF. What no filter may touch is told apart: echo and payload.
 */
public final class Output {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final int GUARD_CHARACTERS = 100;
    private static final int GUARD_LEAST_MICROS = 3_000;
    private static final int GUARD_MOST_MICROS = 10_000;

    private final Uart uart;
    private final int guardMillis;
    /** Null: nobody. */
    private final Trace trace;
    /** What the text is: an echo up to there, data from there to there, and words. */
    private int echoTo;
    private int dataFrom;
    private int dataTo;
    private boolean unsolicited;
    /** Of the text said last: {@link Trace#ANSWER} or {@link Trace#NEWS}, as what stands behind its payload. */
    private int words = Trace.ANSWER;

    private final Text text;
    private int textTaken;

    private boolean lent;
    private Lender lender;
    private int lentLink;
    private byte[] lentBytes;
    private int lentAt;
    private int lentEnd;

    /** What is to come behind the payload: {@link #CRLF}, or what a filter leaves of it. */
    private boolean tail;
    private int tailTaken;
    private int tailFrom;
    private int tailTo = CRLF.length;

    public final Filters filters = new Filters();
    private boolean filtering;
    /** Where in the text the message in the making begins; kept only while filtering. */
    private int begun;

    private boolean finalResult;
    private boolean guarding;
    private long guardFrom;
    private long guardMicros;

    /**
     * @param capacity    the longest message without its payload, in bytes
     * @param guardMillis as {@link Settings#urcGuardMillis}
     * @param trace       told what has been said, or null
     */
    public Output(Uart uart, int capacity, int guardMillis, Trace trace) {
        this.trace = trace;
        this.uart = uart;
        this.guardMillis = guardMillis;
        text = new Text(capacity);
    }

    /** Whether nothing is left to be taken by the line. */
    public boolean idle() {
        return text.length == 0 && !lent && !tail;
    }

    /** Whether the line is idle and quiet long enough for an unsolicited message. */
    public boolean quiet() {
        return idle() && !finalResult && !guarding;
    }

    /** Whether the line has enough to do before it says what nobody waits for. */
    public boolean crowded() {
        return uart.crowded();
    }

    /** When {@link #quiet} changes by itself. @return microseconds, Long.MAX_VALUE: not by time */
    public long quietAt() {
        return guarding ? guardFrom + guardMicros : Long.MAX_VALUE;
    }

    /** Gives the line what it takes. @return how many bytes that was */
    public int pump(long now) {
        endMessage();
        int work = pumpText(now) + pumpLent(now) + pumpTail(now);
        if (finalResult && idle() && uart.drained()) {
            finalResult = false;
            guarding = true;
            guardFrom = now;
            guardMicros = guardMicros();
        }
        if (guarding && now - guardFrom >= guardMicros) {
            guarding = false;
        }
        return work;
    }

    /**
     * As Modbus counts its gaps: in characters. A microcontroller that empties its receive buffer behind a result is
     * through in 3 ms; on a line without a rate the host is a process that may be late.
     */
    private long guardMicros() {
        if (guardMillis != Settings.BY_RATE) {
            return guardMillis * 1000L;
        }
        int character = uart.characterNanos();
        return character == 0 ? GUARD_MOST_MICROS
                : Math.max(GUARD_LEAST_MICROS, Math.min(GUARD_MOST_MICROS, GUARD_CHARACTERS * (long) character / 1000));
    }

    /** The line has just been set anew, which its host has to do as well: the longest guard time. */
    public void lineChanged() {
        if (guardMillis == Settings.BY_RATE) {
            guardMicros = GUARD_MOST_MICROS;
        }
    }

    private int pumpText(long now) {
        int left = text.length - textTaken;
        if (left == 0) {
            return 0;
        }
        int taken = uart.write(text.bytes, textTaken, left);
        textTaken += taken;
        if (taken == left) {
            traceText(now);
            text.clear();
            textTaken = 0;
            begun = 0;
        }
        return taken;
    }

    private void traceText(long now) {
        words = unsolicited ? Trace.NEWS : Trace.ANSWER;
        int data = Math.min(Math.max(dataFrom, echoTo), text.length);
        int behind = Math.min(Math.max(dataTo, data), text.length);
        trace(Trace.ECHO, text.bytes, 0, Math.min(echoTo, text.length), now);
        trace(words, text.bytes, echoTo, data - echoTo, now);
        trace(Trace.DATA, text.bytes, data, behind - data, now);
        trace(words, text.bytes, behind, text.length - behind, now);
        echoTo = 0;
        dataFrom = 0;
        dataTo = 0;
        unsolicited = false;
    }

    private void trace(int kind, byte[] bytes, int from, int count, long now) {
        if (trace != null && count > 0) {
            trace.said(kind, bytes, from, count, now);
        }
    }

    private int pumpLent(long now) {
        if (!lent || text.length > 0) {
            return 0;
        }
        int taken = lentAt == lentEnd ? 0 : uart.write(lentBytes, lentAt, lentEnd - lentAt);
        trace(Trace.DATA, lentBytes, lentAt, taken, now);
        lentAt += taken;
        if (taken > 0 || lentAt == lentEnd) {
            lender.release(lentLink, taken);
        }
        if (lentAt == lentEnd) {
            lent = false;
            lentBytes = null;
        }
        return taken;
    }

    private int pumpTail(long now) {
        if (!tail || lent || text.length > 0) {
            return 0;
        }
        int taken = uart.write(CRLF, tailTaken, tailTo - tailTaken);
        trace(words, CRLF, tailTaken, taken, now);
        tailTaken += taken;
        if (tailTaken == tailTo) {
            tail = false;
        }
        return taken;
    }

    /** Appends a string of ASCII characters to the message; CR LF at its end ends the message for the filters. */
    public Output say(String string) {
        text.append(string);
        if (filtering && string.length() >= 2 && string.charAt(string.length() - 1) == '\n') {
            endMessage();
        }
        return this;
    }

    /** Repeats what the host has said, before anything else is said. */
    void echo(byte[] bytes, int offset, int length) {
        sayBytes(bytes, offset, length);
        echoTo = text.length;
    }

    /** Appends bytes that are not the module's words: part of a payload. */
    public Output sayData(byte[] bytes, int offset, int length) {
        dataFrom = dataTo == 0 ? text.length : dataFrom;
        sayBytes(bytes, offset, length);
        dataTo = text.length;
        return this;
    }

    private void sayBytes(byte[] bytes, int offset, int length) {
        endHead(false);
        text.append(bytes, offset, length);
        begun = text.length;
    }

    /** What is said until the line has it is unsolicited. */
    public void unsolicited() {
        unsolicited = true;
    }

    /** Appends bytes to the message. */
    public Output say(byte[] bytes, int offset, int length) {
        text.append(bytes, offset, length);
        return this;
    }

    /** Appends a text to the message. */
    public Output say(Text other) {
        text.append(other);
        return this;
    }

    /**
     * Appends a text in quotes, with a backslash in front of quotes and backslashes, and a point for control
     * characters.
     */
    public Output sayQuoted(Text other) {
        sayByte('"');
        for (int i = 0; i < other.length; i++) {
            byte value = other.bytes[i];
            if (value == '"' || value == '\\') {
                sayByte('\\');
            }
            sayVisible(value);
        }
        return sayByte('"');
    }

    /**
     * Appends a text that others have chosen as it is, but for a point for control characters: nobody else says a line
     * of the module's.
     */
    public Output sayForeign(Text other) {
        for (int i = 0; i < other.length; i++) {
            sayVisible(other.bytes[i]);
        }
        return this;
    }

    private void sayVisible(byte value) {
        sayByte(Text.isControl(value) ? '.' : value);
    }

    /** Appends one byte. */
    public Output sayByte(int value) {
        text.append(value);
        return this;
    }

    /** Appends a number in decimal. */
    public Output say(long number) {
        text.appendNumber(number);
        return this;
    }

    /** Appends a number in hexadecimal, lower case. @param least the least number of digits, 1 to 8 */
    public Output sayHex(int number, int least) {
        boolean begun = false;
        for (int shift = 28; shift >= 0; shift -= 4) {
            int digit = number >> shift & 15;
            begun |= digit != 0 || shift < 4 * least;
            if (begun) {
                text.append("0123456789abcdef".charAt(digit));
            }
        }
        return this;
    }

    /**
     * Appends bytes that a board lends, and CR LF behind them if {@code crlf}; released as the line takes them.
     * Without text in front they belong to the message whose head was said last.
     */
    public void lend(Lender from, int link, byte[] bytes, int start, int length, boolean crlf) {
        endHead(crlf);
        lent = true;
        lender = from;
        lentLink = link;
        lentBytes = bytes;
        lentAt = start;
        lentEnd = start + length;
        tail = crlf && tailFrom < tailTo;
        tailTaken = tailFrom;
    }

    /** Whether bytes that were lent for this link are still to be said. */
    public boolean lends(Lender from, int link) {
        return lent && lender == from && lentLink == link;
    }

    /** Appends a final result, after which unsolicited messages keep the guard time. */
    public void end(String result) {
        endMessage();
        text.append(result);
        endMessage();
        filtering = filters.enabled;
        begun = text.length;
        tailFrom = 0;
        tailTo = CRLF.length;
        finalResult = true;
        guarding = false;
    }

    // --- filters ----------------------------------------------------------------------------------

    private boolean asksFilters() {
        return filtering && filters.enabled && begun < text.length;
    }

    /** What has been said since the last message is a message. */
    private void endMessage() {
        if (!asksFilters()) {
            return;
        }
        byte[] bytes = text.bytes;
        if (filters.match(bytes, begun, text.length, bytes, begun, text.length, false)) {
            boolean headFirst = filters.headFrom <= filters.tailFrom;
            cut(headFirst ? filters.headFrom : filters.tailFrom, headFirst ? filters.headTo : filters.tailTo,
                    headFirst ? filters.tailFrom : filters.headFrom, headFirst ? filters.tailTo : filters.headTo);
        }
        begun = text.length;
    }

    /**
     * What has been said since the last message stands in front of a payload.
     *
     * @param crlf whether CR LF will come behind the payload
     */
    public void endHead(boolean crlf) {
        if (!filtering || begun == text.length) {
            return;
        }
        tailFrom = 0;
        tailTo = CRLF.length;
        if (asksFilters() && filters.match(text.bytes, begun, text.length, CRLF, 0, crlf ? CRLF.length : 0, true)) {
            cut(filters.headFrom, filters.headTo);
            if (filters.tailFrom > 0) {
                tailTo = filters.tailFrom;
            } else {
                tailFrom = filters.tailTo;
            }
        }
        begun = text.length;
    }

    /** Cuts two pieces, which may overlap. */
    private void cut(int from, int to, int secondFrom, int secondTo) {
        if (secondFrom < to) {
            cut(from, Math.max(to, secondTo));
        } else {
            cut(secondFrom, secondTo);
            cut(from, to);
        }
    }

    private void cut(int from, int to) {
        System.arraycopy(text.bytes, to, text.bytes, from, text.length - to);
        text.length -= to - from;
    }
}
