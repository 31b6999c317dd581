package wsat.port;

/** A network with IEEE 802.1X to be joined, and what one is let in with. */
public final class EnterpriseRequest {
    /** The longest {@link #identity}, {@link #username} and {@link #password}, in bytes. */
    public static final int NAME_MAX = 64;
    /** {@link #method}: EAP-TLS (RFC 5216). This and the next two are the numbers of {@code AT+CWJEAP}. */
    public static final int TLS = 0;
    /** {@link #method}: PEAP, with MSCHAPv2 inside. */
    public static final int PEAP = 1;
    /** {@link #method}: EAP-TTLS (RFC 5281), with MSCHAPv2 inside. */
    public static final int TTLS = 2;

    public final Text ssid = new Text(AccessPoint.SSID_MAX);
    public int method;
    /** What everybody hears; never logged. */
    public final Text identity = new Text(NAME_MAX);
    /** Inside the tunnel of {@link #PEAP} and {@link #TTLS}; never logged. */
    public final Text username = new Text(NAME_MAX);
    /** For {@link #username}; never logged. */
    public final Text password = new Text(NAME_MAX);
    /** The client's chain, null: none is shown. */
    public Slot certificate;
    /** The private key of its first certificate, null: none is shown. */
    public Slot key;
    /** The CAs that the server's chain must lead to, null: it is not verified. */
    public Slot ca;

    /** Becomes like another. */
    public void set(EnterpriseRequest other) {
        ssid.set(other.ssid);
        method = other.method;
        identity.set(other.identity);
        username.set(other.username);
        password.set(other.password);
        certificate = other.certificate;
        key = other.key;
        ca = other.ca;
    }
}
