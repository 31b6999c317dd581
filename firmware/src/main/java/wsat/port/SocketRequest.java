package wsat.port;

/**
 * What a board needs to open one socket. The firmware fills it, has checked that no part holds a control
 * character, and leaves it as it is while the socket lasts.
 */
public final class SocketRequest {
    /** {@link #type}. */
    public static final int TCP = 0;
    public static final int UDP = 1;
    /** TLS over TCP. */
    public static final int SSL = 2;

    /** {@link #TCP}, {@link #UDP} or {@link #SSL}. */
    public int type;
    /** Host name or address, an IPv6 address without brackets. Of UDP: where datagrams go that name no other peer. */
    public final Text host;
    /** The peer's port, 1 to 65535. */
    public int port;
    /** The machine's own port, 1 to 65535; 0: any. */
    public int localPort;
    /** Of TCP and SSL: seconds of silence before the peer is probed, 1 to 7200; 0: never. */
    public int keepAliveSeconds;
    /** Of SSL, 0 to 3: whether to show a certificate (1), verify the server (2); from {@link TlsPort#configure}. */
    public int authMode;
    /** Of SSL. */
    public final TlsOptions tls = new TlsOptions();

    /** Of TCP and SSL: the way out; not set: none. */
    public final Proxy proxy = new Proxy();

    /** Whether it is an attempt like the one before, whose failure has been logged. */
    public boolean again;

    /** @param hostMax the longest host name, in bytes */
    public SocketRequest(int hostMax) {
        host = new Text(hostMax);
    }
}
