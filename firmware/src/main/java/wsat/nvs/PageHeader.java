package wsat.nvs;

/** The first 32 bytes of a page (ESP-IDF, Non-Volatile Storage, Structure of a Page). */
public final class PageHeader {
    public static final int SIZE = 32;

    /** Page states: each clears one bit more, so that a change of state needs no erase. */
    static final int EMPTY = 0xFFFFFFFF;
    static final int ACTIVE = 0xFFFFFFFE;
    static final int FULL = 0xFFFFFFFC;
    static final int FREEING = 0xFFFFFFF8;
    static final int CORRUPT = 0xFFFFFFF0;
    /** Of a page that was being erased when power was cut. */
    static final int VOID = 0;

    /** Version 2 of the format; later versions count down. */
    static final int VERSION = 0xFE;

    private static final int SEQUENCE = 4;
    private static final int VERSION_AT = 8;
    private static final int CRC = 28;

    private PageHeader() {
    }

    /** Whether a page header of the format, of any version, stands there. */
    public static boolean isValid(byte[] bytes, int offset) {
        return Bytes.getInt(bytes, offset + CRC) == checksum(bytes, offset);
    }

    /** Whether behind a header, which may be lost, an entry of the format stands: its checksum is right. */
    public static boolean hasEntries(byte[] bytes, int offset) {
        int first = offset + SIZE + Page.BITMAP_SIZE;
        for (int at = first; at < first + Page.ENTRIES * Entry.SIZE; at += Entry.SIZE) {
            if (Entry.isSealed(bytes, at)) {
                return true;
            }
        }
        return false;
    }

    static int state(byte[] bytes) {
        return Bytes.getInt(bytes, 0);
    }

    static int sequence(byte[] bytes) {
        return Bytes.getInt(bytes, SEQUENCE);
    }

    static int version(byte[] bytes) {
        return bytes[VERSION_AT] & 0xFF;
    }

    /** Writes the header of a page that begins its life to {@code bytes}. */
    static void start(byte[] bytes, int sequence) {
        Bytes.putInt(bytes, 0, ACTIVE);
        Bytes.putInt(bytes, SEQUENCE, sequence);
        bytes[VERSION_AT] = (byte) VERSION;
        Bytes.fill(bytes, VERSION_AT + 1, CRC, 0xFF);
        Bytes.putInt(bytes, CRC, checksum(bytes, 0));
    }

    private static int checksum(byte[] bytes, int offset) {
        return Crc32.of(bytes, offset + SEQUENCE, CRC - SEQUENCE);
    }
}
