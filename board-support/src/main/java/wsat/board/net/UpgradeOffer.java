package wsat.board.net;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import wsat.board.text.Latin1;
import wsat.port.LinkInfo;
import wsat.port.ListenRequest;

/**
 * What a client asks for (RFC 6455, 4.2.1), judged: {@link #status} 101 is an upgrade, everything else the answer that
 * it gets instead.
 */
final class UpgradeOffer {
    static final int UPGRADE = 101;
    private static final int BAD_REQUEST = 400;
    private static final int KEY_BYTES = 16;

    private final RequestHead head;
    private final int status;
    private final String why;
    private final String protocol;

    private UpgradeOffer(RequestHead head, int status, String why, String protocol) {
        this.head = head;
        this.status = status;
        this.why = why;
        this.protocol = protocol;
    }

    static UpgradeOffer of(RequestHead head, ListenRequest terms) {
        String wrong = malformed(head);
        if (wrong != null) {
            return new UpgradeOffer(head, BAD_REQUEST, wrong, "");
        }
        if (!head.method().equals("GET")) {
            return new UpgradeOffer(head, 405, "the method is not GET", "");
        }
        String path = Latin1.string(terms.path);
        if (!path.isEmpty() && !path.equals(head.target().split("\\?", 2)[0])) {
            return new UpgradeOffer(head, 404, "another path than the server's", "");
        }
        if (!head.lists("Upgrade", "websocket") || !head.lists("Connection", "upgrade")) {
            return new UpgradeOffer(head, 426, "it asks for no upgrade to WebSocket", "");
        }
        if (!head.value("Sec-WebSocket-Version").equals("13")) {
            return new UpgradeOffer(head, 426, "another version than 13", "");
        }
        if (!isKey(head)) {
            return new UpgradeOffer(head, BAD_REQUEST, "no valid Sec-WebSocket-Key", "");
        }
        if (head.count("Origin") > 0 && !mayCome(head.value("Origin"), head.value("Host"), terms)) {
            return new UpgradeOffer(head, 403, "a page of another origin, which AT+WSORIGIN does not name", "");
        }
        return new UpgradeOffer(head, UPGRADE, "", protocol(head, terms));
    }

    private static String malformed(RequestHead head) {
        if (!head.isValid() || !head.target().startsWith("/")) {
            return "that is no request of HTTP";
        }
        if (!head.version().startsWith("HTTP/1.") || head.version().equals("HTTP/1.0")) {
            return "another version of HTTP than 1.1";
        }
        if (head.count("Host") != 1 || head.count("Origin") > 1) {
            return "not one Host, or several Origins";
        }
        if (head.target().length() > LinkInfo.TARGET_MAX) {
            return "a path that is too long";
        }
        boolean body = head.count("Transfer-Encoding") > 0
                || head.count("Content-Length") > 0 && !head.value("Content-Length").equals("0");
        return body ? "a request with content" : null;
    }

    private static boolean isKey(RequestHead head) {
        try {
            return head.count("Sec-WebSocket-Key") == 1
                    && Base64.getDecoder().decode(head.value("Sec-WebSocket-Key")).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The origin is the host's own, or one that is named (RFC 6455, 10.2). */
    private static boolean mayCome(String told, String host, ListenRequest terms) {
        String origin = told.equals("file://") ? "null" : told; // how Chromium calls a page from disk, and others do
        for (String named : Latin1.string(terms.origins).split(" ")) {
            if (named.equals("*") || named.equalsIgnoreCase(origin)) {
                return true;
            }
        }
        return authority(origin).equals(authority((terms.secure ? "https://" : "http://") + host));
    }

    /** Host and port of an origin or URI; the scheme's own port is left out. */
    private static String authority(String origin) {
        String[] parts = origin.toLowerCase(Locale.ROOT).split("://", 2);
        if (parts.length < 2) {
            return origin;
        }
        String own = parts[0].equals("https") ? ":443" : ":80";
        return parts[1].endsWith(own) ? parts[1].substring(0, parts[1].length() - own.length()) : parts[1];
    }

    /** The first of the server's that the client speaks. */
    private static String protocol(RequestHead head, ListenRequest terms) {
        List<String> offered = head.list("Sec-WebSocket-Protocol");
        for (String ours : Latin1.string(terms.protocols).split(",")) {
            if (!ours.isEmpty() && offered.contains(ours)) {
                return ours;
            }
        }
        return "";
    }

    /** The status of the answer. */
    int status() {
        return status;
    }

    /** Why it is no upgrade, for the log and for the client. */
    String why() {
        return why;
    }

    /** Path and query. */
    String target() {
        return head.target();
    }

    String key() {
        return head.value("Sec-WebSocket-Key");
    }

    /** The subprotocol that is spoken; empty: none. */
    String protocol() {
        return protocol;
    }

    /** The answer to what is no upgrade. */
    String refusal() {
        String phrase = switch (status) {
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed\r\nAllow: GET";
            case 426 -> "Upgrade Required\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13";
            default -> "Bad Request";
        };
        return "HTTP/1.1 " + status + ' ' + phrase + "\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                + "Content-Length: " + (why.length() + 1) + "\r\n\r\n" + why + '\n';
    }
}
