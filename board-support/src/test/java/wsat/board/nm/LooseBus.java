package wsat.board.nm;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A way to the bus that can be cut while NetworkManager stays, and that can lose the answer to a call. */
final class LooseBus implements AutoCloseable {
    final String address;
    private final Path target;
    private final Path path;
    private final ServerSocketChannel server;
    private final List<SocketChannel> open = new ArrayList<>();
    /** Of the method whose answer is lost, and all that comes behind it; null: none. */
    private volatile String mutedBy;
    private volatile boolean muted;

    /** @param bus {@code unix:path=…} */
    LooseBus(String bus) throws IOException {
        target = Path.of(bus.substring(bus.indexOf('=') + 1));
        path = target.resolveSibling("loose");
        address = "unix:path=" + path;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        thread(this::accept);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "loose bus");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel here = server.accept();
                SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(target));
                synchronized (open) {
                    open.add(here);
                    open.add(there);
                }
                thread(() -> pump(here, there, true));
                thread(() -> pump(there, here, false));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void pump(SocketChannel from, SocketChannel to, boolean calls) {
        ByteBuffer bytes = ByteBuffer.allocate(65_536);
        try {
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                String method = mutedBy;
                if (calls && method != null
                        && StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString().contains(method)) {
                    muted = true;
                }
                while (bytes.hasRemaining() && (calls || !muted)) {
                    to.write(bytes);
                }
            }
        } catch (IOException e) {
            return; // cut
        }
    }

    /** Nothing comes back any more when this method has been called. */
    void loseTheAnswerTo(String method) {
        mutedBy = method;
    }

    /** Whoever is connected is not any more; the next ones are served well. */
    void cut() throws IOException {
        mutedBy = null;
        muted = false;
        synchronized (open) {
            for (SocketChannel one : open) {
                one.close();
            }
            open.clear();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        Files.deleteIfExists(path);
    }
}
