package wsat.board.net;

import java.nio.charset.StandardCharsets;

/** The head of a client's request (RFC 9112, 2 to 5), read strictly: what is odd is not guessed at. */
final class RequestHead extends HeadFields {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final int HEADERS_MAX = 100;

    private final String method;
    private final String target;
    private final String version;
    private boolean valid;

    /** @param length of the head, the empty line that ends it included */
    RequestHead(byte[] bytes, int length) {
        String[] lines = new String(bytes, 0, length, StandardCharsets.ISO_8859_1).split("\r\n");
        String[] words = lines.length == 0 ? new String[0] : lines[0].split(" ", -1);
        method = words.length == 3 ? words[0] : "";
        target = words.length == 3 ? words[1] : "";
        version = words.length == 3 ? words[2] : "";
        valid = method.matches(TOKEN) && target.matches("[!-~]+") && version.matches("HTTP/[0-9]\\.[0-9]")
                && lines.length <= HEADERS_MAX;
        for (int i = 1; i < lines.length && valid; i++) {
            int colon = lines[i].indexOf(':');
            valid = colon > 0 && lines[i].substring(0, colon).matches(TOKEN) && lines[i].indexOf('\r') < 0
                    && lines[i].indexOf('\n') < 0 && lines[i].indexOf('\0') < 0;
            if (valid) {
                names.add(lines[i].substring(0, colon));
                values.add(lines[i].substring(colon + 1).trim());
            }
        }
    }

    /** Whether it is well formed. */
    boolean isValid() {
        return valid;
    }

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    String version() {
        return version;
    }
}
