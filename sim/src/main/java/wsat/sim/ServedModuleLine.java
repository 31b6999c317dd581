package wsat.sim;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import wsat.pki.module.ModuleLine;

/** A line over raw TCP that one host comes to. */
final class ServedModuleLine implements ModuleLine {
    private final ServerSocket server = new ServerSocket();
    /** Null until the host has come. */
    private Socket client;

    ServedModuleLine(InetSocketAddress address) throws IOException {
        server.bind(address, 1);
    }

    int port() {
        return server.getLocalPort();
    }

    private synchronized Socket client(int timeoutMillis) throws IOException {
        if (client == null) {
            server.setSoTimeout(timeoutMillis);
            client = server.accept();
            client.setTcpNoDelay(true);
        }
        return client;
    }

    @Override
    public int read(byte[] into, int timeoutMillis) throws IOException {
        try {
            Socket socket = client(Math.max(1, timeoutMillis));
            socket.setSoTimeout(Math.max(1, timeoutMillis));
            int count = socket.getInputStream().read(into);
            if (count < 0) {
                throw new EOFException("the host has closed the connection");
            }
            return count;
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    /** Waits for the host, too. */
    @Override
    public void write(byte[] bytes) throws IOException {
        client(0).getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (client != null) {
            client.close();
        }
    }
}
