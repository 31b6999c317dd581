package wsat.port;

/**
 * How a connection could not be opened, or has ended, as a host may ask for it: a number for programs, words for
 * people.
 */
public final class Ending {
    /** {@link #stage}: nothing yet. */
    public static final int NOTHING = 0;
    /** {@link #stage}: the name could not be looked up. */
    public static final int NAME = 1;
    /** {@link #stage}: no TCP connection. */
    public static final int TCP = 2;
    /** {@link #stage}: the proxy would not. */
    public static final int PROXY = 3;
    /** {@link #stage}: no TLS, or a certificate that is refused. */
    public static final int TLS = 4;
    /** {@link #stage}: the server's HTTP answer is no upgrade; the code is its status. */
    public static final int HTTP = 5;
    /** {@link #stage}: the upgrade is not valid (RFC 6455, 4.1). */
    public static final int UPGRADE = 6;
    /** {@link #stage}: no pong in time. */
    public static final int PONG = 7;
    /** {@link #stage}: the server broke the protocol; the code is that of our close frame. */
    public static final int PROTOCOL = 8;
    /** {@link #stage}: TCP ended without a close frame. */
    public static final int TCP_END = 9;
    /** {@link #stage}: closed by the server; the code is that of its close frame (RFC 6455, 7.4). */
    public static final int BY_SERVER = 10;
    /** {@link #stage}: closed by the host; the code is that of its close frame. */
    public static final int BY_HOST = 11;

    /** {@link #code} of {@link #NAME}, as lwIP counts: what was given is neither a name nor an address. */
    public static final int EAI_NONAME = 200;
    /** The same: the name has no address, or nobody could be asked. */
    public static final int EAI_FAIL = 202;

    /**
     * {@link #code} of {@link #TCP}, {@link #PONG}, {@link #TCP_END}: errno as ESP-IDF's newlib counts; not permitted.
     */
    public static final int EACCES = 13;
    /** The same: the connection was reset. */
    public static final int ECONNRESET = 104;
    /** The same: no address of that kind can be used. */
    public static final int EAFNOSUPPORT = 106;
    /** The same: nobody listens there. */
    public static final int ECONNREFUSED = 111;
    /** The same: the local port is in use. */
    public static final int EADDRINUSE = 112;
    /** The same: no way to that network. */
    public static final int ENETUNREACH = 114;
    /** The same: not in time. */
    public static final int ETIMEDOUT = 116;
    /** The same: no way to that host. */
    public static final int EHOSTUNREACH = 118;
    /** The same: there is no such local address. */
    public static final int EADDRNOTAVAIL = 125;
    /** The same: the peer has ended the connection in order. */
    public static final int ENOTCONN = 128;

    /** The most bytes of {@link #text}. */
    public static final int TEXT_MAX = 123;
    /** The most bytes of {@link #location}. */
    public static final int LOCATION_MAX = 255;

    /** {@link #NOTHING} to {@link #BY_HOST}. */
    public int stage;
    /** What the stage says it is; 0: not known. */
    public int code;
    /** In words; of a server's close frame its reason. */
    public final Text text = new Text(TEXT_MAX);
    /** How long the server wants to be left alone, in seconds; 0: it did not say. */
    public int retryAfterSeconds;
    /** Where a redirect leads to; empty: none, or too long. */
    public final Text location = new Text(LOCATION_MAX);

    /** Begins anew with a stage and a code. */
    public Ending set(int newStage, int newCode) {
        stage = newStage;
        code = newCode;
        text.clear();
        retryAfterSeconds = 0;
        location.clear();
        return this;
    }

    /** Becomes equal to another one. */
    public void set(Ending other) {
        set(other.stage, other.code);
        text.append(other.text);
        retryAfterSeconds = other.retryAfterSeconds;
        location.append(other.location);
    }
}
