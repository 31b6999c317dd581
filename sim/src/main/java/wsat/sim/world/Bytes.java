package wsat.sim.world;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes as people read and write them: printable ASCII as it is, everything else escaped. */
public final class Bytes {
    private Bytes() {
    }

    /** Latin-1 characters as they are. */
    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** With {@code \r \n \t \\ \xHH} for what is not printable ASCII. */
    public static String show(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            switch (b) {
                case '\r': text.append("\\r"); break;
                case '\n': text.append("\\n"); break;
                case '\t': text.append("\\t"); break;
                case '\\': text.append("\\\\"); break;
                default:
                    text.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : String.format("\\x%02X", b & 0xFF));
            }
        }
        return text.toString();
    }

    /**
     * Reads what {@link #show} writes, and {@code \9*X} for nine times {@code X} (or an escape), and
     * {@code \9#} for nine digits {@code 012345678}.
     *
     * @throws IllegalArgumentException on an escape that there is not
     */
    static byte[] read(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Reader reader = new Reader(text);
        while (reader.at < text.length()) {
            reader.next(bytes);
        }
        return bytes.toByteArray();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        private char take() {
            if (at == text.length()) {
                throw new IllegalArgumentException("the text ends within an escape");
            }
            return text.charAt(at++);
        }

        void next(ByteArrayOutputStream bytes) {
            char c = take();
            if (c == '\\' && at < text.length() && Character.isDigit(text.charAt(at))) {
                many(bytes);
            } else {
                bytes.write(one(c));
            }
        }

        private int one(char c) {
            if (c != '\\') {
                return c;
            }
            char escape = take();
            switch (escape) {
                case 'r': return '\r';
                case 'n': return '\n';
                case 't': return '\t';
                case '\\': return '\\';
                case 'x': return digit() << 4 | digit();
                default: throw new IllegalArgumentException("no such escape: \\" + escape);
            }
        }

        private int digit() {
            int digit = Character.digit(take(), 16);
            if (digit < 0) {
                throw new IllegalArgumentException("\\x needs two hexadecimal digits");
            }
            return digit;
        }

        private void many(ByteArrayOutputStream bytes) {
            int from = at;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            int count = at - from > 7 ? Integer.MAX_VALUE : Integer.parseInt(text.substring(from, at));
            if (count > 10_000_000) {
                throw new IllegalArgumentException("more than 10000000 bytes");
            }
            char how = take();
            if (how != '*' && how != '#') {
                throw new IllegalArgumentException("a count is followed by * or #, not by '" + how + "'");
            }
            int value = how == '*' ? one(take()) : 0;
            for (int i = 0; i < count; i++) {
                bytes.write(how == '*' ? value : '0' + i % 10);
            }
        }
    }
}
