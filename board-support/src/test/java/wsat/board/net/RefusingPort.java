package wsat.board.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port of the loopback that is taken, and where nobody listens: connections to it are refused, whoever comes. */
final class RefusingPort implements AutoCloseable {
    final int port;
    private final Socket bound = new Socket();

    RefusingPort() throws IOException {
        bound.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        port = bound.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
