package wsat.board.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that a person has named, as a whole: within a limit, since a device might never end. */
public final class WholeFile {
    private WholeFile() {
    }

    /**
     * All that is in it.
     *
     * @param max how many bytes it may have
     * @throws IOException it cannot be read, or is longer; {@link FileReason} says which
     */
    public static byte[] read(Path file, int max) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(max + 1);
            if (bytes.length > max) {
                throw new FileSystemException(file.toString(), null, "larger than " + max + " bytes");
            }
            return bytes;
        }
    }
}
