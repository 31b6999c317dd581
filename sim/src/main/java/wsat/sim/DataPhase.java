package wsat.sim;

/**
 * What a person at the console means: whether the next line is a command or the payload that the last
 * command has announced. Knows the commands that prompt for raw bytes, and watches for the prompt.
 */
final class DataPhase {
    private static final String PROMPT = "\r\nOK\r\n\r\n>";
    private static final String REFUSAL = "\r\nERROR\r\n";

    private int announced;
    private int wanted;
    private int promptSeen;
    private int refusalSeen;

    /** The host has sent a command line, without its CR LF. */
    synchronized void said(String line) {
        announced = announcedBy(line);
        promptSeen = 0;
        refusalSeen = 0;
    }

    /** The module has said something. */
    synchronized void heard(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length && announced > 0; i++) {
            promptSeen = advance(PROMPT, promptSeen, (char) bytes[i]);
            refusalSeen = advance(REFUSAL, refusalSeen, (char) bytes[i]);
            if (promptSeen == PROMPT.length()) {
                wanted = announced;
                announced = 0;
            } else if (refusalSeen == REFUSAL.length()) {
                announced = 0;
            }
        }
        notifyAll();
    }

    private static int advance(String text, int seen, char c) {
        if (text.charAt(seen) == c) {
            return seen + 1;
        }
        return c == '\r' ? 1 : 0;
    }

    /** Waits until an announced payload is prompted for or refused. */
    synchronized void settle(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; announced > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** How many payload bytes the module waits for; 0: none, it takes commands. */
    synchronized int wanted() {
        return wanted;
    }

    /** The host has sent payload. */
    synchronized void gave(int count) {
        wanted -= count;
    }

    /** The length of the payload that a command line announces, or 0. */
    static int announcedBy(String line) {
        if (line.startsWith("AT+WSSEND=")) {
            return number(line, 1);
        }
        if (line.startsWith("AT+WSHEAD=")) {
            return number(line, 0);
        }
        return line.startsWith("AT+SYSMFG=2,") && number(line, 3) >= 7 ? number(line, 4) : 0;
    }

    private static int number(String line, int index) {
        String[] arguments = line.substring(line.indexOf('=') + 1).split(",", -1);
        try {
            return index < arguments.length ? Math.max(0, Integer.decode(arguments[index].trim())) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
