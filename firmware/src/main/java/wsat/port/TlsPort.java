package wsat.port;

/** Numbered links that may be secured by TLS: which certificates they show and which they trust. */
public interface TlsPort {
    /** {@link #configured}: the material is being looked at. */
    int CHECKING = 0;
    /** {@link #configured}: it is good, and used when the link is opened next. */
    int ACCEPTED = 1;
    /** {@link #configured}: it cannot be read or does not fit together; the board has logged why. */
    int REFUSED = 2;

    /**
     * Begins to look at the certificates of a link, as {@code AT+WSCFG} or {@code AT+CIPSSLCCONF} names
     * them; the outcome shows in {@link #configured}. The bytes are read before this returns. What was accepted before
     * stays in force until this is ACCEPTED; an open connection is not affected.
     *
     * @param authMode    1: certificate and key; 2: CAs; 3: both; 0: none, which forgets them; 4 and 5: as 0 and 1, the
     *                    machine's own roots being trusted
     * @param certificate the client's chain, or null
     * @param key         the private key of its first certificate, or null
     * @param ca          the CAs that the server's chain must lead to, or null
     */
    void configure(int link, int authMode, Slot certificate, Slot key, Slot ca);

    /** How {@link #configure} goes, {@link #CHECKING} to {@link #REFUSED}. */
    int configured(int link);
}
