package wsat.at;

import wsat.port.Log;

/**
 * One AT command: a name and up to four forms. A subclass overrides the forms that it has, and says so in
 * {@code forms}. Each form answers with one of the results here or an {@link ErrorCode}; a command that
 * takes time answers {@link #RUNNING} and is polled until it answers something else.
 */
public abstract class Command {
    /** {@code AT+X=?}. */
    public static final int TEST = 1;
    /** {@code AT+X?}. */
    public static final int QUERY = 2;
    /** {@code AT+X=…}. */
    public static final int SET = 4;
    /** {@code AT+X}. */
    public static final int EXECUTE = 8;

    /** Ends with {@code OK}. */
    public static final int OK = 0;
    /** {@code OK}, then {@code >}: what the host says from then on goes to {@link #passthrough}. */
    public static final int DATA_MODE = 10;
    /** Ends with {@code SEND OK}. */
    public static final int SEND_OK = 1;
    /** Not ended: {@link #poll} goes on. */
    public static final int RUNNING = 2;
    /** Not ended, but waits for nothing: {@link #poll} goes on, and the host's next line waits its turn. */
    public static final int WORKING = 6;
    /** {@code OK}, then {@code >}: {@link #payloadLength} bytes follow and go to {@link #payload}. */
    public static final int PROMPT = 3;
    /** {@code OK}, then the coprocessor starts anew, after {@link #sleepMillis}. */
    public static final int RESTART = 4;
    /** A bare {@code >}, else as {@link #PROMPT}. */
    public static final int BARE_PROMPT = 5;
    /** Ends with {@code OK}; {@link #afterOk} when that has left the line, before anything else is said. */
    public static final int OK_THEN = 7;
    /** Ends with {@code SEND FAIL}. */
    public static final int SEND_FAIL = 8;
    /** Ends with {@code SEND Canceled}: the host has called its payload off. */
    static final int CANCELED = 9;

    /** With the {@code AT} in front. */
    public final String name;
    /** Sum of {@link #TEST} to {@link #EXECUTE}. */
    public final int forms;
    private boolean effect = true;
    private int listed;

    public Command(String name, int forms) {
        this.name = name;
        this.forms = forms;
        listed = forms;
    }

    /** Marks a command, in its table, that checks what it is told, and changes nothing but its own answers. */
    public final Command withoutEffect() {
        effect = false;
        return this;
    }

    /** Has {@code AT+CMD?} list the forms that ESP-AT has of it, and not those that only wsat takes. */
    public final Command listedAs(int espForms) {
        listed = espForms;
        return this;
    }

    /** The forms that {@code AT+CMD?} lists. */
    public final int listed() {
        return listed;
    }

    /** Whether what a host sets is heeded. */
    final boolean hasEffect() {
        return effect;
    }

    protected int query() {
        return ErrorCode.WRONG_FORM;
    }

    protected int set(Arguments arguments, long now) {
        return ErrorCode.WRONG_FORM;
    }

    protected int execute(long now) {
        return ErrorCode.WRONG_FORM;
    }

    /** How many payload bytes the command waits for after {@link #PROMPT}, at least 1. */
    protected int payloadLength() {
        return 0;
    }

    /** How the payload is read: {@link Payload#RAW} to {@link Payload#ESCAPED}. */
    protected int payloadForm() {
        return Payload.RAW;
    }

    /**
     * A piece of the payload has come: all of it where it fits the interpreter's buffer, which holds the
     * largest frame and the longest header. What a piece before the last one answers counts only if it is
     * an {@link ErrorCode}; the rest is then dropped.
     *
     * @param last whether the payload is complete with it
     */
    protected int payload(byte[] bytes, int length, boolean last, long now) {
        return ErrorCode.FAILED;
    }

    /** Where the bytes go after {@link #DATA_MODE}. */
    protected Passthrough passthrough() {
        return null;
    }

    /** Looks after a {@link #RUNNING} command; called only while nothing is being said. */
    protected int poll(long now) {
        return ErrorCode.FAILED;
    }

    /** When {@link #poll} is due even if nothing arrives. @return microseconds, Long.MAX_VALUE: never */
    protected long deadline() {
        return Long.MAX_VALUE;
    }

    /** What is to be done when the {@code OK} of {@link #OK_THEN} has left the line. */
    protected void afterOk() {
    }

    /**
     * Takes back at power-up what it has kept with {@link Saved}.
     *
     * @return {@link #OK}, or an error: it is not to be used, nothing has changed
     */
    protected int restore(Arguments kept) {
        return ErrorCode.WRONG_FORM;
    }

    /** How long the coprocessor sleeps before it starts anew ({@link #RESTART}). */
    protected int sleepMillis() {
        return 0;
    }

    /** Begins a line of an answer: {@code +X:}. */
    public final Output line(Output output) {
        for (int i = 2; i < name.length(); i++) {
            output.sayByte(name.charAt(i));
        }
        return output.say(":");
    }

    /** Logs what was wrong. @return the error of a command that could not be carried out */
    protected final int failed(Log log, String what) {
        return failed(log, what, Log.NO_VALUE);
    }

    /** The same with a number that says where. */
    protected final int failed(Log log, String what, long value) {
        log.log(Log.WARN, name, what, value);
        return ErrorCode.FAILED;
    }

    /** Whether this command's name stands at {@code line[from, to)}. */
    boolean isNamed(byte[] line, int from, int to) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = name.length() - 1; i >= 0; i--) {
            if (line[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
