package wsat.port;

/** What is to be known of a link's connection; counts are of all connections of the link since power-up. */
public final class LinkInfo {
    /** The most bytes of a subprotocol that is told. */
    public static final int PROTOCOL_MAX = 123;

    /** The most bytes of {@link #target}. */
    public static final int TARGET_MAX = 255;

    /** Of a client that has come: the path and query that it has asked for; empty: we have opened it. */
    public final Text target = new Text(TARGET_MAX);
    /** What the server has chosen; empty: none. */
    public final Text protocol = new Text(PROTOCOL_MAX);
    /** Whether messages are compressed (RFC 7692). */
    public boolean compressed;
    /** Such as {@code TLSv1.3}; empty: not secured. */
    public final Text tlsVersion = new Text(15);
    /** The cipher suite's name as IANA has it; empty: not secured. */
    public final Text cipher = new Text(63);
    /** The peer's address as text; empty: there is no connection. */
    public final Text address = new Text(45);
    /** The peer's port; 0: there is no connection. */
    public int port;
    /** Frames received and sent, control frames included. */
    public long framesIn;
    /** The same, sent. */
    public long framesOut;
    /** Payload bytes received and sent. */
    public long bytesIn;
    /** The same, sent. */
    public long bytesOut;

    /** There is no connection; counts stay. */
    public void disconnect() {
        target.clear();
        protocol.clear();
        compressed = false;
        tlsVersion.clear();
        cipher.clear();
        address.clear();
        port = 0;
    }

    /** Becomes equal to another one. */
    public void set(LinkInfo other) {
        target.set(other.target);
        protocol.set(other.protocol);
        compressed = other.compressed;
        tlsVersion.set(other.tlsVersion);
        cipher.set(other.cipher);
        address.set(other.address);
        port = other.port;
        framesIn = other.framesIn;
        framesOut = other.framesOut;
        bytesIn = other.bytesIn;
        bytesOut = other.bytesOut;
    }
}
