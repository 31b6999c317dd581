package wsat.port;

/**
 * Why there is no TLS with a server where no alert says it: codes of {@link Ending#TLS} above those of alerts, which
 * end at 255 (RFC 8446, 6).
 */
public final class TlsReason {
    /** The largest number of an alert. */
    public static final int ALERT_MAX = 255;

    /** The handshake was not done in time. */
    public static final int LATE = 256;
    /** TCP ended, or broke, in the handshake. */
    public static final int CUT = 257;
    /** The same, after the server had asked for a certificate of ours. */
    public static final int CERTIFICATE_WANTED = 258;
    /** What answers does not speak TLS. */
    public static final int NOT_TLS = 259;
    /** The authentication mode has no certificates that were accepted. */
    public static final int NO_MATERIAL = 260;

    /** The server's certificate leads to none of the CAs, or is self-signed. */
    public static final int NOT_TRUSTED = 264;
    /** It, or one above it, has expired. */
    public static final int EXPIRED = 265;
    /** It, or one above it, is not yet valid, or the clock is wrong. */
    public static final int NOT_YET_VALID = 266;
    /** It is for another host. */
    public static final int WRONG_HOST = 267;
    /** A key or a signature is too weak. */
    public static final int TOO_WEAK = 268;
    /** It is for another use than a server's. */
    public static final int WRONG_USE = 269;
    /** Anything else that is wrong with it. */
    public static final int NOT_VALID = 270;
    /** Its key is not one of those that the link has pinned. */
    public static final int WRONG_KEY = 271;
    /** The machine's own roots cannot be read. */
    public static final int NO_ROOTS = 272;

    private TlsReason() {
    }
}
