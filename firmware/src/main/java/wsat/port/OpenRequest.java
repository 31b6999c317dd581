package wsat.port;

/**
 * What a board needs to open one WebSocket connection. The firmware fills it, has checked that no part
 * holds a control character, and leaves it as it is while the connection lasts.
 */
public final class OpenRequest {
    /** Whether the URI began with {@code wss}. */
    public boolean secure;
    /** Host name or address, an IPv6 address without its brackets. */
    public final Text host;
    /** TCP port, 1 to 65535. */
    public int port;
    /**
     * The value of {@code Host}: name or address, an IPv6 one in brackets, and the port where it is not the scheme's
     * own.
     */
    public final Text hostHeader;
    /** What follows {@code GET}: path and query, beginning with a slash. */
    public final Text target;
    /** The value of {@code Sec-WebSocket-Protocol}; empty: no such header. */
    public final Text protocol;
    /** The value of {@code Authorization}; empty: no such header. */
    public final Text authorization;
    /** The host's own headers without {@code Host}, each {@code name: value} with CR LF behind it. */
    public final Text headers;
    /**
     * 0 to 5: whether to show a certificate (1), verify the server (2), do so as a browser does, by the machine's own
     * roots and for the URI's host (4); from {@link WebSocketPort#configure}.
     */
    public int authMode;
    /** What else is wanted of TLS. */
    public final TlsOptions tls = new TlsOptions();
    /** The most payload bytes that a {@link Chunk} may span, 1 to the board's limit. */
    public int bufferSize;
    /** Whether and how messages are to be compressed. */
    public final DeflateOptions deflate = new DeflateOptions();

    /** The way out; not set: none. */
    public final Proxy proxy = new Proxy();
    /** How many redirects are followed, 0 to 20. */
    public int redirects;

    /** The longest value of {@code Host}: a name of 255 bytes (RFC 1035, 2.3.4), brackets and a port. */
    public static final int HOST_HEADER_MAX = 263;

    /**
     * @param uriMax    the longest URI, in bytes
     * @param headerMax the most bytes of headers
     */
    public OpenRequest(int uriMax, int headerMax) {
        host = new Text(uriMax);
        hostHeader = new Text(HOST_HEADER_MAX);
        target = new Text(uriMax + 1);
        protocol = new Text(uriMax);
        authorization = new Text(2 * uriMax);
        headers = new Text(headerMax);
    }

    /** Becomes equal to another one of the same sizes. */
    public void set(OpenRequest other) {
        secure = other.secure;
        host.set(other.host);
        port = other.port;
        hostHeader.set(other.hostHeader);
        target.set(other.target);
        protocol.set(other.protocol);
        authorization.set(other.authorization);
        headers.set(other.headers);
        authMode = other.authMode;
        tls.set(other.tls);
        deflate.set(other.deflate);
        bufferSize = other.bufferSize;
        proxy.set(other.proxy);
        redirects = other.redirects;
    }
}
