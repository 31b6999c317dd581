package wsat.nvs;

/** Little-endian numbers, and comparison, in byte arrays. */
final class Bytes {
    private Bytes() {
    }

    static int getShort(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    static int getInt(byte[] bytes, int at) {
        return getShort(bytes, at) | getShort(bytes, at + 2) << 16;
    }

    static void putInt(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> (8 * i));
        }
    }

    static void fill(byte[] bytes, int from, int to, int value) {
        for (int i = from; i < to; i++) {
            bytes[i] = (byte) value;
        }
    }

    static boolean equal(byte[] a, int aOffset, byte[] b, int bOffset, int length) {
        for (int i = 0; i < length; i++) {
            if (a[aOffset + i] != b[bOffset + i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether all bytes are as an erase leaves them. Eight at a time: a start looks at whole partitions. */
    static boolean blank(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        for (; at <= end - 8; at += 8) {
            if ((bytes[at] & bytes[at + 1] & bytes[at + 2] & bytes[at + 3]
                    & bytes[at + 4] & bytes[at + 5] & bytes[at + 6] & bytes[at + 7]) != -1) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (bytes[at] != -1) {
                return false;
            }
        }
        return true;
    }
}
