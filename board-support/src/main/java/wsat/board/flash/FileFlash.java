package wsat.board.flash;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import wsat.board.os.FileReason;
import wsat.port.Flash;
import wsat.port.Log;

/**
 * A flash partition in an image file, the very bytes that would be in an ESP32's flash. The image is held in
 * memory too, so reading cannot fail. Each write and erase is on the disk before it returns: NVS needs
 * them in order, and of its operations nearly each one must come after the one before.
 *
 * <p>After the first failure of the medium all writes fail, since what the file holds is then not known; so they do
 * when another program has changed the file or put another in its place, where what is written would be lost.
 */
public final class FileFlash implements Flash, Closeable {
    /** Of an image that is made because there was none: ESP-AT's {@code mfg_nvs}. */
    public static final int DEFAULT_SIZE = 0x1F000;
    /** An image is held in memory, and no NVS partition is nearly as large. */
    public static final int SIZE_MAX = 4 << 20;

    static final String WHERE = "flash";
    /** How often it is looked at the file while it is only read. */
    private static final long LOOK_NANOS = 1_000_000_000;

    private final HeldImage held;
    private final Path file;
    private final Log log;
    private final byte[] image;
    private final byte[] sector = new byte[SECTOR];
    private final ByteBuffer buffer = ByteBuffer.wrap(sector);
    /** The file as we have left it. */
    private FileState known;
    private long looked;
    private boolean warned;
    /** Why nothing can be written any more, or null. */
    private String failure;

    private FileFlash(HeldImage held, Log log) {
        this.held = held;
        this.log = log;
        file = held.file;
        image = held.bytes;
        known = held.state;
        looked = System.nanoTime();
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
        return new FileFlash(HeldImage.open(file, sizeIfNew, log, false), log);
    }

    /**
     * As {@link #open(Path, int, Log)}, for a partition without which a module starts as from the factory: one that is
     * damaged beyond use is set aside, beside the erased one that takes its place.
     */
    public static FileFlash openOrRenew(Path file, int sizeIfNew, Log log) throws ImageException {
        return new FileFlash(HeldImage.open(file, sizeIfNew, log, true), log);
    }

    @Override
    public int size() {
        return image.length;
    }

    @Override
    public void read(int address, byte[] target, int offset, int length) {
        if (!warned && System.nanoTime() - looked > LOOK_NANOS) {
            warnOfChange();
        }
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
        failure = file + " is closed";
        held.close();
    }

    /** The sector buffer to file, to disk, and to memory. */
    private boolean store(int address, int length) {
        failure = failure == null ? change() : failure;
        if (failure == null) {
            failure = write(address, length);
        }
        if (failure != null) {
            log.log(Log.ERROR, WHERE, failure, Log.NO_VALUE);
            return false;
        }
        System.arraycopy(sector, 0, image, address, length);
        return true;
    }

    /** @return why it cannot, or null */
    private String write(int address, int length) {
        try {
            buffer.clear().limit(length);
            while (buffer.hasRemaining()) {
                held.channel.write(buffer, address + buffer.position());
            }
            held.channel.force(false);
            FileState now = FileState.of(file);
            String change = otherFile(now);
            known = now;
            return change;
        } catch (IOException e) {
            return file + " cannot be written (" + FileReason.of(e) + "): check the disk, then restart";
        }
    }

    /** What reading says is what was read at the start, which who has changed the file should know. */
    private void warnOfChange() {
        String change = failure == null ? change() : null;
        looked = System.nanoTime();
        warned = change != null;
        if (warned) {
            log.log(Log.WARN, WHERE, change, Log.NO_VALUE);
        }
    }

    /** What another program has done to the file, and the cure; null: nothing. */
    private String change() {
        try {
            FileState now = FileState.of(file);
            String change = otherFile(now);
            if (change != null) {
                return change;
            }
            if (!now.changed().equals(known.changed()) && !Arrays.equals(image, held.load())) {
                return file + " has been written by another program while it is in use: restart to use what it is now";
            }
            known = now; // touched, and no more
            return null;
        } catch (IOException | ImageException e) {
            return file + " cannot be read any more: check the disk, then restart";
        }
    }

    private String otherFile(FileState now) {
        if (!known.isSameFile(now)) {
            return file + (now == null ? " has been removed" : " has been replaced")
                    + " while it is in use, and what is" + " written would be lost: restart to use what is there now";
        }
        return now.size() == image.length ? null : file + " has another size than at the start, "
                + now.size() + " bytes: put a whole image there, and restart";
    }

    private void check(int address, int length) {
        if (address < 0 || length < 0 || address > image.length - length) {
            throw new IndexOutOfBoundsException("flash address " + address + ", " + length + " bytes");
        }
    }
}
