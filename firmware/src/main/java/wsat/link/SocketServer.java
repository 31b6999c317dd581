package wsat.link;

import wsat.port.ListenPort;
import wsat.port.SocketRequest;

/** A port of the module's own whose clients become {@link Socket}s. */
public final class SocketServer extends OwnPort {
    SocketServer(int number, ListenPort clients) {
        super(number, clients);
    }

    /** {@link SocketRequest#TCP} or {@link SocketRequest#SSL}. */
    public int type() {
        return isSecure() ? SocketRequest.SSL : SocketRequest.TCP;
    }

    /** Whether clients may come over IPv6. */
    public boolean isIpv6() {
        return request.ipv6;
    }

    /**
     * Says what is to be opened; of SSL, the board is given the certificates next.
     *
     * @param type {@link SocketRequest#TCP} or {@link SocketRequest#SSL}
     */
    public void prepare(int port, int type, boolean ipv6, boolean verifies) {
        request.ipv6 = ipv6;
        prepare(port, type != SocketRequest.SSL ? 0
                : TlsConfig.SHOW_CERTIFICATE | (verifies ? TlsConfig.VERIFY_SERVER : 0), 0, 0);
    }

    void accept(Socket link, long now) {
        link.accept(clients, number, type(), now);
    }
}
