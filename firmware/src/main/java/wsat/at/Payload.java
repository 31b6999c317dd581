package wsat.at;

/**
 * The data phase: the bytes that follow a prompt, until as many have come as the command asked for, or the
 * host ends or cancels it.
 */
public final class Payload {
    /** {@link #form}: so many bytes, whatever they are. */
    static final int RAW = 0;
    /** So many bytes; exactly {@code +++} cancels (ESP-AT, AT+CIPSEND). */
    public static final int CANCELABLE = 1;
    /**
     * As {@link #CANCELABLE}; {@code \0} ends it, and {@code \} stands before what is meant as it is (AT+CIPSENDEX).
     */
    public static final int ESCAPED = 2;

    private static final int ESCAPE_LENGTH = 3;
    /** What an escaped payload takes in one turn, since it is looked at byte by byte. */
    private static final int GULP = 256;

    /** What has come and was not handed on; a command may keep it until it has ended. */
    final byte[] bytes;
    private int form;
    private int held;
    private int left;
    private int taken;
    private boolean backslash;

    /** @param capacity the most bytes that are handed on at once */
    Payload(int capacity) {
        bytes = new byte[capacity];
    }

    /** The host may begin. */
    void begin(int length, int form) {
        this.form = form;
        left = length;
        held = 0;
        taken = 0;
        backslash = false;
    }

    /** How many bytes are still missing. */
    int left() {
        return left;
    }

    /** How many bytes are in {@link #bytes}. */
    int held() {
        return held;
    }

    /** Whether {@link #bytes} is to be handed on: it is full, or nothing is missing. */
    boolean ready() {
        return left == 0 || held == bytes.length;
    }

    /** What was held has been handed on. */
    void handedOn() {
        held = 0;
    }

    /** Nothing more is waited for. */
    void end() {
        left = 0;
    }

    /** Takes what the host says. @return how many bytes that was */
    int take(Input input, long now) {
        if (form == ESCAPED) {
            return takeEscaped(input, now);
        }
        int got = input.takePayload(bytes, held, Math.min(left, bytes.length - held), now);
        held += got;
        left -= got;
        taken += got;
        return got;
    }

    private int takeEscaped(Input input, long now) {
        int got = 0;
        while (got < GULP && !ready() && input.takePayload(bytes, held, 1, now) > 0) {
            got++;
            accept(bytes[held]);
        }
        taken += got;
        return got;
    }

    private void accept(byte b) {
        if (!backslash && b == '\\') {
            backslash = true;
        } else if (backslash && b == '0') {
            left = 0;
        } else {
            backslash = false;
            held++;
            left--;
        }
    }

    /** When what has come counts as canceled, unless more comes. @return microseconds, Long.MAX_VALUE: it does not */
    long canceledAt(Input input) {
        boolean escape = form != RAW && left > 0 && taken == ESCAPE_LENGTH && held == ESCAPE_LENGTH;
        for (int i = 0; escape && i < ESCAPE_LENGTH; i++) {
            escape = bytes[i] == '+';
        }
        return escape ? input.pausedAt() : Long.MAX_VALUE;
    }
}
