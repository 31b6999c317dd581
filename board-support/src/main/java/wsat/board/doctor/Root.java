package wsat.board.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import wsat.board.os.FileTree;

/**
 * The files of a machine, this one's or those of a card that is mounted somewhere. Paths are as that machine has them.
 */
public final class Root {
    private static final int TEXT_MAX = 65_536;
    private static final int LINKS_MAX = 20;

    private final Path root;

    /** @param root {@code /} is this machine */
    public Root(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Whether it is the machine that this process runs on. */
    public boolean isThisMachine() {
        return root.getParent() == null;
    }

    /** Whether that machine runs, so that it has devices, processes and a network; a card has none. */
    public boolean isRunning() {
        return isThisMachine() || has("/proc/cmdline");
    }

    /** Where a file of that machine is for us. */
    public Path at(String path) {
        Path inside = Path.of("/").resolve(path).normalize();
        return root.resolve(Path.of("/").relativize(inside));
    }

    /** Whether a path of ours is inside that machine, and not its root. */
    boolean isBelow(Path path) {
        return path.startsWith(root) && !path.equals(root);
    }

    /** Whether it is there, as a link too. */
    public boolean has(String path) {
        return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** The first 64 KiB of a file, or nothing if it cannot be read. */
    public String text(String path) {
        try (InputStream in = Files.newInputStream(at(real(path)))) {
            return new String(in.readNBytes(TEXT_MAX), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    /** The lines of {@link #text}. */
    public List<String> lines(String path) {
        return text(path).lines().toList();
    }

    /** What a path leads to when its last name is a link, as that machine would say it. */
    public String real(String path) {
        Path now = Path.of("/").resolve(path).normalize();
        for (int i = 0; i < LINKS_MAX; i++) {
            String target = link(now.toString());
            if (target.isEmpty()) {
                break;
            }
            now = now.resolveSibling(target).normalize();
        }
        return now.toString();
    }

    /** What a link says, or nothing. */
    public String link(String path) {
        try {
            return Files.readSymbolicLink(at(path)).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** The names in a folder that begin with {@code prefix}, sorted. */
    public List<String> names(String folder, String prefix) {
        List<String> names = new ArrayList<>();
        try {
            for (Path one : FileTree.list(at(folder), "*")) {
                String name = one.getFileName().toString();
                if (name.startsWith(prefix)) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            return names; // what cannot be listed has nothing for us
        }
        return names;
    }
}
