package wsat.link;

import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.SocketRequest;
import wsat.port.TlsPort;

/** One TCP port of the module's own: opened and ended by the host, its clients become {@link Socket}s. */
public final class SocketServer {
    /** {@link #opening}: the board looks at the certificates. */
    public static final int CHECKING = -1;
    /** {@link #opening}: they cannot be used; the board has logged why. */
    public static final int REFUSED = -2;
    /** {@link #opening}: it listens. Anything above it: why it cannot, as {@link ListenPort#listen} says. */
    public static final int LISTENS = 0;

    /** The certificates of the last one that was opened. */
    public final TlsConfig tls = new TlsConfig(TlsConfig.NEVER);

    private final int number;
    private final ListenPort clients;
    private final ListenRequest request = new ListenRequest();
    private boolean listens;

    /** @param number of the listener, from 0 */
    public SocketServer(int number, ListenPort clients) {
        this.number = number;
        this.clients = clients;
    }

    /** The number of the listener. */
    public int number() {
        return number;
    }

    /** Whether clients can come. */
    public boolean isOpen() {
        return listens;
    }

    /** 1 to 65535, of the one that is or was open. */
    public int port() {
        return request.port;
    }

    /** {@link SocketRequest#TCP} or {@link SocketRequest#SSL}. */
    public int type() {
        return request.secure ? SocketRequest.SSL : SocketRequest.TCP;
    }

    /** Whether clients may come over IPv6. */
    public boolean isIpv6() {
        return request.ipv6;
    }

    /** Whether clients must show a certificate. */
    public boolean verifies() {
        return request.secure && (request.authMode & TlsConfig.VERIFY_SERVER) != 0;
    }

    /**
     * Says what is to be opened; of SSL, the board is given the certificates next.
     *
     * @param type {@link SocketRequest#TCP} or {@link SocketRequest#SSL}
     */
    public void prepare(int port, int type, boolean ipv6, boolean verifies) {
        request.port = port;
        request.ipv6 = ipv6;
        request.secure = type == SocketRequest.SSL;
        request.authMode = TlsConfig.SHOW_CERTIFICATE | (verifies ? TlsConfig.VERIFY_SERVER : 0);
        tls.set(request.authMode, 0, 0, TlsConfig.NEVER);
    }

    /** How the opening goes: {@link #CHECKING}, {@link #REFUSED}, {@link #LISTENS} or a number of the network's. */
    public int opening() {
        if (tls.isReading()) {
            switch (tls.outcome(clients, number)) {
                case TlsPort.CHECKING: return CHECKING;
                case TlsPort.REFUSED: return REFUSED;
                default: break;
            }
        }
        int failure = clients.listen(number, request);
        listens = failure == LISTENS;
        return failure;
    }

    /** Ends it; its clients stay. */
    public void close() {
        listens = false;
        tls.stopReading();
        clients.unlisten(number);
    }

    /** How many clients may still come. */
    void welcome(int count) {
        clients.welcome(number, count);
    }

    boolean arrived() {
        return listens && clients.arrived(number);
    }

    void accept(Socket link, long now) {
        link.accept(clients, number, type(), now);
    }

    void refuse() {
        clients.refuse(number);
    }
}
