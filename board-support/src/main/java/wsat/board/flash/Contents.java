package wsat.board.flash;

import java.util.Arrays;
import wsat.nvs.PageHeader;
import wsat.port.Flash;

/** What a file holds that is to be a partition image: one that can be used, one that was one, or something else. */
public final class Contents {
    private static final byte ERASED = (byte) 0xFF;

    private Contents() {
    }

    /** Why bytes are no image that can be used, and the cure; null: they are one. */
    public static String fault(byte[] bytes) {
        if (bytes.length == 0) {
            return "it is empty; put a whole image there, or remove the file to start with an erased one";
        }
        if (bytes.length % Flash.SECTOR != 0) {
            return bytes.length + " bytes is not a whole number of 4096-byte flash sectors; is the image truncated?"
                    + " Put a whole image there, or move it away to start with an erased one";
        }
        return isForeign(bytes)
                ? "not an NVS partition image; give the path of one, or move the file away to start with"
                + " an erased one" : null;
    }

    /**
     * No page of the format, and bytes where neither an erased partition nor a header that a power cut tore has them.
     */
    private static boolean isForeign(byte[] bytes) {
        boolean bytesOutsideHeaders = false;
        byte[] erased = new byte[Flash.SECTOR];
        Arrays.fill(erased, ERASED);
        for (int page = 0; page < bytes.length; page += Flash.SECTOR) {
            if (PageHeader.isValid(bytes, page)) {
                return false;
            }
            bytesOutsideHeaders |= !Arrays.equals(bytes, page + PageHeader.SIZE, page + Flash.SECTOR,
                    erased, PageHeader.SIZE, Flash.SECTOR);
        }
        return bytesOutsideHeaders;
    }

    /** Whether there is nothing in it that could be lost. */
    public static boolean isNothing(byte[] bytes) {
        return isAll((byte) 0, bytes, 0, bytes.length);
    }

    /**
     * Whether bytes that cannot be used are what was left of a partition: a page or an entry has its right checksum, or
     * a sector is erased. No letter and no picture has such.
     */
    public static boolean wasPartition(byte[] bytes) {
        for (int page = 0; page + Flash.SECTOR <= bytes.length; page += Flash.SECTOR) {
            if (PageHeader.isValid(bytes, page) || PageHeader.hasEntries(bytes, page)
                    || isAll(ERASED, bytes, page, page + Flash.SECTOR)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAll(byte value, byte[] bytes, int from, int to) {
        byte[] wanted = new byte[to - from];
        Arrays.fill(wanted, value);
        return Arrays.equals(bytes, from, to, wanted, 0, wanted.length);
    }
}
