package wsat.link;

import wsat.port.DeflateOptions;
import wsat.port.TlsOptions;

/**
 * What {@code AT+WSCFG}, {@code AT+WSTLS} and {@code AT+WSDEFLATE} set for one link; kept over closing and opening,
 * gone after a restart but for {@code AT+WSSAVE}.
 */
public final class LinkConfig {
    /** Seconds without anything received after which a ping is sent, 1 to 7200. */
    public int pingIntervalSeconds = 10;
    /** Seconds from the first unanswered ping after which the link is given up, 1 to 7200. */
    public int pongTimeoutSeconds = 120;
    /** Most payload bytes in one {@code +WS_DATA}, in bytes, 1 to the coprocessor's limit. */
    public int bufferSize;

    /** What {@link #bufferSize} is where the host says nothing, as far as the coprocessor's limit lets it. */
    public static final int BUFFER_SIZE = 1024;

    /** For {@code wss://}: slots of {@code wss_cert} and {@code wss_key}, and of {@code wss_ca}. */
    public final TlsConfig tls = new TlsConfig(0);
    /** For {@code wss://}: what else is wanted of TLS, heeded when the host opens the link next. */
    public final TlsOptions tlsOptions = new TlsOptions();
    /** What {@code AT+WSDEFLATE} sets. */
    public final DeflateOptions deflate = new DeflateOptions();

    /** @param bufferMax the coprocessor's limit of {@link #bufferSize} */
    public LinkConfig(int bufferMax) {
        bufferSize = Math.min(BUFFER_SIZE, bufferMax);
    }
}
