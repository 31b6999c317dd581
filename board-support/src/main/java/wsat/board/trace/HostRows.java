package wsat.board.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wsat.port.Trace;

/** What the host says, as lines of a transcript. */
final class HostRows {
    /** A pause around {@code +++} means something (ESP-AT, AT+CIPSEND). */
    private static final long PAUSE_MICROS = 20_000;
    private static final int PIECE_MAX = 512;
    /** The longest secret that is told from another one. */
    private static final int SECRET_MAX = 64 * 1024;
    /** What may stand around a line without being part of it. */
    private static final Pattern NOISE = Pattern.compile("[\\r\\n\\x00+]*");
    /** What opens a wire, on which silence means something; at power-up no command does. */
    private static final Pattern OPENS_WIRE = Pattern.compile("(AT\\+CIPSEND|AT\\+CIPSENDL=.*|AT\\+WSSEND=\\d+)?");
    private static final Pattern SETS_RATE = Pattern.compile("AT\\+UART(?:_CUR|_DEF)?=(\\d{2,7}),.*");

    private final Rows rows;
    private final Masking masking;
    private final Secrets secrets;

    private String command = "";
    /** Whether the command stands in the transcript. */
    private boolean written = true;
    private long commandAt;
    private final StringBuilder echo = new StringBuilder();

    /** What the host is in the middle of: {@link Trace#PAYLOAD} or {@link Trace#REFUSED}, if there are pieces. */
    private int kind;
    private final StringBuilder pieces = new StringBuilder();
    private long piecesFrom;
    /** When the last piece came, or the command. */
    private long piecesTo;
    private boolean pieceSaid;

    HostRows(Rows rows, Masking masking, Secrets secrets) {
        this.rows = rows;
        this.masking = masking;
        this.secrets = secrets;
    }

    /** The last command. */
    String command() {
        return command;
    }

    /** The last command has ended well. */
    void done() {
        Matcher rate = SETS_RATE.matcher(command);
        if (rate.matches()) {
            rows.line("baud " + rate.group(1));
        }
    }

    /** The module begins anew: no command has asked for what comes. */
    void restarted() {
        end();
        command = "";
        pieceSaid = false;
    }

    private boolean onWire() {
        return OPENS_WIRE.matcher(command).matches();
    }

    /** Whether pieces go to a server as they are. */
    private boolean isShown(int what) {
        return what == Trace.PAYLOAD && (onWire() || Masking.sends(command));
    }

    void command(String line, long at) {
        end();
        if (pieceSaid && onWire() && at - piecesTo >= PAUSE_MICROS) {
            rows.pause(at - piecesTo);
        }
        command = line;
        piecesTo = at;
        pieceSaid = false;
        commandAt = at;
        written = false;
    }

    /** A line is written when its whole echo is known: how it ended is to be seen there alone. */
    void echo(String piece) {
        if (echo.length() < SECRET_MAX) {
            echo.append(piece);
        }
    }

    void piece(int what, String piece, long at) {
        if (what != kind || !written) {
            end();
        }
        boolean shown = isShown(what);
        if (shown && (pieces.length() > 0 || onWire()) && at - piecesTo >= PAUSE_MICROS) {
            end();
            rows.pause(at - piecesTo);
        }
        pieceSaid = true;
        piecesFrom = pieces.length() == 0 ? at : piecesFrom;
        piecesTo = at;
        kind = what;
        if (shown || pieces.length() < SECRET_MAX) {
            pieces.append(piece);
        }
        if (shown && pieces.length() >= PIECE_MAX) {
            end();
        }
    }

    /** Somebody else says something: what there is, is all. */
    void end() {
        if (!written) {
            written = true;
            writeCommand();
        }
        if (pieces.length() > 0) {
            String all = pieces.toString();
            pieces.setLength(0);
            if (kind == Trace.REFUSED) {
                writeRefused(all);
            } else {
                rows.line(">> " + Spelling.of(isShown(kind) ? all
                        : secrets.part(Masking.nameOf(command), all)), piecesFrom);
            }
        }
    }

    /** Any of it may be a command with its secrets. */
    private void writeRefused(String all) {
        for (int from = 0; from < all.length();) {
            int end = all.indexOf('\n', from);
            int to = end < 0 ? all.length() : end + 1;
            String line = all.substring(from, to);
            String words = line.stripTrailing();
            rows.line("meanwhile " + Spelling.of((words.isEmpty() ? "" : masking.ofCommand(words))
                    + line.substring(words.length())), piecesFrom);
            from = to;
        }
    }

    private void writeCommand() {
        String masked = masking.ofCommand(command);
        String raw = echo.toString();
        echo.setLength(0);
        int at = raw.lastIndexOf(command);
        String before = at < 0 ? "" : raw.substring(0, at);
        String behind = at < 0 ? "\r\n" : raw.substring(at + command.length());
        boolean usual = before.isEmpty() && behind.equals("\r\n")
                || !NOISE.matcher(before).matches() || !NOISE.matcher(behind).matches();
        if (!usual && !before.isEmpty()) {
            writeEchoed(before);
        }
        if ((usual || behind.equals("\r\n")) && Spelling.isPlain(masked)) {
            rows.line("> " + Spelling.plain(masked), commandAt);
        } else {
            writeEchoed(masked + (usual ? "\r\n" : behind));
        }
    }

    private void writeEchoed(String bytes) {
        rows.line(">> " + Spelling.of(bytes), commandAt);
        rows.line("echo " + Spelling.of(bytes));
    }
}
