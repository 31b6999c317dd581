package wsat.board.trace;

import java.util.regex.Pattern;

/** What the module says, as lines of a transcript. */
final class ModuleRows {
    private static final int PIECE_MAX = 512;
    /** A frame is no longer, nor what is read of a partition. */
    private static final int DATA_MAX = 128 * 1024;
    private static final String READY = "\r\nready\r\n";
    private static final Pattern RESTARTS = Pattern.compile("AT\\+(RST|RESTORE).*", Pattern.DOTALL);

    /** What these read is no server's, whatever a filter of the host's has left of the words in front of it. */
    private static final Pattern PARTITION = Pattern.compile("AT\\+SYS(MFG|FLASH).*", Pattern.DOTALL);

    private final Rows rows;
    private final Masking masking;
    private final Secrets secrets;
    private final HostRows host;
    private final Heard network = new Heard();

    private boolean begun;
    /** Whether the module takes no command when it has begun anew. */
    private boolean deaf;
    /** The words of the line that is being said. */
    private final StringBuilder words = new StringBuilder();
    private final StringBuilder data = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private boolean news;
    /** When the line began. */
    private long from;
    private boolean inLine;

    ModuleRows(Rows rows, Masking masking, Secrets secrets, HostRows host) {
        this.rows = rows;
        this.masking = masking;
        this.secrets = secrets;
        this.host = host;
    }

    /** Words, whole lines or not. */
    void words(String text, boolean unsolicited, long at) {
        if (text.equals(READY) && restarted(at)) {
            return;
        }
        if (data.length() > 0 && text.isBlank()) { // the end of line behind data comes by itself
            tail.append(text);
            if (text.endsWith("\n")) {
                end();
            }
            return;
        }
        if (data.length() > 0) {
            end();
        }
        for (int begin = 0; begin < text.length();) {
            int end = lineEnd(text, begin);
            begin(unsolicited, at);
            words.append(text, begin, end);
            if (text.charAt(end - 1) == '\n' || words.toString().strip().equals(">")) {
                end();
            }
            begin = end;
        }
    }

    /** Behind the next end of a line that is not empty; the blank line in front of it belongs to it. */
    private int lineEnd(String text, int begin) {
        boolean something = words.toString().strip().length() > 0;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            something |= c != '\r' && c != '\n';
            if (c == '\n' && something) {
                return i + 1;
            }
        }
        return text.length();
    }

    private void begin(boolean unsolicited, long at) {
        if (!inLine) {
            inLine = true;
            news = unsolicited;
            from = at;
        }
    }

    void data(String piece, long at) {
        if (tail.length() > 0) {
            end();
        }
        begin(false, at);
        if (data.length() < DATA_MAX) {
            data.append(piece);
        }
    }

    /** @return whether the word is left out: a transcript begins behind the first one */
    private boolean restarted(long at) {
        boolean first = !begun;
        begun = true;
        if (!first && !RESTARTS.matcher(host.command()).matches()) {
            end();
            rows.line("power cycle", at);
        }
        host.restarted();
        deaf = network.restarted();
        return first;
    }

    /** Somebody makes a fault. Of the line and of power only what comes of it is written: the module has heard that. */
    void fault(String text, long at) {
        end();
        rows.await(at);
        network.fault(text);
        boolean seen = text.startsWith("line ") || text.startsWith("power ");
        rows.line(seen ? "# fault: " + text : text, at);
    }

    /** What there is of a line is all. */
    void end() {
        if (!inLine) {
            return;
        }
        inLine = false;
        rows.await(from);
        if (data.length() == 0) {
            line(words.toString());
        } else {
            data(words.toString(), data.toString(), tail.toString());
        }
        words.setLength(0);
        data.setLength(0);
        tail.setLength(0);
    }

    private void line(String text) {
        String word = text.strip();
        network.said(word);
        String done = news ? network.news(word) : null;
        if (done != null) {
            rows.line(done, from);
        }
        String masked = masked(text);
        String varying = Varying.of(masked.strip());
        if (varying == null) {
            rows.line("< " + Spelling.of(masked), from);
        } else {
            int at = text.indexOf(word);
            String all = text.substring(0, at) + varying + text.substring(at + word.length());
            rows.line("<* " + Spelling.of(all), from);
        }
        if (deaf && word.equals("ready")) {
            rows.line("deaf start");
        }
        if (word.equals("OK")) {
            host.done();
            network.done(host.command());
        }
    }

    private void data(String head, String all, String tail) {
        String word = head.strip();
        boolean bare = word.isEmpty() && !PARTITION.matcher(host.command()).matches();
        boolean shown = bare || Masking.receives(word);
        String done = bare ? network.bare(all) : shown ? network.data(word, all) : null;
        if (done != null) {
            rows.line(done, from);
        }
        String line = masked(head) + (shown ? all : secrets.part("DATA", all)) + tail;
        for (int i = 0; i < line.length();) {
            int end = i + PIECE_MAX >= line.length() ? line.length() : whole(line, i + PIECE_MAX);
            rows.line("< " + Spelling.of(line.substring(i, end)), from);
            i = end;
        }
    }

    /** No cut through a name. */
    private static int whole(String line, int cut) {
        int open = line.lastIndexOf(Secrets.OPEN, cut);
        int close = open < 0 ? -1 : line.indexOf(Secrets.CLOSE, open);
        return close >= cut ? close + 1 : cut;
    }

    /** Ends of lines stay as they are. */
    private String masked(String text) {
        String word = text.strip();
        if (word.isEmpty()) {
            return text;
        }
        int at = text.indexOf(word);
        return text.substring(0, at) + masking.ofAnswer(word) + text.substring(at + word.length());
    }
}
