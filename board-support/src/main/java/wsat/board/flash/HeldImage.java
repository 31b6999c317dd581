package wsat.board.flash;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import wsat.board.os.FileReason;
import wsat.port.Flash;
import wsat.port.Log;

/** An image file that is open for this process alone: how it is found or made, locked, read, and set aside. */
final class HeldImage implements Closeable {
    /** Behind the name of a partition that was set aside. */
    private static final String DAMAGED = ".damaged";
    /** Of stat(2), st_mode: all permissions but the owner's to read and to write. */
    private static final int NOT_OWNERS = 0177;

    final Path file;
    final FileChannel channel;
    /** What was in it when it was opened. */
    final byte[] bytes;
    /** How it was then. */
    final FileState state;
    private final FileLock lock;

    private HeldImage(Path file, FileChannel channel, FileLock lock, FileState state, byte[] bytes) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.state = state;
        this.bytes = bytes;
    }

    /** @param renew whether a damaged partition is set aside and an erased one made in its place */
    static HeldImage open(Path file, int sizeIfNew, Log log, boolean renew) throws ImageException {
        if (sizeIfNew <= 0 || sizeIfNew % Flash.SECTOR != 0 || sizeIfNew > FileFlash.SIZE_MAX) {
            throw new IllegalArgumentException("size " + sizeIfNew);
        }
        FileChannel channel = null;
        try {
            FileLock lock;
            FileState seen;
            FileState now;
            do { // a tool may put a new image in its place between our opening and our locking
                close(channel);
                seen = FileState.of(file);
                channel = openOrCreate(file, sizeIfNew);
                lock = lock(file, channel);
                now = FileState.of(file);
            } while (now == null || seen != null && !seen.isSameFile(now));
            byte[] image = load(file, channel);
            String fault = Contents.fault(image);
            Path real = file.toRealPath();
            if (fault != null && renew && setAside(file, real, image, log)) {
                return open(real, sizeIfNew, log, false);
            }
            if (fault != null) {
                throw new ImageException(file + ": " + fault, null, true);
            }
            HeldImage held = new HeldImage(file, channel, lock, now, image);
            keepPrivate(file, log);
            channel = null;
            return held;
        } catch (NoSuchFileException e) {
            String link = FileReason.deadLink(file);
            throw new ImageException(file + ": " + (link == null ? "there is no folder for it; make one" : link
                    + "; remove the link") + ", or give another path", e, false);
        } catch (IOException e) {
            throw new ImageException(file + ": cannot be used as a flash image (" + FileReason.of(e)
                    + "); check the path and its permissions", e, e instanceof AccessDeniedException);
        } finally {
            close(channel);
        }
    }

    /**
     * Makes room for a new partition where an unusable one stands: we have its lock.
     *
     * @param real   where links lead to
     * @return whether that was done: what never was a partition stays where it is
     */
    private static boolean setAside(Path file, Path real, byte[] image, Log log) throws IOException {
        if (Contents.isNothing(image)) {
            Files.delete(real);
            log.log(Log.WARN, FileFlash.WHERE, file + " held nothing; all is as after AT+RESTORE", Log.NO_VALUE);
        } else if (Contents.wasPartition(image)) {
            Path aside = real.resolveSibling(real.getFileName() + DAMAGED);
            Files.move(real, aside, StandardCopyOption.ATOMIC_MOVE);
            log.log(Log.WARN, FileFlash.WHERE,
                    file + " is damaged, and kept as " + aside + "; all is as after AT+RESTORE", Log.NO_VALUE);
        } else {
            return false;
        }
        return true;
    }

    /** The bytes in it now. */
    byte[] load() throws IOException, ImageException {
        return load(file, channel);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }

    private static FileChannel openOrCreate(Path file, int size) throws IOException {
        try {
            return openExisting(file);
        } catch (NoSuchFileException e) {
            create(file, size);
            return openExisting(file);
        }
    }

    /** Private keys are in it. Looked at as bits: sets of permissions take ten times as long, at each start. */
    private static void keepPrivate(Path file, Log log) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ((Integer) Files.getAttribute(file, "unix:mode") & NOT_OWNERS) != 0) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            log.log(Log.WARN, FileFlash.WHERE, file + " could be read by others; it is 0600 now", Log.NO_VALUE);
        }
    }

    private static FileChannel openExisting(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) { // a FIFO would wait for its other end
            throw new FileSystemException(file.toString(), null,
                    Files.isDirectory(file) ? "is a directory" : "is no regular file");
        }
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Whole or not at all, and never over a file that another process has just made. */
    private static void create(Path file, int size) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        Path whole = directory.resolve(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        Files.deleteIfExists(whole);
        try {
            try (FileChannel channel = FileChannel.open(whole,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
                byte[] erased = new byte[size];
                Arrays.fill(erased, (byte) 0xFF);
                ByteBuffer bytes = ByteBuffer.wrap(erased);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            publish(whole, file);
        } finally {
            Files.deleteIfExists(whole);
        }
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        } catch (IOException e) {
            // Not every system lets a directory be synced; the file itself is on the disk.
        }
    }

    private static void publish(Path whole, Path file) throws IOException {
        try {
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            // Another process made the image meanwhile; the lock decides between us.
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static FileLock lock(Path file, FileChannel channel) throws IOException, ImageException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new ImageException(file + ": in use by another wsat; stop that one or give this one another image",
                    null, false);
        }
        return lock;
    }

    private static byte[] load(Path file, FileChannel channel) throws IOException, ImageException {
        long size = channel.size();
        if (size > FileFlash.SIZE_MAX) {
            throw new ImageException(file + ": " + size + " bytes is more than a flash image may have ("
                    + FileFlash.SIZE_MAX + "); give the path of the NVS partition image alone", null, true);
        }
        byte[] image = new byte[(int) size];
        ByteBuffer bytes = ByteBuffer.wrap(image);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, bytes.position()) < 0) {
                throw new IOException("the file shrank while it was read");
            }
        }
        return image;
    }

    private static void close(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It was only read; there is nothing to lose.
            }
        }
    }
}
