package wsat.port;

/** On which port clients are waited for, and on what terms. The board has taken all of it when the call returns. */
public final class ListenRequest {
    /** 1 to 65535. */
    public int port;
    /** Whether clients may come over IPv6 too; else over IPv4 alone. */
    public boolean ipv6;
    /** Whether TLS is spoken, with the certificate that was {@link TlsPort#configure}d. */
    public boolean secure;
    /** Of TLS, 1 or 3: whether clients must show a certificate too (3). */
    public int authMode;
}
