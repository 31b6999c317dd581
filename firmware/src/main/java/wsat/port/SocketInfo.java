package wsat.port;

/** Where a socket begins and ends. */
public final class SocketInfo {
    /** The peer's address as text, and its port; of UDP the one that was asked for. */
    public final Text address = new Text(Resolver.ADDRESS_MAX);
    public int port;
    /** The machine's own port. */
    public int localPort;
}
