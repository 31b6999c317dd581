package wsat.link;

import wsat.port.ListenPort;
import wsat.port.Text;

/** A port of the module's own whose clients become WebSocket {@link Link}s. */
public final class WebSocketServer extends OwnPort {
    private int clientsMax;

    WebSocketServer(int number, ListenPort clients, Text origins) {
        super(number, clients);
        request.webSocket = true;
        request.ipv6 = true;
        request.origins = origins;
    }

    /**
     * Says what is to be opened.
     *
     * @param most      how many clients it may have at once
     * @param path      that clients must name; empty: any
     * @param protocols that are spoken, the dearest first, with commas between; empty: none
     * @param authMode  0: no TLS; 1: a certificate is shown; 3: and wanted of clients
     */
    public void prepare(int port, int most, Text path, Text protocols, int authMode, int pki, int ca) {
        clientsMax = most;
        request.path.set(path);
        request.protocols.set(protocols);
        prepare(port, authMode, pki, ca);
    }

    /** How many clients it may have at once. */
    public int clientsMax() {
        return clientsMax;
    }

    /** The path that clients must name; empty: any. */
    public Text path() {
        return request.path;
    }

    /** The subprotocols that are spoken. */
    public Text protocols() {
        return request.protocols;
    }

    void accept(Link link, long now) {
        link.accept(clients, number, now);
    }
}
