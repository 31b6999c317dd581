package wsat.board.trace;

import java.nio.charset.StandardCharsets;
import wsat.port.Log;
import wsat.port.Trace;

/**
 * The dialogue as log lines, one for each line that is said; without secrets, see {@link Masking}, and without the
 * echo, which says nothing new. A payload is its length, or begins with its first bytes where somebody wants to see
 * what host and server say to each other.
 */
public final class TraceLog implements Trace {
    private static final String HOST = "host";
    private static final String MODULE = "module";
    private static final int LINE_MAX = 512;
    private static final int FIRST_BYTES = 64;

    private final Log log;
    private final int level;
    private final boolean payloads;
    private final byte[] first = new byte[FIRST_BYTES];
    /**
     * What the host is in the middle of: {@link #PAYLOAD}, {@link #REFUSED} or neither, and how many bytes of it came.
     */
    private int kind = COMMAND;
    private long count;
    /** Whether payload may be shown, of the host and of the module. */
    private boolean sends;
    private boolean receives;
    /** The beginning of a line whose end is {@link #DATA}. */
    private String head = "";

    /**
     * @param level    of the lines
     * @param payloads whether the first bytes are shown of what goes to servers and comes from them
     */
    public TraceLog(Log log, int level, boolean payloads) {
        this.log = log;
        this.level = level;
        this.payloads = payloads;
    }

    @Override
    public void said(int what, byte[] bytes, int offset, int length, long now) {
        if (what != kind && count > 0) {
            tellPieces();
        }
        switch (what) {
            case PAYLOAD, REFUSED -> piece(what, bytes, offset, length);
            case COMMAND -> command(latin1(bytes, offset, length));
            case DATA -> data(bytes, offset, length);
            case ANSWER, NEWS -> words(latin1(bytes, offset, length));
            default -> { }
        }
    }

    private static String latin1(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    private void tell(String who, String what) {
        log.log(level, who, what.length() <= LINE_MAX ? what : what.substring(0, LINE_MAX) + "...", Log.NO_VALUE);
    }

    private void command(String line) {
        sends = payloads && Masking.sends(line);
        tell(HOST, Masking.command(line));
    }

    /** A payload comes in any pieces: it is told when something else is said. */
    private void piece(int what, byte[] bytes, int offset, int length) {
        kind = what;
        if (count < FIRST_BYTES) {
            System.arraycopy(bytes, offset, first, (int) count, Math.min(length, FIRST_BYTES - (int) count));
        }
        count += length;
    }

    private void tellPieces() {
        tell(HOST, kind == REFUSED ? "(refused, since a command runs: " + count + " bytes)"
                : "(payload, " + count + " bytes)" + shown(sends, first, 0, count));
        kind = COMMAND;
        count = 0;
    }

    private static String shown(boolean wanted, byte[] bytes, int offset, long length) {
        if (!wanted) {
            return "";
        }
        StringBuilder text = new StringBuilder(" \"");
        for (int i = offset; i < offset + Math.min(length, FIRST_BYTES); i++) {
            int b = bytes[i] & 0xff;
            text.append(b >= ' ' && b <= '~' && b != '"' && b != '\\' ? String.valueOf((char) b)
                    : String.format("\\x%02x", b));
        }
        return text.append(length > FIRST_BYTES ? "\"..." : "\"").toString();
    }

    private void data(byte[] bytes, int offset, int length) {
        tell(MODULE, head + "(data, " + length + " bytes)" + shown(receives, bytes, offset, length));
        head = "";
    }

    private void words(String text) {
        String[] lines = text.split("\r\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean last = i == lines.length - 1;
            if (last && !lines[i].equals(">")) {
                receives = payloads && Masking.receives(lines[i]);
                head = lines[i].isEmpty() ? "" : Masking.answer(lines[i]);
            } else if (!lines[i].isEmpty()) {
                tell(MODULE, Masking.answer(lines[i]));
            }
        }
    }
}
