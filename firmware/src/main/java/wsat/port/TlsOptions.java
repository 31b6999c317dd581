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

    /** The server's name in ClientHello (RFC 6066, 3); empty: the host's, if it is one. */
    public final Text serverName = new Text(NAME_MAX);
    /** Whom a certificate that is verified must be for; empty: anybody. */
    public final Text commonName = new Text(NAME_MAX);
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
    }
}
