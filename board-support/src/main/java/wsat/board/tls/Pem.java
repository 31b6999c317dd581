package wsat.board.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one reader of PEM (RFC 7468, and the headers of RFC 1421 that old encrypted keys have), for slots and files
 * alike. Any line ends will do, and none at all: secret stores and environment variables turn them to blanks, to
 * nothing or to a literal {@code \n}. What stands around blocks is skipped. What is wrong is told without a character
 * of the input, which may be a key.
 */
public final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LABEL_MAX = 40;
    /** A label (RFC 7468, 3): printable, no two dashes together, none at either end. */
    private static final Pattern LABEL = Pattern.compile("[!-,.-~]([- ]?[!-,.-~])*");
    /** A label that is surely no piece of base64. */
    private static final Pattern WORDS = Pattern.compile("[A-Z0-9.]{1,11}( [A-Z0-9.]{1,11}){0,4}");
    private static final Pattern PROC_TYPE = Pattern.compile(
            "\\s*Proc-Type:\\s*4\\s*,\\s*ENCRYPTED\\s*DEK-Info:\\s*([A-Z0-9-]{1,30}),\\s*");
    private static final Pattern LONG_IV = Pattern.compile("(AES|CAMELLIA|ARIA|SEED)-.*");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");
    private static final String BLOCK_BEGINS_IN_LINE = " that begins in line ";
    /** {@code -----BEGIN} as base64. */
    private static final String TWICE = "LS0tLS1CRUdJTi";

    /** Text that is meant to be PEM, and why it cannot be read. Says nothing of what is in it. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /** One block. */
    public static final class Block {
        private final String label;
        private final int line;
        /** Proc-Type and DEK-Info (RFC 1421, 4.6.1), nothing: the content is not encrypted. */
        private final String headers;
        private final String base64;

        private Block(String label, int line, String headers, String base64) {
            this.label = label;
            this.line = line;
            this.headers = headers;
            this.base64 = base64;
        }

        /** What stands in its BEGIN line; {@link #toString} is what may be shown of it. */
        public String label() {
            return label;
        }

        /** Where it begins, from 1. */
        public int line() {
            return line;
        }

        /** Whether its headers say that the content is encrypted (RFC 1421, 4.6.1.1). */
        public boolean encrypted() {
            return !headers.isEmpty();
        }

        /** The content; that of an encrypted block is of no use without the password. */
        public byte[] der() throws Malformed {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new Malformed("the " + this + BLOCK_BEGINS_IN_LINE + line + " is not base64, it is damaged");
            }
        }

        /** The block as PEM with lines of 64 and LF, whatever it was. */
        public String text() throws Malformed {
            return BEGIN + label + DASHES + "\n" + headers + lines(der()) + END + label + DASHES + "\n";
        }

        /** Its label, where that cannot be anything else. */
        @Override
        public String toString() {
            return printable(label);
        }
    }

    private final String text;
    private final List<Block> blocks = new ArrayList<>();
    private int counted;
    private int line = 1;

    private Pem(String text) {
        this.text = text;
    }

    /** All blocks of a file or slot; none if it is no PEM at all. */
    public static List<Block> read(byte[] bytes) throws Malformed {
        Pem pem = new Pem(new String(bytes, StandardCharsets.ISO_8859_1));
        if (pem.isUtf16()) {
            throw new Malformed("is UTF-16 text; store it as ASCII or UTF-8");
        }
        if (pem.text.stripLeading().startsWith(TWICE)) {
            throw new Malformed("is PEM that was encoded in base64 once more; decode it with base64 -d");
        }
        pem.read();
        return pem.blocks;
    }

    /** PEM as a module reads it: lines of 64, LF, no text around. */
    public static String of(String label, byte[] der) {
        return BEGIN + label + DASHES + "\n" + lines(der) + END + label + DASHES + "\n";
    }

    private static String lines(byte[] der) {
        return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n";
    }

    private static String printable(String label) {
        return WORDS.matcher(label).matches() ? label : "block";
    }

    private boolean isUtf16() {
        return text.startsWith("\u00FF\u00FE") || text.startsWith("\u00FE\u00FF")
                || text.contains("-\0-\0B\0E\0G\0I\0N\0");
    }

    private void read() throws Malformed {
        int at = 0;
        while (true) {
            int begin = text.indexOf(BEGIN, at);
            int stray = text.indexOf(END, at);
            if (stray >= 0 && (begin < 0 || stray < begin)) {
                throw new Malformed("line " + line(stray) + " ends a block that was not begun");
            }
            if (begin < 0) {
                return;
            }
            at = block(begin);
        }
    }

    /** @return where it ends */
    private int block(int begin) throws Malformed {
        int from = begin + BEGIN.length();
        int to = text.indexOf(DASHES, from);
        String label = to < 0 || to - from > LABEL_MAX ? "" : text.substring(from, to);
        if (!LABEL.matcher(label).matches()) {
            throw new Malformed("the BEGIN line in line " + line(begin) + " is not complete");
        }
        String endLine = END + label + DASHES;
        int body = to + DASHES.length();
        int end = text.indexOf(endLine, body);
        int next = text.indexOf(BEGIN, body);
        if (end < 0 || next >= 0 && next < end) {
            throw new Malformed("the " + printable(label) + BLOCK_BEGINS_IN_LINE + line(begin)
                    + " has no END line, it was cut short");
        }
        add(label, line(begin), unescaped(text.substring(body, end)));
        return end + endLine.length();
    }

    /** Counts on from where it was asked last, never from behind there: a bundle has a hundred blocks and more. */
    private int line(int at) {
        for (; counted < at; counted++) {
            char c = text.charAt(counted);
            if (c == '\n' || c == '\r' && !text.startsWith("\n", counted + 1)) {
                line++;
            }
        }
        return line;
    }

    /** Backslashes of strings in programs and in JSON (RFC 8259, 7) mean line ends or a slash. */
    private static String unescaped(String body) {
        if (body.indexOf('\\') < 0) {
            return body;
        }
        StringBuilder plain = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            while (i + 1 < body.length() && body.charAt(i) == '\\') {
                i++;
            }
            char meant = body.charAt(i);
            if (meant == 'n' || meant == 'r' || meant == 't') {
                plain.append('\n');
            } else {
                plain.append(meant == '/' || meant <= ' ' ? "" : "\\").append(meant);
            }
        }
        return plain.toString();
    }

    private void add(String label, int line, String body) throws Malformed {
        String headers = "";
        int from = 0;
        if (body.contains("Proc-Type:")) {
            Matcher given = PROC_TYPE.matcher(body);
            int digits = given.lookingAt() ? LONG_IV.matcher(given.group(1)).matches() ? 32 : 16 : 0;
            from = digits == 0 ? 0 : given.end() + digits;
            if (digits == 0 || from > body.length() || !HEX.matcher(body.substring(given.end(), from)).matches()) {
                throw new Malformed("the headers of the " + printable(label) + BLOCK_BEGINS_IN_LINE + line
                        + " are damaged");
            }
            headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: " + given.group(1) + "," + body.substring(given.end(), from)
                    + "\n\n";
        }
        StringBuilder base64 = new StringBuilder(body.length());
        for (int i = from; i < body.length(); i++) {
            if (body.charAt(i) > ' ') {
                base64.append(body.charAt(i));
            }
        }
        blocks.add(new Block(label, line, headers, base64.toString()));
    }
}
