package wsat.board.flash;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import wsat.board.os.FileReason;
import wsat.nvs.PageHeader;
import wsat.port.Flash;
import wsat.port.Log;

/**
 * A flash partition in an image file, the very bytes that would be in an ESP32's flash. The image is held in
 * memory too, so reading cannot fail. Each write and erase is on the disk before it returns: NVS needs
 * them in order, and of its operations nearly each one must come after the one before.
 *
 * <p>After the first failure of the medium all writes fail, since what the file holds is then not known.
 */
public final class FileFlash implements Flash, Closeable {
    /** Of an image that is made because there was none: ESP-AT's {@code mfg_nvs}. */
    public static final int DEFAULT_SIZE = 0x1F000;
    /** An image is held in memory, and no NVS partition is nearly as large. */
    public static final int SIZE_MAX = 4 << 20;

    private static final String WHERE = "flash";

    private final Log log;
    private final FileChannel channel;
    private final FileLock lock;
    private final byte[] image;
    private final byte[] sector = new byte[SECTOR];
    private final ByteBuffer buffer = ByteBuffer.wrap(sector);
    private boolean failed;

    private FileFlash(Log log, FileChannel channel, FileLock lock, byte[] image) {
        this.log = log;
        this.channel = channel;
        this.lock = lock;
        this.image = image;
    }

    /** Opens an image; makes an erased one of {@link #DEFAULT_SIZE} if there is none. */
    public static FileFlash open(Path file, Log log) throws ImageException {
        return open(file, DEFAULT_SIZE, log);
    }

    /**
     * Opens an image, for this process alone.
     *
     * @param sizeIfNew bytes of the erased image that is made if there is no file
     * @throws ImageException when the file cannot be used; it is then as it was
     */
    public static FileFlash open(Path file, int sizeIfNew, Log log) throws ImageException {
        if (sizeIfNew <= 0 || sizeIfNew % SECTOR != 0 || sizeIfNew > SIZE_MAX) {
            throw new IllegalArgumentException("size " + sizeIfNew);
        }
        FileChannel channel = null;
        try {
            FileLock lock;
            Object seen;
            do { // a tool may put a new image in its place between our opening and our locking
                close(channel);
                seen = identity(file);
                channel = openOrCreate(file, sizeIfNew);
                lock = lock(file, channel);
            } while (seen != null && !seen.equals(identity(file)));
            FileFlash flash = new FileFlash(log, channel, lock, load(file, channel));
            keepPrivate(file, log);
            channel = null;
            return flash;
        } catch (NoSuchFileException e) {
            throw new ImageException(file + ": there is no folder for it; make one, or give another path", e);
        } catch (IOException e) {
            throw new ImageException(file + ": cannot be used as a flash image (" + FileReason.of(e)
                    + "); check the path and its permissions", e);
        } finally {
            close(channel);
        }
    }

    @Override
    public int size() {
        return image.length;
    }

    @Override
    public void read(int address, byte[] target, int offset, int length) {
        System.arraycopy(image, address, target, offset, length);
    }

    @Override
    public boolean write(int address, byte[] bytes, int offset, int length) {
        check(address, length);
        for (int done = 0; done < length;) {
            int count = Math.min(SECTOR, length - done);
            for (int i = 0; i < count; i++) {
                sector[i] = (byte) (image[address + done + i] & bytes[offset + done + i]);
            }
            if (!store(address + done, count)) {
                return false;
            }
            done += count;
        }
        return true;
    }

    @Override
    public boolean erase(int address) {
        if (address % SECTOR != 0) {
            throw new IllegalArgumentException("erase at " + address);
        }
        check(address, SECTOR);
        Arrays.fill(sector, (byte) 0xFF);
        return store(address, SECTOR);
    }

    /** Gives the image free. */
    @Override
    public void close() throws IOException {
        failed = true;
        lock.release();
        channel.close();
    }

    /** The sector buffer to file, to disk, and to memory. */
    private boolean store(int address, int length) {
        if (failed) {
            return false;
        }
        try {
            buffer.clear().limit(length);
            while (buffer.hasRemaining()) {
                channel.write(buffer, address + buffer.position());
            }
            channel.force(false);
        } catch (IOException e) {
            failed = true;
            log.log(Log.ERROR, WHERE, "the image file cannot be written: check the disk, then restart; at address",
                    address);
            return false;
        }
        System.arraycopy(sector, 0, image, address, length);
        return true;
    }

    private void check(int address, int length) {
        if (address < 0 || length < 0 || address > image.length - length) {
            throw new IndexOutOfBoundsException("flash address " + address + ", " + length + " bytes");
        }
    }

    /** Which file stands there; null: none. */
    private static Object identity(Path file) throws IOException {
        return Files.exists(file) ? Files.readAttributes(file, BasicFileAttributes.class).fileKey() : null;
    }

    private static FileChannel openOrCreate(Path file, int size) throws IOException {
        try {
            return openExisting(file);
        } catch (NoSuchFileException e) {
            create(file, size);
            return openExisting(file);
        }
    }

    /** Private keys are in it. */
    private static void keepPrivate(Path file, Log log) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
        if (view != null && !owner.containsAll(view.readAttributes().permissions())) {
            view.setPermissions(owner);
            log.log(Log.WARN, WHERE, file + " could be read by others; it is 0600 now", Log.NO_VALUE);
        }
    }

    private static FileChannel openExisting(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Whole or not at all, and never over a file that another process has just made. */
    private static void create(Path file, int size) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
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
                    null);
        }
        return lock;
    }

    private static byte[] load(Path file, FileChannel channel) throws IOException, ImageException {
        long size = channel.size();
        if (size == 0 || size % SECTOR != 0) {
            throw new ImageException(file + ": " + size + " bytes is not a whole number of 4096-byte flash sectors;"
                    + " is the image truncated? Put a whole image there, or move it away to start with an erased one",
                    null);
        }
        if (size > SIZE_MAX) {
            throw new ImageException(file + ": " + size + " bytes is more than a flash image may have (" + SIZE_MAX
                    + "); give the path of the NVS partition image alone", null);
        }
        byte[] image = new byte[(int) size];
        ByteBuffer bytes = ByteBuffer.wrap(image);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, bytes.position()) < 0) {
                throw new IOException("the file shrank while it was read");
            }
        }
        if (isForeign(image)) {
            throw new ImageException(file + ": not an NVS partition image; give the path of one, or move the file away"
                    + " to start with an erased one", null);
        }
        return image;
    }

    /** No page of the format, and bytes where neither an erased partition nor a header that a power cut tore has them. */
    private static boolean isForeign(byte[] image) {
        byte[] erased = new byte[SECTOR - PageHeader.SIZE];
        Arrays.fill(erased, (byte) 0xFF);
        boolean bytesOutsideHeaders = false;
        for (int page = 0; page < image.length; page += SECTOR) {
            if (PageHeader.isValid(image, page)) {
                return false;
            }
            bytesOutsideHeaders |= !Arrays.equals(image, page + PageHeader.SIZE, page + SECTOR, erased, 0, erased.length);
        }
        return bytesOutsideHeaders;
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
