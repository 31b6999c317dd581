package wsat.board.net;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server for one connection that does what a script says, for what no real server would do. */
final class RawServer implements AutoCloseable {

    /** What it does with the connection, in its own thread; then the connection is closed. */
    interface Script {
        void run(Peer peer) throws Exception;
    }

    private interface Wrap {
        Socket wrap(Socket raw) throws IOException;
    }

    final int port;
    private final ServerSocket listener;
    private final Thread thread;
    private volatile Throwable failure;

    RawServer(Script script) {
        this(script, raw -> raw);
    }

    /**
     * One that speaks TLS.
     *
     * @param settings what is to be set before the handshake
     */
    static RawServer tls(SSLContext context, Consumer<SSLSocket> settings, Script script) {
        return new RawServer(script, raw -> {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, null, false);
            socket.setUseClientMode(false);
            settings.accept(socket);
            return socket;
        });
    }

    private RawServer(Script script, Wrap wrap) {
        try {
            listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        port = listener.getLocalPort();
        thread = new Thread(() -> serve(script, wrap), "raw server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Script script, Wrap wrap) {
        try (Socket raw = listener.accept(); Socket socket = wrap.wrap(raw)) {
            script.run(new Peer(socket, raw));
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Whether the script has come to its end, without a failure. */
    boolean done() {
        if (failure != null) {
            throw new AssertionError("the server's script failed", failure);
        }
        return !thread.isAlive();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The connection, seen from the server. */
    static final class Peer {
        final Socket socket;
        /** The same, or what lies under its TLS. */
        final Socket raw;
        final DataInputStream in;
        final OutputStream out;
        /** The frame read last. */
        int first;
        byte[] payload;

        Peer(Socket socket) throws IOException {
            this(socket, socket);
        }

        Peer(Socket socket, Socket raw) throws IOException {
            this.socket = socket;
            this.raw = raw;
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65536));
            out = socket.getOutputStream();
        }

        /** Reads the request head. */
        String request() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            return head.toString();
        }

        /** Answers the request as it should be, with bytes behind it in the same segment. */
        Peer upgrade(byte[]... behind) throws IOException {
            return send(Frames.upgrade(request()), Frames.join(behind));
        }

        Peer send(byte[]... parts) throws IOException {
            out.write(Frames.join(parts));
            return this;
        }

        /** Reads one frame of the client's, which must be masked. */
        Peer read() throws IOException {
            first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if (second < 128) {
                throw new IOException("not masked");
            }
            int length = second & 127;
            length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
            byte[] key = new byte[4];
            in.readFully(key);
            payload = new byte[length];
            in.readFully(payload);
            for (int i = 0; i < length; i++) {
                payload[i] ^= key[i % 4];
            }
            return this;
        }

        /** Reads a close frame. @return its code and reason */
        String readClose() throws IOException {
            read();
            if (first != 0x88) {
                throw new IOException("not a close frame: " + first);
            }
            return ((payload[0] & 0xFF) << 8 | payload[1] & 0xFF) + " "
                    + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }

        /** Reads to the end of TCP. @return how many bytes still came */
        int readEnd() throws IOException {
            int count = 0;
            try {
                while (true) {
                    in.readByte();
                    count++;
                }
            } catch (EOFException e) {
                return count;
            }
        }

        /** Ends the server's direction. */
        void fin() throws IOException {
            socket.shutdownOutput();
        }

        /** Ends the connection with a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
