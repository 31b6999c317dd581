package wsat.port;

/**
 * On which port clients are waited for, and on what terms. The firmware leaves it as it is while the port listens, but
 * for {@link #origins}.
 */
public final class ListenRequest {
    /** The most bytes of {@link #path} and of {@link #protocols}. */
    public static final int TEXT_MAX = 255;

    /** 1 to 65535. */
    public int port;
    /** Whether clients may come over IPv6 too; else over IPv4 alone. */
    public boolean ipv6;
    /** Whether TLS is spoken, with the certificate that was {@link TlsPort#configure}d. */
    public boolean secure;
    /** Of TLS, 1 or 3: whether clients must show a certificate too (3). */
    public int authMode;
    /** Whether WebSocket is spoken (RFC 6455, 4.2). */
    public boolean webSocket;
    /** Of WebSocket: the path that clients must name; empty: any. */
    public final Text path = new Text(TEXT_MAX);
    /** Of WebSocket: the subprotocols that are spoken, the dearest first, with commas between; empty: none. */
    public final Text protocols = new Text(TEXT_MAX);
    /** Of WebSocket: origins that may come beside the port's own, with a blank between, looked at as each comes. */
    public Text origins;
}
