package wsat.board.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.java_websocket.handshake.HandshakeImpl1Server;
import org.java_websocket.handshake.ServerHandshake;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.OpenRequest;

/**
 * What a server's answer says to our request (RFC 6455, 4.1), and words for the person at the board where it is
 * not as it should be. As for an ESP32, {@code Sec-WebSocket-Accept} alone makes it an upgrade.
 */
final class UpgradeAnswer {
    private static final String ACCEPT = "Sec-WebSocket-Accept";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;

    private final ResponseHead head;
    private final OpenRequest request;
    private final ServerWords quoted;
    /** Null: none was offered, or none is taken. */
    private final DeflateTerms deflate;

    UpgradeAnswer(ResponseHead head, OpenRequest request) {
        this.head = head;
        this.request = request;
        quoted = new ServerWords(request);
        List<String> extensions = head.list(EXTENSIONS);
        deflate = request.deflate.offered && !extensions.isEmpty() ? new DeflateTerms(extensions) : null;
    }

    ResponseHead head() {
        return head;
    }

    /** Whether it is only something in front of the answer: 100, 103 (RFC 9110, 15.2). */
    boolean isInterim() {
        return head.code() >= 100 && head.code() < 200 && head.code() != 101;
    }

    /** The same for the library, which is to judge the key: it is given nothing that it would stumble over. */
    ServerHandshake handshake() {
        HandshakeImpl1Server handshake = new HandshakeImpl1Server();
        handshake.setHttpStatus((short) head.code());
        handshake.put("Upgrade", "websocket");
        handshake.put("Connection", "Upgrade");
        Set<String> accepts = new HashSet<>(head.list(ACCEPT));
        handshake.put(ACCEPT, accepts.size() == 1 ? accepts.iterator().next() : "");
        return handshake;
    }

    /** Whether it is an upgrade, if the key fits. */
    boolean isUpgrade() {
        return head.code() == 101 && (deflate == null ? head.list(EXTENSIONS).isEmpty() : deflate.isValid());
    }

    /** How messages are compressed; null: they are not. Of an upgrade. */
    DeflateTerms deflate() {
        return deflate;
    }

    /** Whether the same request is to be made elsewhere (RFC 9110, 15.4). */
    boolean isRedirect() {
        return head.code() == 301 || head.code() == 302 || head.code() == 307 || head.code() == 308;
    }

    /** Where; empty: it does not say. */
    String location() {
        return head.value("Location");
    }

    /** Why it is refused, with the status line. */
    String refusal() {
        return "the server answered " + quoted.of(head.statusLine()) + ": " + why();
    }

    /** Where a refusal stands, {@link Ending#HTTP} or {@link Ending#UPGRADE}. */
    int stage() {
        return head.code() == 101 ? Ending.UPGRADE : Ending.HTTP;
    }

    /** What {@link Ending#code} is of it. */
    int code() {
        return head.code() == 101 || head.code() == ResponseHead.NO_CODE ? 0 : head.code();
    }

    /** Tells the host where else to go, and when. @param unixMillis what the clock says */
    void advise(Ending into, long unixMillis) {
        if (stage() == Ending.HTTP) {
            into.retryAfterSeconds = RetryAfter.seconds(head.value("Retry-After"), head.value("Date"), unixMillis);
            byte[] location = head.code() / 100 == 3 ? head.value("Location").getBytes(StandardCharsets.ISO_8859_1)
                    : new byte[0];
            if (into.location.fits(location.length)) {
                into.location.append(location, 0, location.length);
            }
        }
    }

    /** Which subprotocol it has chosen; empty: none. */
    String protocol() {
        return head.value(PROTOCOL);
    }

    private String why() {
        int code = head.code();
        if (code == 101) {
            return why101();
        }
        switch (code) {
            case 400:
                return request.secure ? "it is no upgrade to WebSocket"
                        : "it is no upgrade to WebSocket; a server that wants TLS may answer so, try wss://";
            case 401:
                return "it wants authorization" + named("WWW-Authenticate", challenge());
            case 426:
                return "it wants another version than 13"
                        + named("Sec-WebSocket-Version", head.value("Sec-WebSocket-Version"));
            case 429:
            case 503:
                return "it is too busy" + named("Retry-After", head.value("Retry-After"));
            case ResponseHead.NO_CODE:
                return "that is no status line of HTTP";
            default:
                return code / 100 != 3 ? "it is no upgrade to WebSocket"
                        : "it is somewhere else, and " + (request.redirects > 0
                        ? "cannot be followed there" : "is not followed any further (AT+WSREDIRECT)")
                        + (head.has("Location") ? ", Location is " + quoted.uri(head.value("Location")) : "");
        }
    }

    private String why101() {
        if (!head.list(EXTENSIONS).isEmpty() && (deflate == null || !deflate.isValid())) {
            return (deflate == null ? "an extension was not asked for" : "the extension is not as it was asked for")
                + named(EXTENSIONS, head.value(EXTENSIONS));
        }
        return head.has(ACCEPT) ? ACCEPT + " does not fit the key, it is " + quoted.of(head.value(ACCEPT))
                : "it has no " + ACCEPT;
    }

    private String named(String name, String value) {
        return value.isEmpty() ? "" : ", " + name + " is " + quoted.of(value);
    }

    /** Scheme and realm of each challenge: what else there is may be of use to others. */
    private String challenge() {
        StringBuilder shown = new StringBuilder();
        for (String part : head.list("WWW-Authenticate")) {
            String[] words = part.split(" +", 2);
            boolean scheme = !words[0].contains("=");
            String parameter = !scheme ? part : words.length > 1 ? words[1] : "";
            boolean realm = parameter.regionMatches(true, 0, "realm", 0, 5);
            if (scheme) {
                shown.append(shown.length() == 0 ? "" : ", ").append(words[0]);
            }
            shown.append(realm ? " " + parameter : "");
        }
        return shown.toString().trim();
    }

    /** What is not as it should be, and taken all the same; null: nothing. */
    String remark() {
        StringBuilder remark = new StringBuilder();
        token("Upgrade", "websocket", remark);
        token("Connection", "upgrade", remark);
        protocol(remark);
        return remark.length() == 0 ? null : "the server's answer is taken, but " + remark;
    }

    private void token(String name, String wanted, StringBuilder remark) {
        if (!head.has(name)) {
            append(remark, "it has no " + name + " header (RFC 6455, 4.1)");
        } else if (!head.lists(name, wanted)) {
            append(remark, name + " is " + quoted.of(head.value(name)) + " (RFC 6455, 4.1)");
        }
    }

    private void protocol(StringBuilder remark) {
        List<String> chosen = head.list(PROTOCOL);
        List<String> asked = List.of(Latin1.string(request.protocol).trim().split("[, \t]+"));
        if (chosen.isEmpty()) {
            if (request.protocol.length > 0) {
                append(remark, "it names no subprotocol, and one was asked for");
            }
        } else if (request.protocol.length == 0) {
            append(remark, "it names a subprotocol, " + quoted.of(head.value(PROTOCOL)) + ", and none was asked for");
        } else if (chosen.size() > 1 || !asked.contains(chosen.get(0))) {
            append(remark, "its subprotocol " + quoted.of(head.value(PROTOCOL)) + " was not asked for");
        }
    }

    private static void append(StringBuilder remark, String words) {
        remark.append(remark.length() == 0 ? "" : "; ").append(words);
    }

    /** What to say of bytes that are no HTTP. */
    static String notHttp(ByteBuffer in, OpenRequest request) {
        int first = in.get(in.position());
        ServerWords quoted = new ServerWords(request);
        if (ServerWords.repeatsRequest(in)) {
            return "what answers there sends back what it is sent, it is no WebSocket server";
        }
        if (first == 'H' || first == 'h') {
            return "the lines of the answer do not end with CR LF, as HTTP's do: " + quoted.bytes(in);
        }
        String said = ", it said " + quoted.bytes(in);
        if (!request.secure && (first == ALERT || first == HANDSHAKE)) {
            return "what answers there speaks TLS" + said + ": try wss://";
        }
        return "what answers there does not speak HTTP" + said + ": is it the right port?";
    }
}
