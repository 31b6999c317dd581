package wsat.link;

/** What {@code AT+CIPTCPOPT} and {@code AT+CIPRECVTYPE} set for one socket link. */
public final class SocketOptions {
    /** Whether bytes wait until the host reads them. */
    public boolean passive;
    /** Told when asked; every socket is ended in order. */
    public int lingerSeconds = -1;
    /** Told when asked; nothing waits for more to send. */
    public int noDelay;
    /** {@code AT+CIPCONNPERSIST}: told when asked; the machine's network decides what outlives it. */
    public int persist;
    /** How long a send may take, in milliseconds; 0: as long as the coprocessor's own limit. */
    public int sendTimeoutMillis;
    /** The largest {@link #keepAliveSeconds}. */
    public static final int KEEP_ALIVE_MAX = 7200;

    /** Seconds of silence before the peer is probed, 0 to 7200; 0: never. */
    public int keepAliveSeconds;
}
