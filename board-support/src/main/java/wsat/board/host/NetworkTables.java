package wsat.board.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.CRC32;

/**
 * What the kernel shows of routes, IPv4 addresses and an interface, by its checksum: to look at the whole network takes
 * a hundred times as long, and mostly finds what was there before. The kernel's files are made when they are read, and
 * nobody waits for that; they stay open, since to open them takes most of the time, and are no channels, which do twice
 * as much for a read. Used by one thread at a time.
 */
final class NetworkTables {
    private static final int PIECE = 4096;
    /** No line is longer. The kernel gives whole ones: a piece that is not quite full may not be the last. */
    private static final int LINE_MAX = 256;
    /** Tables of a router are read this far. */
    private static final int READ_MAX = 4 * PIECE;
    private static final int STATE = 2;

    private final String[] files = {"/proc/net/route", "/proc/net/fib_trie", null};
    /** Null: not open. */
    private final RandomAccessFile[] open = new RandomAccessFile[files.length];
    private final byte[] piece = new byte[PIECE];
    private final CRC32 sum = new CRC32();
    private String name = "";

    /** @param of the name of the interface whose state matters @return differs where routes, addresses or state do */
    long sum(String of) {
        if (!of.equals(name)) {
            name = of;
            files[STATE] = "/sys/class/net/" + of + "/operstate";
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
                open[i] = new RandomAccessFile(files[i], "r");
            }
            if (open[i] != null) {
                read(open[i]);
            }
        } catch (IOException e) {
            sum.update(0); // a machine without it, or an interface that has gone
            close(i);
        }
    }

    private void read(RandomAccessFile file) throws IOException {
        file.seek(0);
        for (int read = 0, n = PIECE; n > PIECE - LINE_MAX && read < READ_MAX; read += n) {
            n = file.read(piece);
            sum.update(piece, 0, Math.max(0, n));
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
