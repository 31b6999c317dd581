package wsat.board.os;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

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
        int[] lowestFirst = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            lowestFirst[i] = Integer.parseInt(names[i]);
        }
        Arrays.sort(lowestFirst);
        int[] all = new int[names.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = lowestFirst[all.length - 1 - i];
        }
        return all;
    }

    /** Where the kernel shows one; that of a listing may have been closed meanwhile. */
    public static Path path(int descriptor) {
        return Path.of(FOLDER, Integer.toString(descriptor));
    }
}
