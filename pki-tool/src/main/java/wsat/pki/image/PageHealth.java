package wsat.pki.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import wsat.port.Flash;

/**
 * The health of each page of a partition as it lies in flash, before the firmware repairs anything (ESP-IDF,
 * Non-Volatile Storage, Internals).
 */
public final class PageHealth {
    /** Entries of a page. */
    public static final int ENTRIES = 126;

    private static final int ENTRY = 32;
    private static final int FIRST_ENTRY = 64;
    private static final int UNWRITTEN = 3;
    private static final int WRITTEN = 2;
    private static final int ERASED = 0;
    private static final int STRING = 0x21;
    private static final int BLOB = 0x41;
    private static final int BLOB_DATA = 0x42;
    private static final byte[] EMPTY_REGISTER = {-1, -1, -1, -1};

    /**
     * One page.
     *
     * @param state as the format names it
     * @param damage what is wrong, or null
     * @param unfinished whether a power cut left something that the next start finishes
     */
    public record Page(int number, String state, long sequence, int used, int erased, String damage,
            boolean unfinished) {
        /** Entries that can be had once the page has been reclaimed. */
        public int free() {
            return ENTRIES - used;
        }
    }

    private PageHealth() {
    }

    /** Looks at all pages. */
    public static List<Page> of(byte[] image) {
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < image.length / Flash.SECTOR; i++) {
            pages.add(page(i, ByteBuffer.wrap(image, i * Flash.SECTOR, Flash.SECTOR).slice()
                    .order(ByteOrder.LITTLE_ENDIAN)));
        }
        return pages;
    }

    /** Entries that can still be written, the page that must stay free left out. */
    public static int free(List<Page> pages) {
        int free = 0;
        for (Page page : pages) {
            free += page.free();
        }
        return Math.max(0, free - ENTRIES);
    }

    /** How many pages hold nothing. */
    public static int emptyPages(byte[] image) {
        return (int) of(image).stream().filter(page -> page.state().equals("empty")).count();
    }

    /**
     * The image without what lies in erased entries: an ESP32 only marks those, and a key that it has erased could
     * still be read there. Flash could be written like that too, since no bit is set.
     */
    public static byte[] withoutErased(byte[] image) {
        byte[] clean = image.clone();
        for (Page page : of(image)) {
            ByteBuffer bytes = ByteBuffer.wrap(clean, page.number() * Flash.SECTOR, Flash.SECTOR).slice();
            for (int i = 0; page.erased() > 0 && i < ENTRIES; i++) {
                if (bits(bytes, i) == ERASED) {
                    bytes.put(at(i), new byte[ENTRY]);
                }
            }
        }
        return clean;
    }

    private static Page page(int number, ByteBuffer page) {
        int header = page.getInt(0);
        if (header == -1) {
            boolean blank = isBlank(page, 0, Flash.SECTOR);
            boolean torn = !blank && isBlank(page, ENTRY, Flash.SECTOR - ENTRY);
            return new Page(number, blank ? "empty" : "corrupt", 0, 0, 0,
                    blank || torn ? null : "has data but no page header", torn);
        }
        if (header == 0) {
            return new Page(number, "being erased", 0, 0, 0, null, true);
        }
        String state = state(header);
        if (page.getInt(28) != crc(page, 4, 24, 0, 0)) {
            boolean torn = isBlank(page, ENTRY, Flash.SECTOR - ENTRY);
            return new Page(number, "corrupt", 0, 0, 0, torn ? null : "the page header has a wrong checksum", torn);
        }
        if (state == null) {
            return new Page(number, "corrupt", 0, 0, 0, String.format("unknown page state 0x%08x", header), false);
        }
        return entries(number, state, page);
    }

    private static String state(int header) {
        switch (header) {
            case 0xFFFFFFFE: return "active";
            case 0xFFFFFFFC: return "full";
            case 0xFFFFFFF8: return "freeing";
            default: return null;
        }
    }

    private static Page entries(int number, String state, ByteBuffer page) {
        int used = 0;
        int erased = 0;
        for (int i = 0; i < ENTRIES; i++) {
            used += bits(page, i) == WRITTEN ? 1 : 0;
            erased += bits(page, i) < WRITTEN ? 1 : 0;
        }
        String damage = null;
        boolean unfinished = state.equals("freeing");
        int i = 0;
        while (i < ENTRIES && damage == null) {
            int span = 1;
            if (bits(page, i) == WRITTEN && isWiped(page, i)) {
                unfinished = true;
            } else if (bits(page, i) == WRITTEN) {
                span = page.get(at(i) + 2) & 0xFF;
                damage = damage(page, i, span);
                if (damage == null && !isComplete(page, i, span)) {
                    unfinished = true;
                } else if (damage == null && !dataIsSound(page, i, span)) {
                    damage = "the value of '" + key(page, i) + "' (entry " + i + ") has a wrong checksum";
                }
            } else if (bits(page, i) == UNWRITTEN && !isBlank(page, at(i), ENTRY)) {
                unfinished = true;
            }
            i += Math.max(1, span);
        }
        return new Page(number, state, page.getInt(4) & 0xFFFFFFFFL, used, erased, damage, unfinished);
    }

    private static String damage(ByteBuffer page, int i, int span) {
        if (page.getInt(at(i) + 4) != crc(page, at(i), 4, at(i) + 8, 24)) {
            return "entry " + i + " has a wrong checksum";
        }
        return span == 0 || i + span > ENTRIES ? "entry " + i + " reaches beyond the page" : null;
    }

    /** Cut while being erased: what the entry held has gone, and its state not yet. */
    private static boolean isWiped(ByteBuffer page, int i) {
        return page.slice(at(i), ENTRY).equals(ByteBuffer.allocate(ENTRY));
    }

    /** Cut while being written or erased: the entry stands, and part of its data does not. */
    private static boolean isComplete(ByteBuffer page, int i, int span) {
        for (int k = i; k < i + span; k++) {
            if (bits(page, k) != WRITTEN) {
                return false;
            }
        }
        return true;
    }

    private static boolean dataIsSound(ByteBuffer page, int i, int span) {
        int type = page.get(at(i) + 1) & 0xFF;
        if (type != STRING && type != BLOB && type != BLOB_DATA) {
            return true;
        }
        int size = page.getShort(at(i) + 24) & 0xFFFF;
        return size <= (span - 1) * ENTRY && page.getInt(at(i) + 28) == crc(page, at(i + 1), size, 0, 0);
    }

    private static String key(ByteBuffer page, int i) {
        StringBuilder key = new StringBuilder();
        for (int k = 0; k < 15 && page.get(at(i) + 8 + k) != 0; k++) {
            char c = (char) (page.get(at(i) + 8 + k) & 0xFF);
            key.append(c < ' ' || c > '~' ? '?' : c);
        }
        return key.toString();
    }

    private static int at(int entry) {
        return FIRST_ENTRY + entry * ENTRY;
    }

    private static int bits(ByteBuffer page, int entry) {
        return page.get(ENTRY + entry / 4) >> 2 * (entry % 4) & 3;
    }

    private static boolean isBlank(ByteBuffer page, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (page.get(i) != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }

    /**
     * CRC-32 over two stretches, begun as {@code zlib.crc32(data, 0xFFFFFFFF)}: with an empty register, which is
     * what the usual CRC-32 has once it was fed the four bytes FF FF FF FF.
     */
    private static int crc(ByteBuffer page, int from, int length, int from2, int length2) {
        CRC32 crc = new CRC32();
        crc.update(EMPTY_REGISTER);
        crc.update(page.slice(from, length));
        crc.update(page.slice(from2, length2));
        return (int) crc.getValue();
    }
}
