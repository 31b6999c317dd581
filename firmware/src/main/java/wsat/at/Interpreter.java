package wsat.at;

import wsat.port.Log;
import wsat.port.Uart;

/**
 * Reads command lines, runs one command at a time and ends it with its result, byte for byte as ESP-AT
 * does. While a command runs, whatever else the host says is answered {@code busy p...}.
 */
public final class Interpreter {
    /** A host that pauses so long in the middle of a payload has miscounted, or is gone. */
    private static final int SHORT_MICROS = 10_000_000;

    private final Input input;
    private final Output output;
    private final Log log;
    private final Modes modes;
    private final Settings settings;
    final Chapters chapters;
    private final Arguments arguments = new Arguments();

    private Command running;
    /** Has something to do when its OK has left the line. */
    private Command afterOk;
    /** What a running command has answered, held back until refused chatter has had its answer. */
    private int result;
    private final Payload payload;
    private final DataMode dataMode;
    private final GivenName givenName = new GivenName();
    /** Whether the log has said of this payload that the host has stopped in the middle of it. */
    private boolean shortTold;
    /** The command whose data mode it is. */
    private Command passing;
    private boolean loneCrTold;
    private boolean restart;
    private int sleepMillis;

    /**
     * @param chapters   what can be said
     * @param payloadMax the longest payload that a command takes in one piece, in bytes
     */
    public Interpreter(Uart uart, Chapters chapters, Modes modes, Output output, Log log, Settings settings,
            int payloadMax) {
        this.chapters = chapters;
        this.modes = modes;
        this.output = output;
        this.log = log;
        this.settings = settings;
        input = new Input(uart, settings.lineMax, settings.trace);
        payload = new Payload(payloadMax);
        dataMode = new DataMode(payload.bytes, output, log);
    }

    /** Whether a command runs or waits for its payload. */
    public boolean running() {
        return running != null;
    }

    /** Whether a command waits for more of its payload. */
    public boolean takesPayload() {
        return payload.left() > 0;
    }

    /** Enters the data mode without a word: at power-up, as the host has wanted it. */
    public void passThrough(Passthrough link, long now) {
        dataMode.begin(link, true, now);
    }

    /** The link whose data mode it is; null: none, and commands are taken. */
    public Passthrough passthrough() {
        return dataMode.link();
    }

    /** Whether bytes of the data mode wait that will leave. */
    public boolean passing() {
        return dataMode.busy();
    }

    /** Whether the host is in the middle of a command line. */
    public boolean midLine(long now) {
        return input.midLine(now);
    }

    /** Whether a restart has been asked for and answered. */
    public boolean restartAsked() {
        return restart;
    }

    /** Whether a command waits until its OK has left the line; nothing may be said before {@link #okHasLeft}. */
    public boolean waitsForLine() {
        return afterOk != null;
    }

    /** The line is drained. */
    public void okHasLeft() {
        Command command = afterOk;
        afterOk = null;
        command.afterOk();
    }

    /** How long to sleep before that restart. */
    public int sleepMillis() {
        return sleepMillis;
    }

    /** When {@link #turn} is due by time alone. @return microseconds, Long.MAX_VALUE: never */
    public long deadline(long now) {
        if (dataMode.link() != null) {
            return dataMode.missing() == 0 ? dataMode.deadline() : Math.min(dataMode.deadline(), shortAt());
        }
        long next = input.pauseAt(now);
        if (takesPayload()) {
            next = Math.min(next, Math.min(payload.canceledAt(input), shortAt()));
        } else if (running == null) {
            next = loneCrTold ? next : Math.min(next, input.loneCrAt());
        } else if (!input.refusing()) {
            next = Math.min(next, running.deadline());
        }
        return next;
    }

    /** When a host that says no more of its payload has paused for long. */
    private long shortAt() {
        long next = shortTold ? Long.MAX_VALUE : input.heardAt() + SHORT_MICROS;
        return settings.payloadIdleMillis == 0 ? next
                : Math.min(next, input.heardAt() + settings.payloadIdleMillis * 1000L);
    }

    /** Takes a gulp of what the host says and acts on it; only while nothing is being said, or in the data mode. */
    public int turn(long now) {
        if (dataMode.link() != null) {
            return passOn(now);
        }
        if (restart) {
            return 0;
        }
        if (takesPayload()) {
            return takePayload(now);
        }
        if (running == null) {
            return takeLine(now);
        }
        return result == Command.WORKING ? work(now) : lookAfter(now);
    }

    private int passOn(long now) {
        int work = dataMode.turn(input, now);
        if (work > 0 || dataMode.missing() == 0 || !output.idle() || !hasStopped(passing, dataMode.missing(), now)) {
            return work;
        }
        dataMode.abandon();
        end(ErrorCode.FAILED, now);
        return 1;
    }

    private int takeLine(long now) {
        int found = input.takeLine(now, modes.echo ? output : null);
        if (found == Input.LINE) {
            end(interpret(input.line(), input.length(), now), now);
        } else if (found == Input.TOO_LONG) {
            log.log(Log.WARN, "command line", "longer than the limit in bytes:", settings.lineMax);
            refuse(ErrorCode.NO_AT);
        } else if (found == Input.NOTHING) {
            lookForLf(now);
        }
        return found == Input.NOTHING ? 0 : 1;
    }

    /** Most terminals send CR alone, and a module that waits for LF is silent for ever. */
    private void lookForLf(long now) {
        long loneCrAt = input.loneCrAt();
        if (!loneCrTold && loneCrAt != Long.MAX_VALUE && now - loneCrAt >= 0) {
            loneCrTold = true;
            log.log(Log.WARN, "command line",
                    "ends with CR alone and waits for LF, since lines end with CR LF; picocom:"
                    + " --omap crcrlf, tio: -m ONLCRNL, minicom and screen: Ctrl-J behind Enter", Log.NO_VALUE);
        }
    }

    private int interpret(byte[] line, int length, long now) {
        running = null;
        if (length < 2 || line[0] != 'A' || line[1] != 'T') {
            return ErrorCode.NO_AT;
        }
        int end = 2;
        while (end < length && line[end] != '=' && line[end] != '?') {
            end++;
        }
        Command command = chapters.find(line, end);
        if (command == null) {
            log.log(Log.WARN, givenName.set(line, end), "no such command", Log.NO_VALUE);
            return ErrorCode.told(ErrorCode.UNSUPPORTED);
        }
        running = command;
        int form = form(line, end, length);
        if ((command.forms & form) == 0) {
            return ErrorCode.WRONG_FORM;
        }
        switch (form) {
            case Command.QUERY:
                return command.query();
            case Command.EXECUTE:
                return command.execute(now);
            case Command.SET:
                arguments.parse(line, end + 1, length);
                return arguments.error() != 0 ? arguments.error() : command.set(arguments, now);
            default:
                return ErrorCode.WRONG_FORM;
        }
    }

    private static int form(byte[] line, int end, int length) {
        if (end == length) {
            return Command.EXECUTE;
        }
        if (line[end] == '?') {
            return end + 1 == length ? Command.QUERY : 0;
        }
        return end + 2 == length && line[end + 1] == '?' ? Command.TEST : Command.SET;
    }

    private int takePayload(long now) {
        int got = payload.take(input, now);
        if (payload.ready()) {
            if (result < ErrorCode.FIRST) {
                result = running.payload(payload.bytes, payload.held(), !takesPayload(), now);
            }
            payload.handedOn();
        }
        if (!takesPayload()) {
            return 1 + lookAfter(now);
        }
        if (input.takeCut()) {
            abandonPayload();
            return 1;
        }
        return got > 0 ? got : endPayload(now);
    }

    /** The host is gone: what the next one says is no payload, and nobody is there who waits for a result. */
    private void abandonPayload() {
        log.log(Log.WARN, running.name, "the line was cut in the middle of the payload, bytes missing:",
                payload.left());
        payload.end();
        running = null;
    }

    /** The host has stopped in the middle of a payload: it may have canceled it, or be gone. */
    private int endPayload(long now) {
        long canceledAt = payload.canceledAt(input);
        if (canceledAt != Long.MAX_VALUE && now - canceledAt >= 0) {
            payload.end();
            end(Command.CANCELED, now);
            return 1;
        }
        if (!hasStopped(running, payload.left(), now)) {
            return 0;
        }
        payload.end();
        end(ErrorCode.FAILED, now);
        return 1;
    }

    /** Whether the host has paused for so long that it will say no more; the log is told of a pause before. */
    private boolean hasStopped(Command command, long missing, long now) {
        if (!shortTold && now - input.heardAt() >= SHORT_MICROS) {
            shortTold = true;
            log.log(Log.WARN, command.name, "the host has paused in the middle of the payload, bytes missing:",
                    missing);
        }
        if (settings.payloadIdleMillis == 0 || now - input.heardAt() < settings.payloadIdleMillis * 1000L) {
            return false;
        }
        log.log(Log.WARN, command.name, "the host stopped in the middle of the payload, bytes missing:", missing);
        return true;
    }

    private int work(long now) {
        result = running.poll(now);
        if (result != Command.WORKING) {
            end(result, now);
        }
        return 1;
    }

    private int lookAfter(long now) {
        switch (input.takeRefused(now)) {
            case Input.BUSY:
                log.log(Log.INFO, running.name, "still running, what the host said meanwhile was refused",
                        Log.NO_VALUE);
                sayErrorCode(ErrorCode.BUSY);
                output.say("\r\nbusy p...\r\n");
                return 1;
            case Input.FORCED_RESTART:
                log.log(Log.WARN, running.name, "ended by AT+RST", Log.NO_VALUE);
                output.say("\r\nWill force to restart!!!\r\n");
                restart = true;
                return 1;
            default:
                break;
        }
        if (input.refusing()) {
            return 0;
        }
        if (result == Command.RUNNING) {
            result = running.poll(now);
        }
        if (result == Command.RUNNING) {
            return 0;
        }
        end(result, now);
        return 1;
    }

    /** Ends a command, or begins its data phase. */
    private void end(int answer, long now) {
        if (answer >= ErrorCode.FIRST) {
            logError(answer);
            running = null;
            refuse(answer);
            return;
        }
        switch (answer) {
            case Command.RUNNING:
            case Command.WORKING:
                result = answer;
                return;
            case Command.PROMPT:
            case Command.BARE_PROMPT:
                // Armed before it is said: some hosts send the payload as soon as they see OK.
                payload.begin(running.payloadLength(), running.payloadForm());
                shortTold = false;
                result = Command.RUNNING;
                output.say(answer == Command.PROMPT ? "\r\nOK\r\n\r\n>" : ">");
                return;
            case Command.DATA_MODE:
                dataMode.begin(running.passthrough(), false, now);
                passing = running;
                shortTold = false;
                output.say("\r\nOK\r\n\r\n>");
                break;
            case Command.SEND_OK:
                output.end("\r\nSEND OK\r\n");
                break;
            case Command.SEND_FAIL:
                output.end("\r\nSEND FAIL\r\n");
                break;
            case Command.CANCELED:
                output.end("\r\nSEND Canceled\r\n");
                break;
            case Command.OK_THEN:
                afterOk = running;
                output.end("\r\nOK\r\n");
                break;
            case Command.RESTART:
                restart = true;
                sleepMillis = running.sleepMillis();
                output.end("\r\nOK\r\n");
                break;
            default:
                output.end("\r\nOK\r\n");
                break;
        }
        running = null;
    }

    private void refuse(int code) {
        sayErrorCode(code);
        output.end("\r\nERROR\r\n");
    }

    private void sayErrorCode(int code) {
        if (modes.sysLog) {
            output.say("ERR CODE:0x").sayHex(ErrorCode.printed(code), 8).say("\r\n");
        }
    }

    private void logError(int code) {
        String what = ErrorCode.describe(code);
        if (what != null) {
            log.log(Log.WARN, running == null ? "command line" : running.name, what, ErrorCode.detail(code));
        }
    }
}
