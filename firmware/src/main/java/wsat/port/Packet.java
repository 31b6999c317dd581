package wsat.port;

/** What has come on a socket, lent by the board: bytes of a stream, or one datagram. */
public final class Packet {
    /** The lent array. */
    public byte[] bytes;
    /** Where in {@link #bytes} it begins. */
    public int start;
    /** How many bytes; 0: an empty datagram. */
    public int length;
    /** Who sent it: an address as text, and a port. */
    public final Text address = new Text(Resolver.ADDRESS_MAX);
    public int port;
}
