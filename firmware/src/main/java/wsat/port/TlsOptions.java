package wsat.port;

/** What a client says and wants in TLS beside certificates; all empty: as the board has it. */
public final class TlsOptions {
    /** The longest server name and common name, in bytes (ESP-AT, AT+CIPSSLCSNI and AT+CIPSSLCCN). */
    public static final int NAME_MAX = 64;
    /** The most protocols of {@link #protocols} (ESP-AT, AT+CIPSSLCALPN). */
    public static final int PROTOCOLS_MAX = 5;
    /** The longest {@link #protocols}, in bytes. */
    public static final int PROTOCOLS_BYTES_MAX = 256;
    /** The most suites of {@link #suites}. */
    public static final int SUITES_MAX = 20;
    /** How one of {@link #pins} begins, and how long it is, in bytes. */
    public static final String PIN = "sha256//";
    public static final int PIN_LENGTH = 52;
    /** The most {@link #pins}. */
    public static final int PINS_MAX = 4;
    /** For {@link #versionMin}, by TLS's own numbers (RFC 8446, 4.1.2). */
    public static final int TLS_1_2 = 0x0303;
    public static final int TLS_1_3 = 0x0304;

    /** The server's name in ClientHello (RFC 6066, 3); empty: the host's, if it is one. */
    public final Text serverName = new Text(NAME_MAX);
    /** Whom a certificate that is verified must be for; empty: anybody, or with {@link #checksHost} the host. */
    public final Text commonName = new Text(NAME_MAX);
    /** Whether a certificate that is verified must name whom it is for in its subjectAltName (RFC 9525, 6.3). */
    public boolean checksHost;
    /** Whether the machine's own roots are trusted beside the slot's, in modes without verification alone. */
    public boolean systemRoots;
    /**
     * Keys of which the server must have one, in any mode: each {@link #PIN} and the SHA-256 of its
     * SubjectPublicKeyInfo in base64, as curl has it, with semicolons between; empty: any key.
     */
    public final Text pins = new Text(PINS_MAX * (PIN_LENGTH + 1) - 1);
    /** The oldest version that is spoken, {@link #TLS_1_2} or {@link #TLS_1_3}. */
    public int versionMin = TLS_1_2;
    /** Application protocols, each behind a byte with its length (RFC 7301, 3.1), the preferred one first. */
    public final Text protocols = new Text(PROTOCOLS_BYTES_MAX);
    /** Cipher suites by the numbers that IANA has given them, valid from 0 to {@link #suiteCount}. */
    public final int[] suites = new int[SUITES_MAX];
    /** How many suites there are to choose from, 0: all that the board has. */
    public int suiteCount;

    /** Becomes like another. */
    public void set(TlsOptions other) {
        serverName.set(other.serverName);
        commonName.set(other.commonName);
        protocols.set(other.protocols);
        System.arraycopy(other.suites, 0, suites, 0, other.suiteCount);
        suiteCount = other.suiteCount;
        checksHost = other.checksHost;
        systemRoots = other.systemRoots;
        pins.set(other.pins);
        versionMin = other.versionMin;
    }
}
