package wsat.board.net;

import java.nio.charset.StandardCharsets;

/**
 * The head of a server's answer, read as leniently as an ESP32 reads it: blanks around a value (RFC 9110, 5.5),
 * folded lines (RFC 9112, 5.2), lines that are no header, a status line without a reason.
 */
final class ResponseHead extends HeadFields {
    /** {@link #code} of what is no status line. */
    static final int NO_CODE = -1;

    private final String statusLine;
    private final int code;

    /** @param bytes with the empty line that ends it */
    ResponseHead(byte[] bytes, int from, int to) {
        String[] lines = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).split("\r?\n");
        statusLine = lines[0];
        code = code(statusLine);
        for (int i = 1; i < lines.length; i++) {
            add(lines[i]);
        }
    }

    /** RFC 9112, 4; the version is not judged. */
    private static int code(String line) {
        String[] words = line.trim().split("[ \t]+", 3);
        return words.length > 1 && words[1].matches("[1-9][0-9][0-9]") ? Integer.parseInt(words[1]) : NO_CODE;
    }

    private void add(String line) {
        int last = values.size() - 1;
        int colon = line.indexOf(':');
        if (line.startsWith(" ") || line.startsWith("\t")) {
            if (last >= 0) {
                values.set(last, (values.get(last) + " " + line.trim()).trim());
            }
        } else if (colon > 0) {
            names.add(line.substring(0, colon).trim());
            values.add(line.substring(colon + 1).trim());
        }
    }

    String statusLine() {
        return statusLine;
    }

    /** The status line as 0, and then each field; null: there is none of that number. */
    String line(int index) {
        if (index > names.size()) {
            return null;
        }
        return index == 0 ? statusLine : names.get(index - 1) + ": " + values.get(index - 1);
    }

    /** 100 to 999, or {@link #NO_CODE}. */
    int code() {
        return code;
    }
}
