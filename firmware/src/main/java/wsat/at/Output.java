package wsat.at;

import wsat.port.Lender;
import wsat.port.Text;
import wsat.port.Uart;

/**
 * What is being said to the host: one message at a time, begun only while {@link #idle}, so that messages
 * never interleave and none is queued. A message is text, then perhaps a payload lent by the board, then
 * perhaps CR LF.
 */
public final class Output {
    private static final byte[] CRLF = {'\r', '\n'};

    private final Uart uart;
    private final long guardMicros;

    private final Text text;
    private int textTaken;

    private boolean lent;
    private Lender lender;
    private int lentLink;
    private byte[] lentBytes;
    private int lentAt;
    private int lentEnd;

    private boolean tail;
    private int tailTaken;

    private boolean finalResult;
    private boolean guarding;
    private long guardUntil;

    /** @param capacity the longest message without its payload, in bytes */
    public Output(Uart uart, int capacity, int guardMillis) {
        this.uart = uart;
        guardMicros = guardMillis * 1000L;
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

    /** When {@link #quiet} changes by itself. @return microseconds, Long.MAX_VALUE: not by time */
    public long quietAt() {
        return guarding ? guardUntil : Long.MAX_VALUE;
    }

    /** Gives the line what it takes. @return how many bytes that was */
    public int pump(long now) {
        int work = pumpText() + pumpLent() + pumpTail();
        if (finalResult && idle() && uart.drained()) {
            finalResult = false;
            guarding = guardMicros > 0;
            guardUntil = now + guardMicros;
        }
        if (guarding && now - guardUntil >= 0) {
            guarding = false;
        }
        return work;
    }

    private int pumpText() {
        int left = text.length - textTaken;
        if (left == 0) {
            return 0;
        }
        int taken = uart.write(text.bytes, textTaken, left);
        textTaken += taken;
        if (taken == left) {
            text.clear();
            textTaken = 0;
        }
        return taken;
    }

    private int pumpLent() {
        if (!lent || text.length > 0) {
            return 0;
        }
        int taken = lentAt == lentEnd ? 0 : uart.write(lentBytes, lentAt, lentEnd - lentAt);
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

    private int pumpTail() {
        if (!tail || lent || text.length > 0) {
            return 0;
        }
        int taken = uart.write(CRLF, tailTaken, CRLF.length - tailTaken);
        tailTaken += taken;
        if (tailTaken == CRLF.length) {
            tail = false;
            tailTaken = 0;
        }
        return taken;
    }

    /** Appends a string of ASCII characters to the message. */
    public Output say(String string) {
        text.append(string);
        return this;
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

    /** Appends one byte. */
    Output sayByte(int value) {
        text.append(value);
        return this;
    }

    /** Appends a number in decimal. */
    public Output say(long number) {
        text.appendNumber(number);
        return this;
    }

    /** Appends a number in hexadecimal, lower case. @param least the least number of digits, 1 to 8 */
    Output sayHex(int number, int least) {
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
     */
    public void lend(Lender from, int link, byte[] bytes, int start, int length, boolean crlf) {
        lent = true;
        lender = from;
        lentLink = link;
        lentBytes = bytes;
        lentAt = start;
        lentEnd = start + length;
        tail = crlf;
    }

    /** Appends a final result, after which unsolicited messages keep the guard time. */
    public void end(String result) {
        text.append(result);
        finalResult = true;
        guarding = false;
    }
}
