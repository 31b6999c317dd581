package wsat.board.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Heads of HTTP without their secrets: of headers that are not known to have none, as all that a host adds with
 * {@code AT+WSHEAD}, nothing is shown but the name; of targets no query, which is where tokens stand.
 */
final class HeadMasking {
    private static final Pattern HARMLESS = Pattern.compile("(?i)(Connection|Host|User-Agent|Upgrade|Server|Date|Via"
            + "|Content-(Type|Length)|Transfer-Encoding|Retry-After|Vary|Allow|Cache-Control"
            + "|Sec-WebSocket-(Version|Key|Accept|Extensions|Protocol)):.*");
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]+ )([^ ?#]*)([^ ]*)( HTTP/1\\.[01])");
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] \\d{3}.*");

    private HeadMasking() {
    }

    /** @param head lines with CR LF, in Latin-1 */
    static String of(String head) {
        String[] lines = head.split("\r\n", -1);
        for (int i = 0; i < lines.length; i++) {
            lines[i] = i == 0 ? first(lines[0]) : header(lines[i]);
        }
        return String.join("\r\n", lines);
    }

    private static String first(String line) {
        Matcher request = REQUEST_LINE.matcher(line);
        if (request.matches()) {
            return request.group(1) + request.group(2) + (request.group(3).isEmpty() ? "" : "?" + Masking.HIDDEN)
                    + request.group(4);
        }
        return STATUS_LINE.matcher(line).matches() ? line : Masking.HIDDEN;
    }

    private static String header(String line) {
        int colon = line.indexOf(':');
        return line.isEmpty() || HARMLESS.matcher(line).matches() ? line
                : (colon < 0 ? "" : line.substring(0, colon + 1) + " ") + Masking.HIDDEN;
    }
}
