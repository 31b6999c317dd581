package wsat.pki.module;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A serial line over raw TCP, as {@code wsat sim --tcp} and serial device servers offer it. */
final class TcpLine implements ModuleLine {
    private static final int CONNECT_MILLIS = 5000;

    private final Socket socket = new Socket();

    TcpLine(String host, int port) throws IOException {
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public int read(byte[] into, int timeoutMillis) throws IOException {
        socket.setSoTimeout(Math.max(1, timeoutMillis));
        try {
            int count = socket.getInputStream().read(into);
            if (count < 0) {
                throw new EOFException("the other side has closed the connection");
            }
            return count;
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
