package wsat.board.net;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import wsat.board.text.Latin1;
import wsat.port.OpenRequest;

/**
 * A server's words in quotes, for the log: of a bounded length, and without what they repeat of the request that
 * may be secret (path, query, authorization, subprotocols, values of headers).
 */
final class ServerWords {
    private static final int MAX = 100;
    private static final int BYTES_MAX = 40;
    /** What is shorter is no secret, and would be found everywhere. */
    private static final int SECRET_MIN = 4;
    /** So much of a longer one's beginning is left out too: what repeats it often has no room for all of it. */
    private static final int BEGINNING = 8;
    private static final String LEFT_OUT = "...";
    private static final String REQUEST = "GET /";

    private final OpenRequest request;

    ServerWords(OpenRequest request) {
        this.request = request;
    }

    String of(String words) {
        String shown = masked(words);
        return '"' + (shown.length() > MAX ? shown.substring(0, MAX) + LEFT_OUT : shown) + '"';
    }

    /** Without what is repeated of the request, and neither quoted nor cut. */
    String masked(String words) {
        String shown = words;
        for (String secret : secrets()) {
            // of a path the folders are no secret
            shown = without(secret, shown, (secret.startsWith("/") ? secret.lastIndexOf('/') + 1 : 0) + BEGINNING);
        }
        return shown;
    }

    /** The same of each line of an answer's head. */
    List<String> masked(ResponseHead head) {
        List<String> lines = new ArrayList<>();
        for (String line = head.line(0); line != null; line = head.line(lines.size())) {
            lines.add(masked(line));
        }
        return lines;
    }

    /** @param least so many of its first characters are left out, and as many more as follow there */
    private static String without(String secret, String words, int least) {
        String beginning = secret.substring(0, Math.min(secret.length(), least));
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (int at = words.indexOf(beginning); at >= 0; at = words.indexOf(beginning, from)) {
            shown.append(words, from, at).append(LEFT_OUT);
            from = at;
            int end = Math.min(words.length(), at + secret.length());
            while (from < end && words.charAt(from) == secret.charAt(from - at)) {
                from++;
            }
        }
        return shown.append(words, from, words.length()).toString();
    }

    /** Without user, password, query and fragment. */
    String uri(String uri) {
        String bare = uri.split("[?#]", 2)[0].replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*:)?([/\\\\]*)[^/\\\\]*@", "$1$2");
        return of(bare);
    }

    /** The first line of what is perhaps no text. */
    String bytes(ByteBuffer in) {
        return of(firstLine(in));
    }

    /** The first line of what is perhaps no text, as printable ASCII; who said it knows nothing of a request yet. */
    static String firstLine(ByteBuffer in) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(in.limit(), in.position() + BYTES_MAX);
        int at = in.position();
        for (; at < end && in.get(at) != '\r' && in.get(at) != '\n'; at++) {
            int b = in.get(at) & 0xFF;
            shown.append(b >= ' ' && b < 127 ? String.valueOf((char) b) : String.format("\\x%02x", b));
        }
        return shown + (at == end && end < in.limit() ? LEFT_OUT : "");
    }

    /** Whether these bytes are the beginning of our own request. */
    static boolean repeatsRequest(ByteBuffer in) {
        int count = Math.min(in.remaining(), REQUEST.length());
        for (int i = 0; i < count; i++) {
            if (in.get(in.position() + i) != REQUEST.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        String[] target = Latin1.string(request.target).split("\\?", 2);
        add(secrets, target[0]);
        if (target.length > 1) {
            for (String pair : target[1].split("&")) {
                add(secrets, pair.substring(pair.indexOf('=') + 1));
            }
        }
        String authorization = Latin1.string(request.authorization);
        add(secrets, authorization.substring(authorization.indexOf(' ') + 1));
        for (String protocol : Latin1.string(request.protocol).split("[, ]+")) {
            add(secrets, protocol);
        }
        for (String header : Latin1.string(request.headers).split("\r\n")) {
            add(secrets, header.substring(header.indexOf(':') + 1).trim());
        }
        return secrets;
    }

    private static void add(List<String> secrets, String secret) {
        if (secret.length() >= SECRET_MIN) {
            secrets.add(secret);
        }
    }
}
