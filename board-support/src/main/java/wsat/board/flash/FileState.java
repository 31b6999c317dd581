package wsat.board.flash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Which file stands at a path, and how another program would be seen to have changed it.
 *
 * @param key     device and inode
 * @param size    in bytes
 * @param changed when it was last written
 */
record FileState(Object key, long size, FileTime changed) {
    /** @return null: there is no file */
    static FileState of(Path file) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(now.fileKey(), now.size(), now.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whether both are the same file, whatever is in it. */
    boolean isSameFile(FileState other) {
        return other != null && key.equals(other.key);
    }
}
