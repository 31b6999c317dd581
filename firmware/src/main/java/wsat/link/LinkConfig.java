package wsat.link;

/** What {@code AT+WSCFG} sets for one link; kept over closing and opening, gone after a restart. */
public final class LinkConfig {
    /** Seconds without anything received after which a ping is sent, 1 to 7200. */
    public int pingIntervalSeconds = 10;
    /** Seconds from the first unanswered ping after which the link is given up, 1 to 7200. */
    public int pongTimeoutSeconds = 120;
    /** Most payload bytes in one {@code +WS_DATA}, in bytes, 1 to the coprocessor's limit. */
    public int bufferSize = 1024;
}
