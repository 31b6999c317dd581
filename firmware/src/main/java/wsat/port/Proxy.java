package wsat.port;

/** An HTTP proxy that connections go through by {@code CONNECT} (RFC 9110, 9.3.6). */
public final class Proxy {
    /** The longest value of {@link #authorization}, in bytes. */
    public static final int AUTHORIZATION_MAX = 512;

    /** Name or address, an IPv6 address without its brackets; empty: no proxy. */
    public final Text host = new Text(255);
    /** TCP port, 1 to 65535. */
    public int port;
    /** The value of {@code Proxy-Authorization}; empty: no such header. A secret. */
    public final Text authorization = new Text(AUTHORIZATION_MAX);

    /** Whether there is one. */
    public boolean isSet() {
        return host.length > 0;
    }

    /** There is none. */
    public void clear() {
        host.clear();
        port = 0;
        authorization.clear();
    }

    /** Becomes equal to another one. */
    public void set(Proxy other) {
        host.set(other.host);
        port = other.port;
        authorization.set(other.authorization);
    }
}
