package wsat.nvs;

/** Types of NVS entries, by the codes of the format (ESP-IDF, Non-Volatile Storage, Structure of Entry). */
public final class Types {
    public static final int U8 = 0x01;
    public static final int I8 = 0x11;
    public static final int U16 = 0x02;
    public static final int I16 = 0x12;
    public static final int U32 = 0x04;
    public static final int I32 = 0x14;
    public static final int U64 = 0x08;
    public static final int I64 = 0x18;
    /** Text; in flash it ends with NUL, which is not counted here. */
    public static final int STRING = 0x21;
    /** Bytes: the one type that {@link Nvs} speaks of, however the blob is stored. */
    public static final int BLOB = 0x41;

    /** A piece of a version 2 blob. */
    static final int BLOB_DATA = 0x42;
    /** What makes the pieces of a version 2 blob one value. */
    static final int BLOB_INDEX = 0x48;

    private Types() {
    }

    /** Whether it is one of the eight integer types. */
    public static boolean isInteger(int type) {
        int width = type & 0x0F;
        return (type & ~0x1F) == 0 && (width == 1 || width == 2 || width == 4 || width == 8);
    }

    /** Bytes of an integer type. */
    public static int width(int type) {
        return type & 0x0F;
    }

    /** Whether the integer type holds the value; a U64 is given as its 64 bits. */
    public static boolean holds(int type, long value) {
        int bits = 8 * width(type);
        if (bits == 64) {
            return true;
        }
        if ((type & 0x10) == 0) {
            return value >>> bits == 0;
        }
        long high = value >> (bits - 1);
        return high == 0 || high == -1;
    }

    /** Whether the entry is followed by data in entries of its own. */
    static boolean hasData(int type) {
        return type == STRING || type == BLOB || type == BLOB_DATA;
    }
}
