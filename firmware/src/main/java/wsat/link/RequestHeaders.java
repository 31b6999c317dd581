package wsat.link;

import wsat.port.OpenRequest;
import wsat.port.Text;

/**
 * The headers that {@code AT+WSHEAD} adds to every later opening request, in the order given, a name as
 * often as it is given; {@code Host} once, in place of what the URI says. None can hold a control character, so none
 * can end a header or a request.
 */
public final class RequestHeaders {
    /** Most headers at once. */
    public static final int MAX = 32;

    private static final String HOST = "host";
    /** Names that make or break the handshake or the framing of the request itself. */
    private static final String[] RESERVED = {
        "connection", "upgrade", HOST, "sec-websocket-key", "sec-websocket-version",
        "sec-websocket-extensions", "content-length", "transfer-encoding",
    };

    private final Text stored;
    private final int[] end = new int[MAX];
    private int count;
    /** Which one is {@code Host}; -1: none. */
    private int host = -1;

    /** @param capacity the most bytes of all headers together */
    public RequestHeaders(int capacity) {
        stored = new Text(capacity);
    }

    /** How many headers there are. */
    public int count() {
        return count;
    }

    /** Forgets all of them. */
    public void clear() {
        stored.clear();
        count = 0;
        host = -1;
    }

    /** Whether one more header of {@code length} bytes has room, on the wire too. */
    public boolean fits(int length) {
        return count < MAX && length <= room();
    }

    /** The longest header that has room, on the wire too; 0 or less: none. */
    public int room() {
        // On the wire each has CR LF and perhaps a blank more than what was given.
        return stored.bytes.length - stored.length - 3 * (count + 1);
    }

    /**
     * Adds {@code key: value}; it must fit.
     *
     * @return null, or what is wrong with it
     */
    public String add(byte[] header, int length) {
        boolean isHost = length > HOST.length() && header[HOST.length()] == ':' && matches(header, HOST.length(), HOST);
        String wrong = isHost ? checkHost(header, length) : check(header, length);
        if (wrong == null) {
            host = isHost ? count : host;
            stored.append(header, 0, length);
            end[count++] = stored.length;
        }
        return wrong;
    }

    private String checkHost(byte[] header, int length) {
        if (host >= 0) {
            return "there is a Host already, and it stands in a request once; AT+WSHEAD=0 forgets all headers";
        }
        int from = valueStart(header, HOST.length(), length);
        for (int i = from; i < length; i++) {
            if (!isHostCharacter(header[i])) {
                return "Host is a name or address, and perhaps a colon and a port: it holds a character of neither";
            }
        }
        return length > from && length - from <= OpenRequest.HOST_HEADER_MAX ? null
                : "Host is a name or address, and perhaps a colon and a port, of 1 to 263 bytes";
    }

    private static boolean isHostCharacter(byte b) {
        return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
                || b > 0 && "-._~:[]".indexOf(b) >= 0;
    }

    /** What is wrong with one header that may not be {@code Host}, or null. */
    static String check(byte[] header, int length) {
        int colon = 0;
        while (colon < length && header[colon] != ':') {
            if (!isToken(header[colon++])) {
                return "a header's name holds a character that no name has (RFC 7230, 3.2.6)";
            }
        }
        if (colon == 0 || colon == length) {
            return "a header needs a name, a colon and a value";
        }
        for (int i = colon + 1; i < length; i++) {
            if (header[i] >= 0 && header[i] < ' ' && header[i] != '\t' || header[i] == 127) {
                return "a header holds a control character; count its bytes without CR LF";
            }
        }
        for (int i = 0; i < RESERVED.length; i++) {
            if (matches(header, colon, RESERVED[i])) {
                return "this header is the coprocessor's own";
            }
        }
        return null;
    }

    private static boolean matches(byte[] header, int length, String name) {
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int lower = header[i] >= 'A' && header[i] <= 'Z' ? header[i] + 32 : header[i];
            if (lower != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a byte may stand in a token (RFC 7230, 3.2.6). */
    public static boolean isToken(byte b) {
        return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
                || b > 0 && "!#$%&'*+-.^_`|~".indexOf(b) >= 0;
    }

    /** Where header {@code index} begins in {@link #bytes}. */
    public int start(int index) {
        return index == 0 ? 0 : end[index - 1];
    }

    /** Where header {@code index} ends in {@link #bytes}. */
    public int end(int index) {
        return end[index];
    }

    /** The headers as given, one behind the other. */
    public byte[] bytes() {
        return stored.bytes;
    }

    /** Appends all of them as they stand in a request; {@code Host} takes the place of the one from the URI. */
    public void appendTo(OpenRequest request) {
        for (int i = 0; i < count; i++) {
            if (i == host) {
                int from = valueStart(stored.bytes, start(i) + HOST.length(), end[i]);
                request.hostHeader.clear();
                request.hostHeader.append(stored.bytes, from, end[i] - from);
            } else {
                appendLine(stored.bytes, start(i), end[i], request.headers);
            }
        }
    }

    /** Appends one header, {@code name: value} and CR LF. */
    static void appendLine(byte[] header, int from, int to, Text request) {
        int colon = from;
        while (header[colon] != ':') {
            colon++;
        }
        int value = valueStart(header, colon, to);
        request.append(header, from, colon - from).append(": ").append(header, value, to - value).append("\r\n");
    }

    private static int valueStart(byte[] header, int colon, int to) {
        int at = colon + 1;
        while (at < to && header[at] == ' ') {
            at++;
        }
        return at;
    }
}
