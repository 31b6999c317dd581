package wsat.board.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * What the kernel shows of routes, IPv4 addresses and an interface, by its checksum: to look at the whole network takes
 * a hundred times as long, and mostly finds what was there before. The kernel's files are made when they are read, and
 * nobody waits for that; they stay open, since to open them takes most of the time. Used by one thread at a time.
 */
final class NetworkTables {
    private static final int PIECE = 4096;
    /** Tables of a router are read this far. */
    private static final int READ_MAX = 4 * PIECE;
    private static final int STATE = 2;

    private final Path[] files = {Path.of("/proc/net/route"), Path.of("/proc/net/fib_trie"), null};
    /** Null: not open. */
    private final FileChannel[] open = new FileChannel[files.length];
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    private final CRC32 sum = new CRC32();
    private String name = "";

    /** @param of the name of the interface whose state matters @return differs where routes, addresses or state do */
    long sum(String of) {
        if (!of.equals(name)) {
            name = of;
            files[STATE] = Path.of("/sys/class/net", of, "operstate");
            close(STATE);
        }
        sum.reset();
        for (int i = 0; i < files.length; i++) {
            add(i);
        }
        return sum.getValue();
    }

    private void add(int i) {
        try {
            if (open[i] == null && files[i] != null) {
                open[i] = FileChannel.open(files[i]);
            }
            for (int at = 0, n = PIECE; open[i] != null && n == PIECE && at < READ_MAX; at += n) {
                n = open[i].read(piece.clear(), at);
                sum.update(piece.flip());
            }
        } catch (IOException e) {
            sum.update(0); // a machine without it, or an interface that has gone
            close(i);
        }
    }

    private void close(int i) {
        try {
            if (open[i] != null) {
                open[i].close();
            }
        } catch (IOException e) {
            // It is gone either way.
        }
        open[i] = null;
    }
}
