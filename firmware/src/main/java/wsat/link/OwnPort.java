package wsat.link;

import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.TlsPort;

/** One TCP port of the module's own: opened and ended by the host, its clients become links. */
public abstract class OwnPort {
    /** {@link #opening}: the board looks at the certificates. */
    public static final int CHECKING = -1;
    /** {@link #opening}: they cannot be used; the board has logged why. */
    public static final int REFUSED = -2;
    /** {@link #opening}: it listens. Anything above it: why it cannot, as {@link ListenPort#listen} says. */
    public static final int LISTENS = 0;

    /** The certificates of the last one that was opened. */
    public final TlsConfig tls = new TlsConfig(TlsConfig.NEVER);

    final int number;
    final ListenPort clients;
    final ListenRequest request = new ListenRequest();
    private boolean listens;

    /** @param number of the listener, from 0 */
    OwnPort(int number, ListenPort clients) {
        this.number = number;
        this.clients = clients;
    }

    /** The number of the listener. */
    public final int number() {
        return number;
    }

    /** Whether clients can come. */
    public final boolean isOpen() {
        return listens;
    }

    /** 1 to 65535, of the one that is or was open. */
    public final int port() {
        return request.port;
    }

    /** Whether TLS is spoken there. */
    public final boolean isSecure() {
        return request.secure;
    }

    /** Whether clients must show a certificate. */
    public final boolean verifies() {
        return request.secure && (request.authMode & TlsConfig.VERIFY_SERVER) != 0;
    }

    /**
     * Says where and how it is to be opened; where TLS is spoken, the board is given the certificates next.
     *
     * @param authMode 0: no TLS; 1: a certificate is shown; 3: and wanted of clients
     * @param pki      the slot of certificate and key
     * @param ca       the slot of the CAs
     */
    final void prepare(int port, int authMode, int pki, int ca) {
        request.port = port;
        request.secure = authMode != 0;
        request.authMode = authMode;
        tls.set(authMode, pki, ca, TlsConfig.NEVER);
    }

    /** How the opening goes: {@link #CHECKING}, {@link #REFUSED}, {@link #LISTENS} or a number of the network's. */
    public final int opening() {
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
    public final void close() {
        listens = false;
        tls.stopReading();
        clients.unlisten(number);
    }

    /** How many clients may still come. */
    final void welcome(int count) {
        clients.welcome(number, count);
    }

    final boolean arrived() {
        return listens && clients.arrived(number);
    }

    final void refuse() {
        clients.refuse(number);
    }
}
