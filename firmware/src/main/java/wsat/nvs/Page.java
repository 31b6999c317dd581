package wsat.nvs;

import wsat.port.Flash;

/**
 * One sector of the partition: header, two state bits for each entry, 126 entries (ESP-IDF, Non-Volatile
 * Storage, Structure of a Page). Entries are only ever appended, and marked erased; every change is ordered
 * so that {@link #load} finishes or undoes what a power cut left half-done. Where flash fails, what is known here of
 * the page goes on as if it had not: so a load that cannot mend the page leaves what is whole to be read.
 *
 * <pre>
 *      0  header, 32 bytes   state (4)  sequence number (4)  version (1)  unused (19)  CRC-32 of what is between (4)
 *     32  bitmap, 32 bytes   two bits an entry, from the lowest: 11 unwritten, 10 written, 00 erased
 *     64  entry 0            namespace (1)  type (1)  span (1)  chunk (1)  CRC-32 (4)  key (16)  data (8)
 *     96  entry 1            or 32 bytes of the data that entry 0 spans
 *    ...
 *   4064  entry 125
 * </pre>
 */
final class Page {
    static final int ENTRIES = 126;
    /** The most data that one entry can be followed by. */
    static final int DATA_MAX = (ENTRIES - 1) * Entry.SIZE;

    private static final int BITMAP = PageHeader.SIZE;
    static final int BITMAP_SIZE = 32;
    private static final int FIRST_ENTRY = BITMAP + BITMAP_SIZE;

    /** Entry states: 11, then 10, then 00; 01 is what a torn write may leave. */
    private static final int UNWRITTEN = 3;
    private static final int WRITTEN = 2;
    private static final int ERASED = 0;

    private final Medium flash;
    private final int address;
    private final byte[] bitmap = new byte[BITMAP_SIZE];
    /** Lent by the owner of all pages: one sector to work in. */
    private final byte[] block;
    private final Entry probe;

    private int state = PageHeader.EMPTY;
    private int sequence;
    private int nextFree;
    private int used;

    Page(Medium flash, int address, byte[] block, Entry probe) {
        this.flash = flash;
        this.address = address;
        this.block = block;
        this.probe = probe;
        forget();
    }

    int state() {
        return state;
    }

    int sequence() {
        return sequence;
    }

    /** Entries that hold something. */
    int used() {
        return used;
    }

    /** Entries that can still be appended. */
    int room() {
        return state == PageHeader.ACTIVE || state == PageHeader.EMPTY ? ENTRIES - nextFree : 0;
    }

    /** Reads the page and repairs it, if the medium lets it. {@link Nvs#OK} or {@link Nvs#NEW_VERSION}. */
    int load() {
        forget();
        flash.read(address, block, 0, Flash.SECTOR);
        state = PageHeader.state(block);
        if (state == PageHeader.EMPTY) {
            state = Bytes.blank(block, 0, Flash.SECTOR) ? PageHeader.EMPTY : PageHeader.CORRUPT;
            return Nvs.OK;
        }
        if (state == PageHeader.VOID) {
            erasePage();
            return Nvs.OK;
        }
        if (!PageHeader.isValid(block, 0)) {
            state = PageHeader.CORRUPT;
            return Nvs.OK;
        }
        if (PageHeader.version(block) < PageHeader.VERSION) {
            return Nvs.NEW_VERSION;
        }
        if (state != PageHeader.ACTIVE && state != PageHeader.FULL && state != PageHeader.FREEING) {
            state = PageHeader.CORRUPT;
            return Nvs.OK;
        }
        sequence = PageHeader.sequence(block);
        System.arraycopy(block, BITMAP, bitmap, 0, BITMAP_SIZE);
        for (int i = 0; i < ENTRIES; i++) {
            used += stateOf(i) == WRITTEN ? 1 : 0;
        }
        nextFree = state == PageHeader.ACTIVE ? firstClean() : ENTRIES;
        repair();
        return Nvs.OK;
    }

    /** Makes an empty page one that entries can be appended to, once {@link #append} is called. */
    void activate(int newSequence) {
        sequence = newSequence;
    }

    /**
     * The next live entry at {@code from} or behind, read to {@code entry}; negative when there is none. Its
     * checksum was verified by {@link #load}, which left no other entry as written.
     */
    int next(int from, Entry entry) {
        if (state == PageHeader.EMPTY || state == PageHeader.CORRUPT) {
            return -1;
        }
        for (int i = from; i < ENTRIES; i++) {
            if (stateOf(i) == WRITTEN) {
                read(i, entry);
                if (entry.fits(i)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Whether the data behind an entry, if it has any, is what its checksum says. */
    boolean dataIsSound(Entry entry) {
        if (!Types.hasData(entry.type())) {
            return true;
        }
        int length = entry.dataSize();
        readData(entry, 0, block, 0, length);
        return Crc32.of(block, 0, length) == entry.dataCrc();
    }

    void readData(Entry entry, int from, byte[] target, int offset, int length) {
        flash.read(addressOf(entry.index + 1) + from, target, offset, length);
    }

    /**
     * Appends an entry and its data; there must be room. {@code data} goes on with 0xFF to whole entries.
     * The entry comes first, so that its span tells what belongs to it if power fails now.
     */
    boolean append(Entry entry, byte[] data) {
        if (state == PageHeader.EMPTY && !begin()) {
            return false;
        }
        int at = nextFree;
        int end = at + entry.span();
        if (!flash.write(addressOf(at), entry.bytes, 0, Entry.SIZE) || !mark(at, at + 1, WRITTEN)) {
            return false;
        }
        if (end > at + 1 && !(flash.write(addressOf(at + 1), data, 0, (end - at - 1) * Entry.SIZE)
                && mark(at + 1, end, WRITTEN))) {
            return false;
        }
        nextFree = end;
        entry.page = this;
        entry.index = at;
        return true;
    }

    /**
     * Erases an entry and its data, and leaves zeros: a key or a password is not to be read in what is erased. The
     * entry itself goes last: as long as it is there, {@link #load} sees from its span what is left to erase.
     */
    boolean erase(int index, int span) {
        if (span > 1) {
            mark(index + 1, index + span, ERASED);
            wipe(index + 1, index + span);
        }
        return eraseLoose(index, index + 1);
    }

    /** Erases entries that have no data: zeros with their states still as they were are erased by {@link #load}. */
    private boolean eraseLoose(int begin, int end) {
        wipe(begin, end);
        return mark(begin, end, ERASED);
    }

    /** Zeros can be written over anything; no reader looks at them. */
    private void wipe(int begin, int end) {
        int length = (end - begin) * Entry.SIZE;
        Bytes.fill(block, 0, length, 0);
        flash.write(addressOf(begin), block, 0, length);
    }

    boolean markFull() {
        return state != PageHeader.ACTIVE || alter(PageHeader.FULL);
    }

    /** One bit at a time, since a torn write of two could leave a state that means nothing. */
    boolean markFreeing() {
        return markFull() && alter(PageHeader.FREEING);
    }

    /** Copies what is live to a page that was just activated. Its order does not matter while this page is FREEING. */
    boolean copyTo(Page target) {
        int count = 0;
        for (int i = next(0, probe); i >= 0; i = next(i + probe.span(), probe)) {
            flash.read(addressOf(i), block, count * Entry.SIZE, probe.span() * Entry.SIZE);
            count += probe.span();
        }
        return count == 0 || target.fill(count);
    }

    /** Whether everything live in this page is live in the other too: then this is a copy, perhaps unfinished. */
    boolean holdsOnlyCopiesOf(Page other, Entry mine) {
        for (int i = next(0, mine); i >= 0; i = next(i + mine.span(), mine)) {
            int j = other.next(0, probe);
            while (j >= 0 && !Bytes.equal(mine.bytes, 0, probe.bytes, 0, Entry.SIZE)) {
                j = other.next(j + probe.span(), probe);
            }
            if (j < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Erases the page. Its header is voided first, so that no half-erased page is ever taken for a whole one;
     * ESP-IDF sees such a page as corrupt, which is a free page.
     */
    boolean erasePage() {
        Bytes.fill(block, 0, PageHeader.SIZE, 0);
        flash.write(address, block, 0, PageHeader.SIZE);
        boolean erased = flash.erase(address);
        forget();
        state = PageHeader.EMPTY;
        return erased;
    }

    private void forget() {
        Bytes.fill(bitmap, 0, BITMAP_SIZE, 0xFF);
        sequence = 0;
        nextFree = 0;
        used = 0;
    }

    private boolean begin() {
        PageHeader.start(block, sequence);
        if (!flash.write(address, block, 0, PageHeader.SIZE)) {
            return false;
        }
        state = PageHeader.ACTIVE;
        return true;
    }

    /** {@link #copyTo}'s end: the block's entries become this page's. */
    private boolean fill(int count) {
        int length = count * Entry.SIZE;
        System.arraycopy(block, 0, block, PageHeader.SIZE, length);
        PageHeader.start(block, sequence);
        if (!flash.write(address, block, 0, PageHeader.SIZE)) {
            return false;
        }
        state = PageHeader.ACTIVE;
        if (!flash.write(addressOf(0), block, PageHeader.SIZE, length) || !mark(0, count, WRITTEN)) {
            forget(); // what was to be copied is still where it was
            return false;
        }
        nextFree = count;
        return true;
    }

    /** The place behind the last entry that was written, wholly or in part. */
    private int firstClean() {
        int at = ENTRIES;
        while (at > 0 && stateOf(at - 1) == UNWRITTEN
                && Bytes.blank(block, FIRST_ENTRY + (at - 1) * Entry.SIZE, Entry.SIZE)) {
            at--;
        }
        return at;
    }

    /** Erases what a power cut left half-written or half-erased. */
    private void repair() {
        for (int i = 0; i < nextFree; i++) {
            int entryState = stateOf(i);
            if (entryState == ERASED || entryState == UNWRITTEN && state != PageHeader.ACTIVE) {
                continue;
            }
            int span = 1;
            boolean live = entryState == WRITTEN;
            if (live) {
                read(i, probe);
                live = probe.isSound(i);
                if (live) {
                    span = probe.span();
                    live = isComplete(i, span) && (state != PageHeader.ACTIVE || dataIsSound(probe));
                }
            }
            if (!live && span == 1) { // and what is like it goes with it: a write each would take long
                span = entriesLike(i);
                eraseLoose(i, i + span);
            } else if (!live) {
                erase(i, span);
            }
            i += span - 1;
            nextFree = Math.max(nextFree, i + 1);
        }
    }

    /** How many entries in a row are as unwritten as this one, which is not the beginning of an item. */
    private int entriesLike(int index) {
        int end = index + 1;
        while (stateOf(index) == UNWRITTEN && end < nextFree && stateOf(end) == UNWRITTEN) {
            end++;
        }
        return end - index;
    }

    private boolean isComplete(int index, int span) {
        for (int i = index; i < index + span; i++) {
            if (stateOf(i) != WRITTEN) {
                return false;
            }
        }
        return true;
    }

    private void read(int index, Entry entry) {
        flash.read(addressOf(index), entry.bytes, 0, Entry.SIZE);
        entry.page = this;
        entry.index = index;
    }

    private int addressOf(int index) {
        return address + FIRST_ENTRY + index * Entry.SIZE;
    }

    private int stateOf(int index) {
        return bitmap[index >> 2] >> (2 * (index & 3)) & 3;
    }

    /** Sets the state bits of entries, a whole number of words in one write. */
    private boolean mark(int begin, int end, int entryState) {
        for (int i = begin; i < end; i++) {
            if (stateOf(i) == WRITTEN) {
                used--;
            }
            bitmap[i >> 2] &= (byte) ~((3 - entryState) << (2 * (i & 3)));
            if (stateOf(i) == WRITTEN) {
                used++;
            }
        }
        int from = begin / 16 * 4;
        int to = (end + 15) / 16 * 4;
        return flash.write(address + BITMAP + from, bitmap, from, to - from);
    }

    private boolean alter(int newState) {
        Bytes.putInt(block, 0, newState);
        if (!flash.write(address, block, 0, 4)) {
            return false;
        }
        state = newState;
        return true;
    }
}
