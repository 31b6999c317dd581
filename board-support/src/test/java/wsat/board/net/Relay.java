package wsat.board.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between the client and a server for one connection, and is a bad wire on the way to the client. */
final class Relay implements AutoCloseable {
    final int port;
    private final ServerSocket listener;
    private final int target;
    private final int piece;
    private final long cutAfter;
    private final boolean cuts;
    private volatile Socket client;
    private volatile Socket server;
    private volatile long passed;

    /**
     * @param piece    how many bytes go to the client in one write at most
     * @param cutAfter how many bytes reach the client
     * @param cuts     whether the connection ends then; else nothing more comes
     */
    Relay(int target, int piece, long cutAfter, boolean cuts) throws IOException {
        this.target = target;
        this.piece = piece;
        this.cutAfter = cutAfter;
        this.cuts = cuts;
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        port = listener.getLocalPort();
        start(this::serve);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            client = listener.accept();
            server = new Socket("127.0.0.1", target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> pass(client, server, Integer.MAX_VALUE, Long.MAX_VALUE));
            pass(server, client, piece, cutAfter);
        } catch (IOException e) {
            // The test sees the end of the connection.
        }
    }

    private void pass(Socket from, Socket to, int most, long limit) {
        byte[] buffer = new byte[65536];
        long sum = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (sum < limit) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, limit - sum));
                if (count < 0) {
                    to.shutdownOutput();
                    return;
                }
                for (int at = 0; at < count; at += most) {
                    out.write(buffer, at, Math.min(most, count - at));
                    if (count - at <= most) {
                        break;
                    }
                }
                sum += count;
                if (limit < Long.MAX_VALUE) {
                    passed = sum;
                }
            }
            if (cuts) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            // Likewise.
        }
    }

    /** How many bytes have reached the client. */
    long passed() {
        return passed;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : new Socket[] {client, server}) {
            if (socket != null) {
                socket.close();
            }
        }
    }
}
