package wsat.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import wsat.board.run.UsageError;
import wsat.pki.module.ModuleLine;

/** A pseudo-terminal whose other end the one who is talked to opens. */
final class PtyModuleLine implements ModuleLine {
    private static final int PAUSE_MILLIS = 100;

    private final Pty pty;
    private final PtyLink link;
    private final Selector reading = Selector.open();
    private final Selector writing = Selector.open();

    /** @param path where a link to it is made, or null */
    PtyModuleLine(Path path) throws IOException, UsageError {
        pty = new Pty(true);
        pty.source().register(reading, SelectionKey.OP_READ);
        pty.sink().register(writing, SelectionKey.OP_WRITE);
        link = path == null ? null : new PtyLink(path, pty.path());
    }

    /** What the other one opens. */
    String path() {
        return pty.path();
    }

    @Override
    public int read(byte[] into, int timeoutMillis) throws IOException {
        reading.select(Math.max(1, timeoutMillis));
        reading.selectedKeys().clear();
        return Math.max(0, pty.source().read(ByteBuffer.wrap(into)));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining();) {
            if (pty.sink().write(left) == 0) {
                writing.select(PAUSE_MILLIS);
                writing.selectedKeys().clear();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (link != null) {
            link.remove();
        }
        reading.close();
        writing.close();
        pty.close();
    }
}
