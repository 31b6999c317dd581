package wsat.pki.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import wsat.board.os.FileReason;
import wsat.pki.Refusal;

/** Files that only their owner reads, written whole or not at all. */
public final class OwnFile {
    private OwnFile() {
    }

    /** Reads a file of at most so many bytes. */
    public static byte[] read(Path file, int max) throws Refusal {
        try {
            if (Files.isDirectory(file)) {
                throw new Refusal(file + ": is a directory; give the path of a file");
            }
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw new Refusal(file + ": is not a regular file; give the path of a file on disk");
            }
            if (Files.size(file) > max) {
                throw new Refusal(file + ": " + Files.size(file) + " bytes is more than such a file has (" + max
                        + "); is this the right file?");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal(file + ": cannot be read (" + FileReason.of(e) + "); check the path and its permissions");
        }
    }

    /** Makes a file that must not be there yet. */
    public static void create(Path file, byte[] bytes) throws Refusal {
        write(file, bytes, false);
    }

    /** Makes a file, or puts another in its place. */
    public static void replace(Path file, byte[] bytes) throws Refusal {
        write(file, bytes, true);
    }

    /** Refuses a link to what is not there: no command makes that, and none finds something there. */
    static void mustLeadSomewhere(Path file) throws Refusal {
        String link = FileReason.deadLink(file);
        if (link != null) {
            throw new Refusal(file + ": " + link + "; remove the link, or give another path");
        }
    }

    /** Refuses early what {@link #create} would refuse. */
    public static void mustBeNew(Path file) throws Refusal {
        mustLeadSomewhere(file);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(file + ": is there already; give another path");
        }
    }

    /**
     * Refuses early what {@link #create} and {@link #replace} would refuse: nothing but a file takes the place of a
     * file, and no device, pipe or socket is replaced by one.
     *
     * @param over whether a file that is there may be replaced
     */
    public static void mustBePossible(Path file, boolean over) throws Refusal {
        if (!over) {
            mustLeadSomewhere(file);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new Refusal(file
                        + ": is there already; give another path, or --force to put a new one in its place");
            }
        }
        if (Files.isDirectory(file)) {
            throw new Refusal(file + ": is a directory; give the path of a file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Refusal(file + ": is not a regular file; give the path of a file on disk");
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new Refusal(file
                    + ": cannot be written (there is no such file or directory); check the directory; nothing"
                    + " was changed");
        }
    }

    /**
     * How a file is open to more than its owner, such as {@code its group can read it (rw-r-----)}; null: it is not.
     */
    public static String openTo(Path file) throws Refusal {
        if (!hasOwners(file)) {
            return null;
        }
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            boolean group = mode.contains(PosixFilePermission.GROUP_READ)
                    || mode.contains(PosixFilePermission.GROUP_WRITE);
            boolean others = mode.contains(PosixFilePermission.OTHERS_READ)
                    || mode.contains(PosixFilePermission.OTHERS_WRITE);
            boolean write = mode.contains(PosixFilePermission.GROUP_WRITE)
                    || mode.contains(PosixFilePermission.OTHERS_WRITE);
            return !group && !others ? null : (others ? "every user of this machine" : "its group") + " can "
                    + (write ? "read or write" : "read") + " it (" + PosixFilePermissions.toString(mode) + ")";
        } catch (IOException e) {
            throw new Refusal(file + ": cannot be looked at (" + FileReason.of(e) + "); check its permissions");
        }
    }

    private static void write(Path file, byte[] bytes, boolean over) throws Refusal {
        if (!over) {
            mustBeNew(file);
        }
        mustBePossible(file, true);
        Path whole = null;
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path directory = target.getParent();
            whole = directory.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
            Files.deleteIfExists(whole);
            put(whole, bytes);
            if (over && Files.exists(target)) {
                keepOwner(target, whole);
            }
            if (over) {
                Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                publish(whole, target);
            }
            sync(directory);
        } catch (FileAlreadyExistsException e) {
            mustBeNew(file);
        } catch (IOException e) {
            throw new Refusal(file + ": cannot be written (" + FileReason.of(e)
                    + "); check the directory, its permissions and" + " the free space; nothing was changed");
        } finally {
            remove(whole);
        }
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        FileAttribute<?>[] owner = hasOwners(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static boolean hasOwners(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** What the superuser changes for a service stays the service's. */
    private static void keepOwner(Path old, Path whole) throws IOException {
        if (!hasOwners(old)) {
            return;
        }
        PosixFileAttributes was = Files.readAttributes(old, PosixFileAttributes.class);
        PosixFileAttributeView now = Files.getFileAttributeView(whole, PosixFileAttributeView.class);
        if (!now.getOwner().equals(was.owner())) {
            now.setGroup(was.group());
            now.setOwner(was.owner());
        }
    }

    private static void publish(Path whole, Path target) throws IOException {
        try {
            Files.createLink(target, whole);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE); // a file system without hard links
        }
    }

    private static void sync(Path directory) {
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        } catch (IOException e) {
            // Not every system lets a directory be synced; the file itself is on the disk.
        }
    }

    /** Removes a file, if it is there. */
    public static void remove(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What stays is a file that nobody else can read.
        }
    }
}
