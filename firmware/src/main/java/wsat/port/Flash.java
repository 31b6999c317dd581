package wsat.port;

/**
 * One flash partition. Reads and writes bytes as NOR flash does: {@link #write} only clears bits,
 * {@link #erase} sets a whole sector to 0xFF. All methods are called from the loop thread and have
 * taken effect, in order, when they return; what a power cut leaves behind is a prefix of them.
 */
public interface Flash {
    /** Bytes that {@link #erase} sets at once. */
    int SECTOR = 4096;

    /** Size of the partition in bytes, a multiple of {@link #SECTOR}. */
    int size();

    /** Copies {@code length} bytes at {@code address} to {@code buffer}. */
    void read(int address, byte[] buffer, int offset, int length);

    /**
     * Programs bytes: each becomes {@code old & new}.
     *
     * @return false when the medium failed (disk full, input/output error); the board has logged why
     */
    boolean write(int address, byte[] buffer, int offset, int length);

    /**
     * Sets the sector at {@code address} (a multiple of {@link #SECTOR}) to 0xFF.
     *
     * @return false when the medium failed
     */
    boolean erase(int address);
}
