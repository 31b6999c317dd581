package wsat.board.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    Path folder;

    @Test
    void aFolderGoesWithAllThatIsInItAndLinksAreNotFollowed() throws Exception {
        Path kept = Files.writeString(folder.resolve("kept"), "k");
        Path tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("a/b"));
        Files.writeString(tree.resolve("a/b/file"), "f");
        Files.createSymbolicLink(tree.resolve("link"), kept);
        Files.createSymbolicLink(tree.resolve("a/up"), folder);
        FileTree.delete(tree);
        assertFalse(Files.exists(tree));
        assertTrue(Files.exists(kept));
        assertThrows(NoSuchFileException.class, () -> FileTree.delete(tree));
    }

    @Test
    void whatCannotBeReadIsAnErrorOfFiles() throws Exception {
        Path closed = Files.createDirectories(folder.resolve("tree/closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(closed), "skipped: this user may read everything (root)");
        assertThrows(IOException.class, () -> FileTree.delete(folder.resolve("tree")));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aListIsByName() throws Exception {
        for (String name : List.of("chip2", "other", "chip1")) {
            Files.writeString(folder.resolve(name), "");
        }
        assertEquals(List.of(folder.resolve("chip1"), folder.resolve("chip2")), FileTree.list(folder, "chip*"));
    }
}
