package wsat.pki.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import wsat.board.flash.FileFlash;
import wsat.board.os.FileReason;
import wsat.nvs.PageHeader;
import wsat.pki.Refusal;
import wsat.port.Flash;

/**
 * A partition image on disk. While it is held, no running wsat can open it; a change puts a whole new file in
 * its place, so that the image is always the old one or the new one.
 */
public final class ImageFile implements Closeable {
    /** The smallest partition that Espressif's generator makes. */
    public static final int SIZE_MIN = 0x3000;

    private final Path path;
    private final FileChannel channel;
    private final byte[] bytes;
    private final boolean inUse;

    private ImageFile(Path path, FileChannel channel, byte[] bytes, boolean inUse) {
        this.path = path;
        this.channel = channel;
        this.bytes = bytes;
        this.inUse = inUse;
    }

    /** Holds an image that will be changed. */
    public static ImageFile hold(Path path) throws Refusal {
        return checked(holdAny(path));
    }

    /** Holds a file that will be replaced, whatever is in it. */
    public static ImageFile holdAny(Path path) throws Refusal {
        ImageFile file = open(path, true);
        if (file.inUse) {
            file.close();
            throw new Refusal(path + ": in use by a running wsat; stop that one first, or change its slots with"
                    + " wsat pki push");
        }
        return file;
    }

    /** Looks at an image, also while another holds it. */
    public static ImageFile look(Path path) throws Refusal {
        return checked(open(path, false));
    }

    private static ImageFile checked(ImageFile file) throws Refusal {
        try {
            check(file.path, file.bytes);
            return file;
        } catch (Refusal e) {
            file.close();
            throw e;
        }
    }

    private static ImageFile open(Path path, boolean change) throws Refusal {
        OwnFile.mustLeadSomewhere(path);
        if (!Files.exists(path)) {
            throw new Refusal(path + ": there is no such image; make one with wsat pki init " + path);
        }
        if (!Files.isRegularFile(path)) {
            throw new Refusal(path + ": is not a file; give the path of an image");
        }
        FileChannel channel = null;
        try {
            Object seen;
            boolean held;
            do { // another wsat may put a new file in its place between our opening and our locking
                close(channel);
                seen = identity(path);
                channel = change ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                        : FileChannel.open(path, StandardOpenOption.READ);
                held = !lock(channel, !change);
            } while (!Objects.equals(seen, identity(path)));
            ImageFile file = new ImageFile(path, channel, load(path, channel), held);
            channel = null;
            return file;
        } catch (IOException e) {
            throw new Refusal(path + ": cannot be used as a flash image (" + FileReason.of(e)
                    + "); check the path and its permissions");
        } finally {
            close(channel);
        }
    }

    private static Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Through the channel that has the lock: to close another one would give the lock up. */
    private static byte[] load(Path path, FileChannel channel) throws IOException, Refusal {
        if (channel.size() > FileFlash.SIZE_MAX) {
            throw new Refusal(path + ": " + channel.size() + " bytes is more than a flash image may have ("
                    + FileFlash.SIZE_MAX + "); give the path of the NVS partition image alone");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) channel.size());
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
            // until all is read, or the file has shrunk
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static boolean lock(FileChannel channel, boolean shared) throws IOException {
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Refuses what cannot be an NVS partition. */
    public static void check(Path path, byte[] bytes) throws Refusal {
        if (bytes.length == 0) {
            throw new Refusal(path + ": is empty; copy or pull the image again, or make one with wsat pki init --force "
                    + path);
        }
        String begin = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
        if (begin.startsWith("-----BEGIN ") || begin.contains("\n-----BEGIN ")) { // not within an AtPKI header
            throw new Refusal(path + ": is a PEM file; give the path of an image");
        }
        if (bytes.length % Flash.SECTOR != 0) {
            throw new Refusal(path + ": " + bytes.length + " bytes is not a whole number of 4096-byte flash sectors; is"
                    + " the image truncated? Copy or pull it again");
        }
        boolean blank = true;
        for (int page = 0; page < bytes.length; page += Flash.SECTOR) {
            if (PageHeader.isValid(bytes, page)) {
                return;
            }
            for (int i = page; i < page + Flash.SECTOR && blank; i++) {
                blank = bytes[i] == (byte) 0xFF;
            }
        }
        if (!blank) {
            throw new Refusal(path + ": is not an NVS partition image; give the path of one, or make one with wsat pki"
                    + " init");
        }
    }

    public Path path() {
        return path;
    }

    /** The image as it was when it was opened; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether a running wsat holds the image: then it may change at any moment. */
    public boolean inUse() {
        return inUse;
    }

    /** Puts a new image in place of the old one. */
    public void replace(byte[] image) throws Refusal {
        OwnFile.replace(path, image);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written through it.
        }
    }
}
