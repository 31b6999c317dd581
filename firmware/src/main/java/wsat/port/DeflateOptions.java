package wsat.port;

/** What a link asks of permessage-deflate (RFC 7692), and what is compressed. */
public final class DeflateOptions {
    /** Shorter messages are sent as they are where the host names no length: there is little to be won. */
    public static final int MIN_LENGTH = 64;

    /** Whether it is offered. */
    public boolean offered;
    /** The shortest message that is compressed, in bytes. */
    public int minLength = MIN_LENGTH;
    /** Whether the server may look back into earlier messages; else it is asked not to. */
    public boolean serverContext = true;
    /** Whether this end looks back into earlier messages, if the server lets it. */
    public boolean clientContext = true;

    /** Becomes equal to another one. */
    public void set(DeflateOptions other) {
        offered = other.offered;
        minLength = other.minLength;
        serverContext = other.serverContext;
        clientContext = other.clientContext;
    }
}
