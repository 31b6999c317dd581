package wsat.board.net;

import java.io.IOException;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server for many connections, one after the other, which says hello on each and remembers sessions. */
final class SharedServer implements AutoCloseable {
    final int port;
    private final SSLServerSocket listener;

    SharedServer(SSLContext context, String version) {
        try {
            listener = (SSLServerSocket) context.getServerSocketFactory()
                    .createServerSocket(0, 20, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        listener.setEnabledProtocols(new String[] {version});
        port = listener.getLocalPort();
        Thread thread = new Thread(this::accept, "shared server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) listener.accept();
                Thread thread = new Thread(() -> serve(socket), "shared server's connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(SSLSocket socket) {
        try (socket) {
            RawServer.Peer peer = new RawServer.Peer(socket);
            peer.upgrade(Frames.frame(0x81, "hello")).readEnd();
        } catch (IOException e) {
            // The test drops connections as it likes.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
