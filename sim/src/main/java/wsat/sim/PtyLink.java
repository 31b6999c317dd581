package wsat.sim;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import wsat.board.os.FileReason;
import wsat.board.run.UsageError;

/** The name under which hosts find a pseudo-terminal: a symbolic link, for as long as there is one. */
final class PtyLink {
    private static final String PTYS = "/dev/pts/";

    private final Path path;
    private final Path target;

    /** Makes the link; one that a process left behind is replaced, anything else is not. */
    PtyLink(Path path, String pty) throws UsageError {
        this.path = path;
        target = Path.of(pty);
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isStale()) {
                Files.delete(path);
            }
            Files.createSymbolicLink(path, target);
        } catch (FileAlreadyExistsException e) {
            throw new UsageError("--pty: " + path + " exists already; remove it, or give another path");
        } catch (NoSuchFileException e) {
            throw new UsageError("--pty: there is no folder for " + path);
        } catch (IOException e) {
            throw new UsageError("--pty: cannot make " + path + ": " + FileReason.of(e));
        }
    }

    /** Whether it points to a pseudo-terminal that is no more, or whose number is ours now. */
    private boolean isStale() throws IOException {
        if (!Files.isSymbolicLink(path)) {
            return false;
        }
        Path old = Files.readSymbolicLink(path);
        return old.toString().startsWith(PTYS) && (old.equals(target) || !Files.exists(old));
    }

    /** Removes it, if it is still ours. */
    void remove() {
        try {
            if (Files.isSymbolicLink(path) && Files.readSymbolicLink(path).equals(target)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // somebody was faster
        }
    }
}
