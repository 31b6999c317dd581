package wsat.link;

/** What {@code AT+WSCFG} sets for one link; kept over closing and opening, gone after a restart. */
public final class LinkConfig {
    /** Seconds without anything received after which a ping is sent, 1 to 7200. */
    public int pingIntervalSeconds = 10;
    /** Seconds from the first unanswered ping after which the link is given up, 1 to 7200. */
    public int pongTimeoutSeconds = 120;
    /** Most payload bytes in one {@code +WS_DATA}, in bytes, 1 to the coprocessor's limit. */
    public int bufferSize;

    /** What {@link #bufferSize} is where the host says nothing, as far as the coprocessor's limit lets it. */
    public static final int BUFFER_SIZE = 1024;

    /** Bit of {@link #authMode}: the client shows a certificate. */
    public static final int SHOW_CERTIFICATE = 1;
    /** Bit of {@link #authMode}: the server is verified. */
    public static final int VERIFY_SERVER = 2;

    /** Sum of the two, 0 to 3, for {@code wss://}. */
    public int authMode;
    /** Number of the slots {@code wss_cert} and {@code wss_key}. */
    public int pki;
    /** Number of the slot {@code wss_ca}. */
    public int ca;
    /** The edition of the partition from which the board has the slots. */
    public int edition;

    /** @param bufferMax the coprocessor's limit of {@link #bufferSize} */
    public LinkConfig(int bufferMax) {
        bufferSize = Math.min(BUFFER_SIZE, bufferMax);
    }
}
