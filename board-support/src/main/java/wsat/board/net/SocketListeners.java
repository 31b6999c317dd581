package wsat.board.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import wsat.port.ListenRequest;

/** The machine's own ports whose clients become TCP and SSL sockets. */
final class SocketListeners extends Listeners {
    private final Sockets sockets;

    SocketListeners(Network network, Sockets sockets) {
        super(network, "server");
        this.sockets = sockets;
    }

    @Override
    Arrival arrival(String name, ListenRequest request, SocketChannel client, TlsTerms terms) throws IOException {
        return new TcpSocket(network, name, client, terms);
    }

    @Override
    void accept(Arrival client, int link, int bufferSize) {
        sockets.accept(link, (TcpSocket) client);
    }
}
