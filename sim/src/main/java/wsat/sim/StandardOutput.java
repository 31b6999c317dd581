package wsat.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard output of this process, when it could not be written. */
final class StandardOutput {
    /** Of stat(2), st_mode. */
    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    private StandardOutput() {
    }

    /**
     * Whether its reader has had enough ({@code | head}), as against a disk that is full: a pipe fails in no other way.
     */
    static boolean readerHasGone() {
        try {
            int type = (Integer) Files.getAttribute(Path.of("/proc/self/fd/1"), "unix:mode") & TYPE;
            return type == FIFO || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
