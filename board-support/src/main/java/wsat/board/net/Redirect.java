package wsat.board.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import wsat.board.text.Latin1;
import wsat.port.OpenRequest;
import wsat.port.Text;

/**
 * Where a server sends an opening (RFC 9110, 15.4), as a request of its own: never from {@code wss} to {@code ws}, and
 * to another host or port without what tells who we are.
 */
final class Redirect {
    private static final String SECRETS = "(?i)(authorization|cookie|proxy-authorization):.*";

    private final OpenRequest from;
    private URI to;
    private boolean secure;
    private int port;

    private Redirect(OpenRequest from) {
        this.from = from;
    }

    /** @return null: it cannot, or must not, be followed */
    static OpenRequest follow(OpenRequest request, String location) {
        Redirect redirect = new Redirect(request);
        return redirect.leads(location) ? redirect.request() : null;
    }

    private boolean leads(String location) {
        if (!location.matches("[!-~]+")) {
            return false;
        }
        try {
            to = new URI(location);
            if (!to.isAbsolute()) {
                to = new URI((from.secure ? "wss://" : "ws://") + Latin1.string(from.hostHeader)
                        + Latin1.string(from.target))
                        .resolve(to);
            }
        } catch (URISyntaxException e) {
            return false;
        }
        String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
        secure = scheme.equals("wss") || scheme.equals("https");
        port = to.getPort() >= 0 ? to.getPort() : secure ? 443 : 80;
        return (secure || !from.secure && (scheme.equals("ws") || scheme.equals("http"))) && to.getHost() != null
                && port > 0 && port < 65_536 && host().length() <= from.host.bytes.length && host().length() <= 255
                && target().length() <= from.target.bytes.length;
    }

    /** Without the brackets of an IPv6 address. */
    private String host() {
        String host = to.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private String target() {
        String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        return path + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery());
    }

    private OpenRequest request() {
        boolean same = port == from.port && host().equalsIgnoreCase(Latin1.string(from.host));
        OpenRequest request = new OpenRequest(from.protocol.bytes.length, from.headers.bytes.length);
        request.set(from);
        request.redirects = from.redirects - 1;
        request.secure = secure;
        request.host.set(host());
        request.port = port;
        request.target.set(target());
        if (!same || secure != from.secure) {
            request.hostHeader.set(to.getHost());
            if (port != (secure ? 443 : 80)) {
                request.hostHeader.append(':').appendNumber(port);
            }
        }
        if (!same) {
            request.authorization.clear();
            withoutSecrets(request.headers);
        }
        return request;
    }

    private static void withoutSecrets(Text headers) {
        StringBuilder kept = new StringBuilder();
        for (String line : Latin1.string(headers).split("\r\n")) {
            if (!line.isEmpty() && !line.matches(SECRETS)) {
                kept.append(line).append("\r\n");
            }
        }
        headers.set(kept.toString());
    }
}
