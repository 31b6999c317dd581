package wsat.link;

import wsat.port.OpenRequest;
import wsat.port.Text;

/** Reads {@code ws://} and {@code wss://} URIs (RFC 6455, 3) into an {@link OpenRequest}. */
final class Uri {
    private Uri() {
    }

    /**
     * Fills scheme, host, port, target, the value of {@code Host} and, where the URI names a user, authorization.
     *
     * @return null, or what is wrong with the URI
     */
    static String parse(Text uri, OpenRequest request) {
        int at = schemeEnd(uri, request);
        return at < 0 ? "the URI must begin with ws:// or wss://" : parts(uri, at, request);
    }

    /** The same of a URI that begins with {@code http}. */
    static String parseHttp(Text uri, OpenRequest request) {
        request.secure = false;
        return startsWith(uri, "http://") ? parts(uri, 7, request) : "a proxy's URI must begin with http://";
    }

    private static String parts(Text uri, int at, OpenRequest request) {
        byte[] b = uri.bytes;
        for (int i = 0; i < uri.length; i++) {
            if (b[i] >= 0 && b[i] <= ' ' || b[i] == 127) {
                return "the URI holds a blank or a control character";
            }
        }
        int end = at;
        while (end < uri.length && b[end] != '#') {
            end++;
        }
        int authorityEnd = at;
        while (authorityEnd < end && b[authorityEnd] != '/' && b[authorityEnd] != '?') {
            authorityEnd++;
        }
        target(b, authorityEnd, end, request.target);
        int host = at;
        for (int i = at; i < authorityEnd; i++) {
            if (b[i] == '@') {
                host = i + 1;
            }
        }
        request.authorization.clear();
        if (host > at) {
            Authorization.basic(b, at, host - 1 - at, request.authorization);
        }
        String wrong = authority(b, host, authorityEnd, request);
        if (wrong == null) {
            hostHeader(request);
        }
        return wrong;
    }

    /** RFC 9110, 7.2. The zone of an IPv6 address means nothing to the server (RFC 6874, 1). */
    private static void hostHeader(OpenRequest request) {
        byte[] host = request.host.bytes;
        boolean address = false;
        int length = 0;
        while (length < request.host.length && host[length] != '%') {
            address |= host[length++] == ':';
        }
        Text value = request.hostHeader;
        value.clear();
        value.append(address ? "[" : "").append(host, 0, length).append(address ? "]" : "");
        if (request.port != defaultPort(request)) {
            value.append(':').appendNumber(request.port);
        }
    }

    private static int defaultPort(OpenRequest request) {
        return request.secure ? 443 : 80;
    }

    private static int schemeEnd(Text uri, OpenRequest request) {
        request.secure = startsWith(uri, "wss://");
        if (request.secure) {
            return 6;
        }
        return startsWith(uri, "ws://") ? 5 : -1;
    }

    private static boolean startsWith(Text uri, String scheme) {
        if (uri.length < scheme.length()) {
            return false;
        }
        for (int i = 0; i < scheme.length(); i++) {
            byte b = uri.bytes[i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != scheme.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static void target(byte[] b, int from, int to, Text target) {
        target.clear();
        if (from == to || b[from] == '?') {
            target.append('/');
        }
        target.append(b, from, to - from);
    }

    private static String authority(byte[] b, int from, int to, OpenRequest request) {
        int hostEnd = from;
        int portFrom;
        request.host.clear();
        if (from < to && b[from] == '[') {
            while (hostEnd < to && b[hostEnd] != ']') {
                hostEnd++;
            }
            if (hostEnd == to) {
                return "the URI's IPv6 address has no closing bracket";
            }
            request.host.append(b, from + 1, hostEnd - from - 1);
            portFrom = hostEnd + 1;
        } else {
            while (hostEnd < to && b[hostEnd] != ':') {
                hostEnd++;
            }
            request.host.append(b, from, hostEnd - from);
            portFrom = hostEnd;
        }
        if (!isHost(request.host, from < to && b[from] == '[')) {
            return "the URI names no host, or one with a character that no host has, or of more than 255 bytes";
        }
        if (portFrom == to) {
            request.port = defaultPort(request);
            return null;
        }
        return b[portFrom] == ':' ? port(b, portFrom + 1, to, request)
                : "the URI's host is not followed by a port or path";
    }

    private static boolean isHost(Text host, boolean address) {
        for (int i = 0; i < host.length; i++) {
            byte b = host.bytes[i];
            boolean plain = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
                    || b == '-' || b == '.' || b == '_';
            if (!plain && !(address && (b == ':' || b == '%'))) {
                return false;
            }
        }
        return host.length > 0 && host.length <= 255;
    }

    private static String port(byte[] b, int from, int to, OpenRequest request) {
        int port = 0;
        for (int i = from; i < to; i++) {
            if (b[i] < '0' || b[i] > '9' || port > 65535) {
                port = 0;
                break;
            }
            port = port * 10 + b[i] - '0';
        }
        request.port = port;
        return port < 1 || port > 65535 ? "the URI's port is not a number from 1 to 65535" : null;
    }
}
