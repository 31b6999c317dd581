package wsat.board.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that others of its user's alone may read, bounded: when it is full it is renamed to {@code FILE.1}, whose
 * place it takes, and begun anew. What is no ordinary file, such as a FIFO, is written as it is.
 */
final class RecordFile implements Closeable {
    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final Path path;
    private final long sizeMax;
    private final boolean ordinary;
    /** Null while it is not open. */
    private FileChannel channel;
    private long size;

    /** @param sizeMax in bytes, of which there may be twice as many with the older file */
    RecordFile(Path path, long sizeMax) {
        this.path = path;
        this.sizeMax = sizeMax;
        ordinary = !Files.exists(path) || Files.isRegularFile(path);
    }

    /** Begins the file, of an ordinary one only: what stands there from before becomes the older one. */
    void begin() throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a folder");
        }
        if (ordinary) {
            open();
        }
    }

    private void open() throws IOException {
        if (ordinary) {
            if (Files.exists(path)) {
                Files.move(path, older(), StandardCopyOption.REPLACE_EXISTING);
            }
            channel = FileChannel.open(path, NEW, OWNER_ONLY);
        } else {
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
        }
        size = 0;
    }

    private Path older() {
        return path.resolveSibling(path.getFileName() + ".1");
    }

    /** Whether these lines are to stand in a new file. */
    boolean isFull(String lines) {
        return ordinary && size > 0 && size + lines.length() > sizeMax;
    }

    void beginAnew() throws IOException {
        close();
        open();
    }

    /** Writes whole lines, or nothing of them. */
    void write(String lines) throws IOException {
        if (channel == null) {
            open();
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            size += lines.length();
        } catch (IOException e) {
            if (ordinary) {
                channel.truncate(size);
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
