package wsat.board.os;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** The descriptors of this process, as the kernel shows them. */
public final class Descriptors {
    private static final String FOLDER = "/proc/self/fd";

    private Descriptors() {
    }

    /**
     * All that are open, the highest first: who looks for one that has just been opened mostly finds it there.
     *
     * @throws IOException there is no /proc
     */
    public static int[] highestFirst() throws IOException {
        String[] names = new File(FOLDER).list();
        if (names == null) {
            throw new IOException(FOLDER + " does not show our own descriptors");
        }
        int[] all = new int[names.length];
        for (int i = 0; i < all.length; i++) {
            int one = Integer.parseInt(names[all.length - 1 - i]); // the kernel has them sorted already
            int at = i;
            for (; at > 0 && all[at - 1] < one; at--) {
                all[at] = all[at - 1];
            }
            all[at] = one;
        }
        return all;
    }

    /** Where the kernel shows one; that of a listing may have been closed meanwhile. */
    public static Path path(int descriptor) {
        return Path.of(FOLDER, Integer.toString(descriptor));
    }
}
