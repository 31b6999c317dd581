package wsat.link;

import wsat.port.OpenRequest;
import wsat.port.Proxy;
import wsat.port.Text;

/** Reads {@code http://[user:password@]host[:port]} into a {@link Proxy}. */
public final class ProxyUri {
    /** The longest URI, in bytes. */
    public static final int URI_MAX = 640;

    /** Where the parts of a URI are read to before they are known to be right. */
    private final OpenRequest parts = new OpenRequest(URI_MAX, 0);

    /**
     * Fills a proxy; an empty URI is none.
     *
     * @param uri of at most {@link #URI_MAX} bytes
     * @return null, or what is wrong with it
     */
    public String parse(Text uri, Proxy proxy) {
        proxy.clear();
        if (uri.length == 0) {
            return null;
        }
        String wrong = Uri.parseHttp(uri, parts);
        if (wrong == null && (parts.target.length > 1 || parts.target.bytes[0] != '/')) {
            wrong = "a proxy's URI has no path";
        }
        if (wrong == null && parts.authorization.length > Proxy.AUTHORIZATION_MAX) {
            wrong = "the proxy's user and password are too long";
        }
        if (wrong == null) {
            proxy.host.set(parts.host);
            proxy.port = parts.port;
            proxy.authorization.set(parts.authorization);
        }
        return wrong;
    }

    /** Whether the proxy is named by an IPv6 address. */
    public static boolean isIpv6(Proxy proxy) {
        for (int i = 0; i < proxy.host.length; i++) {
            if (proxy.host.bytes[i] == ':') {
                return true;
            }
        }
        return false;
    }
}
