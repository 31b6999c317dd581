package wsat.link;

import wsat.port.Proxy;

/** What is so for every later opening, whatever its link. */
public final class OpeningDefaults {
    /** Headers of the opening request ({@code AT+WSHEAD}). */
    public final RequestHeaders headers;
    /** The way out ({@code AT+WSPROXY}). */
    public final Proxy proxy = new Proxy();
    /** Whether TCP and SSL sockets take it too. */
    public boolean proxyOfSockets;

    /** @param headerMax the most bytes of all headers together */
    public OpeningDefaults(int headerMax) {
        headers = new RequestHeaders(headerMax);
    }
}
