package wsat.nvs;

/** One entry of 32 bytes, and where it was read (ESP-IDF, Non-Volatile Storage, Structure of Entry). */
final class Entry {
    static final int SIZE = 32;
    static final int KEY_MAX = 15;
    /** Chunk field of everything but a blob's chunk. */
    static final int CHUNK_ANY = 0xFF;

    private static final int CRC = 4;
    private static final int KEY = 8;
    private static final int DATA = 24;

    final byte[] bytes = new byte[SIZE];
    /** The page it was read from, or written to. */
    Page page;
    /** Its place there. */
    int index;

    int namespace() {
        return bytes[0] & 0xFF;
    }

    int type() {
        return bytes[1] & 0xFF;
    }

    /** Entries it takes: itself and its data. */
    int span() {
        return bytes[2] & 0xFF;
    }

    int chunk() {
        return bytes[3] & 0xFF;
    }

    /** Bytes of a string (with its NUL), of a version 1 blob or of a chunk. */
    int dataSize() {
        return Bytes.getShort(bytes, DATA);
    }

    int dataCrc() {
        return Bytes.getInt(bytes, DATA + 4);
    }

    /** Of a blob index: bytes of the whole blob. */
    int blobSize() {
        return Bytes.getInt(bytes, DATA);
    }

    int chunkCount() {
        return bytes[DATA + 4] & 0xFF;
    }

    /** Of a blob index: number of its first chunk, 0 or 128 by turns. */
    int chunkStart() {
        return bytes[DATA + 5] & 0xFF;
    }

    /** Of a blob index: whether a chunk of that number is part of the blob. */
    boolean covers(int chunk) {
        return chunk >= chunkStart() && chunk < chunkStart() + chunkCount();
    }

    long integer() {
        int width = Types.width(type());
        boolean signed = (type() & 0x10) != 0;
        long value = signed ? bytes[DATA + width - 1] : bytes[DATA + width - 1] & 0xFF;
        for (int i = width - 2; i >= 0; i--) {
            value = value << 8 | bytes[DATA + i] & 0xFF;
        }
        return value;
    }

    int keyLength() {
        int length = 0;
        while (length < KEY_MAX && bytes[KEY + length] != 0) {
            length++;
        }
        return length;
    }

    void copyKey(byte[] target, int offset) {
        System.arraycopy(bytes, KEY, target, offset, keyLength());
    }

    boolean hasKey(byte[] key, int offset, int length) {
        return keyLength() == length && Bytes.equal(bytes, KEY, key, offset, length);
    }

    /** Whether both stand under the same key of the same namespace. */
    boolean sameName(Entry other) {
        return namespace() == other.namespace() && hasKey(other.bytes, KEY, other.keyLength());
    }

    /** Whether the checksum is right, and {@link #fits}. */
    boolean isSound(int at) {
        return isSealed(bytes, 0) && fits(at);
    }

    /** Whether the entry, with its data, is within a page. */
    boolean fits(int at) {
        return span() > 0 && at + span() <= Page.ENTRIES
                && (!Types.hasData(type()) || dataSize() <= (span() - 1) * SIZE);
    }

    /** Makes it a new entry, all but the data and the checksum. */
    void start(int namespace, int type, int chunk, byte[] key, int offset, int length) {
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = (byte) (i >= KEY && i < DATA ? 0 : 0xFF);
        }
        bytes[0] = (byte) namespace;
        bytes[1] = (byte) type;
        bytes[2] = 1;
        bytes[3] = (byte) chunk;
        System.arraycopy(key, offset, bytes, KEY, length);
    }

    void sealInteger(long value) {
        for (int i = 0; i < Types.width(type()); i++) {
            bytes[DATA + i] = (byte) (value >> (8 * i));
        }
        seal();
    }

    void sealData(byte[] data, int offset, int length) {
        bytes[2] = (byte) spanOf(length);
        bytes[DATA] = (byte) length;
        bytes[DATA + 1] = (byte) (length >> 8);
        Bytes.putInt(bytes, DATA + 4, Crc32.of(data, offset, length));
        seal();
    }

    void sealIndex(int blobSize, int chunkCount, int chunkStart) {
        Bytes.putInt(bytes, DATA, blobSize);
        bytes[DATA + 4] = (byte) chunkCount;
        bytes[DATA + 5] = (byte) chunkStart;
        seal();
    }

    void copyFrom(Entry other) {
        System.arraycopy(other.bytes, 0, bytes, 0, SIZE);
        page = other.page;
        index = other.index;
    }

    /** Entries for so many bytes of data, the entry itself included. */
    static int spanOf(int length) {
        return 1 + (length + SIZE - 1) / SIZE;
    }

    private void seal() {
        Bytes.putInt(bytes, CRC, checksum());
    }

    private int checksum() {
        return checksum(bytes, 0);
    }

    /** Whether the checksum of the bytes of an entry is right. */
    static boolean isSealed(byte[] page, int at) {
        return Bytes.getInt(page, at + CRC) == checksum(page, at);
    }

    private static int checksum(byte[] page, int at) {
        return Crc32.update(Crc32.of(page, at, CRC), page, at + KEY, SIZE - KEY);
    }
}
