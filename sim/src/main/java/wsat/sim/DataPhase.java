package wsat.sim;

import java.util.regex.Pattern;

/**
 * What a person at the console means: whether the last command has its result, and whether the next line is a command
 * or the payload that the last one has announced. Knows the commands that prompt for raw bytes, and watches for the
 * prompt and for the lines that end a command.
 */
final class DataPhase {
    /** Longer than any line that ends a command. */
    private static final int LINE_MAX = 16;
    private static final String READY = "ready";
    /** Cancels a payload if it comes alone, and ends passthrough; elsewhere it means nothing. */
    private static final String ESCAPE = "+++";
    private static final Pattern PASSES = Pattern.compile("AT\\+CIPSEND|AT\\+WSSEND=\\d+");

    private boolean running;
    /** Whether OK does not end the command, since {@code ready} comes behind it. */
    private boolean restarts;
    private int announced;
    private boolean bare;
    private boolean granted;
    /** Whether {@code >} makes all that follows data, up to {@link #ESCAPE}. */
    private boolean passes;
    private boolean passing;
    private int wanted;
    private final StringBuilder line = new StringBuilder();

    /** The host has sent a command line, without its CR LF. */
    synchronized void said(String command) {
        if (passing) {
            passing = !command.equals(ESCAPE);
            return;
        }
        passes = PASSES.matcher(command).matches();
        running = !command.isEmpty() && !command.equals(ESCAPE);
        restarts = command.equals("AT+RST") || command.startsWith("AT+RESTORE");
        announced = announcedBy(command);
        bare = command.startsWith("AT+SYSFLASH=");
        granted = false;
    }

    /** The module has said something. */
    synchronized void heard(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            char c = (char) bytes[i];
            if (c == '\n') {
                ended(line.toString());
                line.setLength(0);
            } else if (c == '>' && line.length() == 0 && passes && granted) {
                passing = true;
                passes = false;
            } else if (c == '>' && line.length() == 0 && announced > 0 && (granted || bare)) {
                wanted = announced;
                announced = 0;
            } else if (c != '\r' && line.length() < LINE_MAX) {
                line.append(c);
            }
        }
        notifyAll();
    }

    private void ended(String said) {
        switch (said) {
            case "OK":
                granted = true;
                if (announced == 0 && !restarts) {
                    finish();
                }
                break;
            case "ERROR":
            case "SEND OK":
            case "SEND FAIL":
            case "SEND Canceled":
            case READY:
                finish();
                break;
            default:
        }
    }

    private void finish() {
        running = false;
        announced = 0;
        wanted = 0;
    }

    /** Waits until the last command has its result or prompts for its payload, but not for ever. */
    synchronized void settle(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; running && wanted == 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        if (wanted == 0) {
            finish();
        }
    }

    /** Whether a command has been said whose result has not been heard. */
    synchronized boolean running() {
        return running;
    }

    /** Whether what is said is data without an end, and no command. */
    synchronized boolean passing() {
        return passing;
    }

    /** How many payload bytes the module waits for; 0: none, it takes commands. */
    synchronized int wanted() {
        return wanted;
    }

    /** The host has sent payload. */
    synchronized void gave(int count) {
        wanted -= count;
    }

    /** How many bytes of a typed line and its end are meant: all, or as many as are wanted. */
    synchronized int meant(String text, int length) {
        if (text.equals(ESCAPE)) {
            return ESCAPE.length();
        }
        return wanted == 0 ? length : Math.min(length, wanted);
    }

    /** The length of the payload that a command line announces, or 0. */
    static int announcedBy(String command) {
        if (command.startsWith("AT+WSSEND=")) {
            return number(command, 1);
        }
        if (command.startsWith("AT+WSHEAD=")) {
            return number(command, 0);
        }
        if (command.startsWith("AT+CIPSEND=") || command.startsWith("AT+CIPSENDEX=")
                || command.startsWith("AT+CIPSENDL=")) {
            // [<link>,]<length>[,"<host>",<port>]
            return number(command, hasNumber(command, 1) ? 1 : 0);
        }
        if (command.startsWith("AT+SYSMSGFILTERCFG=")) {
            return number(command, 1) + number(command, 2);
        }
        if (command.startsWith("AT+SYSFLASH=1,")) {
            return number(command, 3);
        }
        return command.startsWith("AT+SYSMFG=2,") && number(command, 3) >= 7 ? number(command, 4) : 0;
    }

    private static boolean hasNumber(String command, int index) {
        String[] arguments = arguments(command);
        return index < arguments.length && !arguments[index].startsWith("\"");
    }

    private static String[] arguments(String command) {
        return command.substring(command.indexOf('=') + 1).split(",", -1);
    }

    private static int number(String command, int index) {
        String[] arguments = arguments(command);
        try {
            return index < arguments.length ? Math.max(0, Integer.decode(arguments[index].trim())) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
