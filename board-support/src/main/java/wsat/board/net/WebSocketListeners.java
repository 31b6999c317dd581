package wsat.board.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import wsat.port.ListenRequest;

/** The machine's own ports whose clients become WebSocket links. */
final class WebSocketListeners extends Listeners {
    private final LinkConnections[] links;

    WebSocketListeners(Network network, LinkConnections[] links) {
        super(network, "wss_srv");
        this.links = links;
    }

    @Override
    Arrival arrival(String name, ListenRequest request, SocketChannel client, TlsTerms terms) throws IOException {
        return new UpgradeArrival(network, name, request, client, terms);
    }

    @Override
    void accept(Arrival client, int link, int bufferSize) {
        links[link].accept((UpgradeArrival) client, bufferSize);
    }
}
