package wsat.nvs;

/**
 * The checksum of the NVS format: CRC-32 (IEEE 802.3) started from 0xFFFFFFFF in the sense of
 * {@code esp_rom_crc32_le} and zlib, that is with an empty register, and inverted at the end.
 */
final class Crc32 {
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
            }
            TABLE[i] = crc;
        }
    }

    /** The checksum of no bytes. */
    static final int EMPTY = 0xFFFFFFFF;

    private Crc32() {
    }

    /** The checksum of the bytes behind {@code crc} with {@code length} more. */
    static int update(int crc, byte[] bytes, int offset, int length) {
        int register = ~crc;
        for (int i = offset; i < offset + length; i++) {
            register = TABLE[(register ^ bytes[i]) & 0xFF] ^ (register >>> 8);
        }
        return ~register;
    }

    /** The checksum of one span. */
    static int of(byte[] bytes, int offset, int length) {
        return update(EMPTY, bytes, offset, length);
    }
}
