package wsat.pki.module;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands and their answers, whatever the module says in between: an echo, unsolicited messages, {@code busy
 * p...} (ESP-AT, AT Messages).
 */
final class Dialog {
    /** How a command ended. */
    enum Result { OK, ERROR, PROMPT, DATA }

    /** Of a {@link Silence} that may end when it is asked again. */
    static final String IN_TIME = "no answer in time";
    /** Of a {@link Silence} that is none, and no better. */
    static final String ENDLESS = "goes on and on, and its answer does not end";

    private static final int BUSY_PAUSE_MILLIS = 200;
    private static final int WRITE_MILLIS = 15_000;
    /** Received data, which may hold anything and is told by its length. */
    private static final Pattern RECEIVED = Pattern.compile("\\+(WS_DATA:\\d+,(\\d+),|IPD,(?:\\d+,)?(\\d+):)");
    private static final Pattern ANSWER = Pattern.compile("OK|ERROR|FAIL|busy");
    private static final int LINE_MAX = 4096;
    /** The most that is heard of one answer, beside data: the keys of all slots, and news in between for a minute. */
    private static final int ANSWER_MAX = 1 << 20;

    private final TimedLine wire;
    private final StringBuilder line = new StringBuilder();
    private final List<String> lines = new ArrayList<>();
    private int heard;

    Dialog(TimedLine wire) {
        this.wire = wire;
    }

    /** What was said before the end of the last command, a line each. */
    List<String> lines() {
        return lines;
    }

    /** Says a command and waits for its final result. */
    Result ask(String command, int timeoutMillis) throws Silence {
        return exchange(command, null, false, timeoutMillis);
    }

    /** Says a command that answers with a prompt for its payload. */
    Result askForPrompt(String command, int timeoutMillis) throws Silence {
        return exchange(command, null, true, timeoutMillis);
    }

    /** Says a command that answers with data behind that header; {@link #data} takes them. */
    Result askForData(String command, String header, int timeoutMillis) throws Silence {
        return exchange(command, header, false, timeoutMillis);
    }

    /** Sends a payload and waits for the final result. */
    Result pay(byte[] payload, int timeoutMillis) throws Silence {
        wire.write(payload, WRITE_MILLIS);
        heard = 0;
        return result(null, false, deadline(timeoutMillis), null);
    }

    /**
     * Takes the bytes behind the header, then the final result. What follows the bytes must be an end of line:
     * otherwise some were lost on the way.
     */
    Result data(byte[] into, int timeoutMillis) throws Silence {
        long deadline = deadline(timeoutMillis);
        for (int i = 0; i < into.length; i++) {
            into[i] = (byte) byteOfData(deadline);
        }
        if (byteOfData(deadline) != '\r' || byteOfData(deadline) != '\n') {
            throw new Silence("bytes were lost on the way");
        }
        line.setLength(0);
        return result(null, false, deadline, null);
    }

    private int byteOfData(long deadline) throws Silence {
        int b = wire.read(deadline);
        if (b < 0) {
            throw new Silence("it stopped in the middle of an answer");
        }
        return b;
    }

    /** Sends bytes without waiting for anything. */
    void push(byte[] bytes) throws Silence {
        wire.write(bytes, WRITE_MILLIS);
    }

    /** Whether an answer comes within that time; an echo is none. */
    boolean hearsAnswer(int millis) throws Silence {
        long deadline = deadline(millis);
        StringBuilder said = new StringBuilder();
        heard = 0;
        for (int b = hear(deadline); b >= 0; b = hear(deadline)) {
            said.append((char) b);
        }
        return ANSWER.matcher(said).find();
    }

    /** The next byte of an answer, or -1 when the time is up. */
    private int hear(long deadline) throws Silence {
        int b = wire.read(deadline);
        if (b >= 0 && ++heard > ANSWER_MAX) {
            throw new Silence(ENDLESS);
        }
        return b;
    }

    void drain() throws Silence {
        wire.drain(30);
        line.setLength(0);
    }

    private Result exchange(String command, String header, boolean prompt, int timeoutMillis) throws Silence {
        long deadline = deadline(timeoutMillis);
        heard = 0;
        while (true) {
            line.setLength(0);
            lines.clear();
            wire.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII), WRITE_MILLIS);
            Result result = result(header, prompt, deadline, command);
            if (result != null) {
                return result;
            }
            pause();
            if (System.nanoTime() > deadline) {
                throw new Silence(IN_TIME);
            }
        }
    }

    /** The next final result; null if the module was busy and the command is to be said again. */
    private Result result(String header, boolean prompt, long deadline, String command) throws Silence {
        while (true) {
            int b = hear(deadline);
            if (b < 0) {
                throw new Silence(IN_TIME);
            }
            if (b != '\n') {
                line.append(line.length() < LINE_MAX ? String.valueOf((char) b) : "");
                if (prompt && line.length() == 1 && b == '>') {
                    line.setLength(0);
                    return Result.PROMPT;
                }
                if (header != null && line.length() == header.length() && line.toString().equals(header)) {
                    line.setLength(0);
                    return Result.DATA;
                }
                if (b == ',' || b == ':') {
                    skipReceived(deadline);
                }
                continue;
            }
            String said = line.toString().strip();
            line.setLength(0);
            if (said.isEmpty() || said.equals(command)) {
                continue;
            }
            if (said.equals("OK") && !prompt || said.equals("SEND OK")) {
                return Result.OK;
            }
            if (said.equals("ERROR") || said.equals("FAIL")) {
                return Result.ERROR;
            }
            if (said.startsWith("busy ") && command != null) {
                return null;
            }
            lines.add(said);
        }
    }

    private void skipReceived(long deadline) throws Silence {
        Matcher received = RECEIVED.matcher(line);
        if (!received.matches()) {
            return;
        }
        String digits = received.group(2) != null ? received.group(2) : received.group(3);
        long length = digits.length() > 9 ? 0 : Long.parseLong(digits);
        for (long i = 0; i < length; i++) {
            if (wire.read(deadline) < 0) {
                throw new Silence("it stopped in the middle of received data");
            }
        }
        line.setLength(0);
    }

    private static long deadline(int millis) {
        return System.nanoTime() + millis * 1_000_000L;
    }

    private static void pause() throws Silence {
        try {
            Thread.sleep(BUSY_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Silence("interrupted");
        }
    }
}
