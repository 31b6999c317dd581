package wsat.pki.x509;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a PEM file (RFC 7468, and the headers of RFC 1421 that old encrypted keys have).
 *
 * @param type what stands in its BEGIN line
 * @param line where it begins, from 1
 * @param headers whether RFC 1421 headers stand before the content
 */
record PemBlock(String type, int line, boolean headers, String body) {
    /** A PEM file that is none. The message tells the line. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** All blocks of a text with any line ends; what stands between blocks is skipped. */
    static List<PemBlock> all(String text) throws Malformed {
        List<PemBlock> blocks = new ArrayList<>();
        String[] lines = text.split("\r\n|\n|\r", -1);
        String type = null;
        int begin = 0;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.startsWith(BEGIN)) {
                if (type != null) {
                    throw unfinished(type, begin);
                }
                type = label(line, BEGIN, i + 1);
                begin = i + 1;
                body.setLength(0);
            } else if (line.startsWith(END)) {
                if (type == null || !type.equals(label(line, END, i + 1))) {
                    throw new Malformed("line " + (i + 1) + " ends a block that was not begun");
                }
                blocks.add(new PemBlock(type, begin, body.indexOf(":") >= 0, body.toString()));
                type = null;
            } else if (type != null) {
                body.append(line).append('\n');
            }
        }
        if (type != null) {
            throw unfinished(type, begin);
        }
        return blocks;
    }

    private static Malformed unfinished(String type, int line) {
        return new Malformed("the " + type + " that begins in line " + line + " has no end, the file was cut short");
    }

    private static String label(String line, String start, int number) throws Malformed {
        if (!line.endsWith(DASHES) || line.length() < start.length() + DASHES.length()) {
            throw new Malformed("line " + number + " has not five dashes at its end");
        }
        return line.substring(start.length(), line.length() - DASHES.length());
    }

    /** The content, of a block without headers. */
    byte[] der() throws Malformed {
        try {
            return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new Malformed("the " + type + " that begins in line " + line + " is not base64, the file is damaged");
        }
    }

    /** The block as text again. */
    String text() {
        return BEGIN + type + DASHES + "\n" + body + END + type + DASHES + "\n";
    }

    /** PEM as a module reads it: lines of 64, LF, no text around. */
    static String of(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return BEGIN + type + DASHES + "\n" + base64 + "\n" + END + type + DASHES + "\n";
    }
}
