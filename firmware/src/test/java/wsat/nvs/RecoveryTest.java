package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Half-done states of the format, set up by hand, as ESP-IDF too may leave them. */
class RecoveryTest {
    private final byte[] key = Store.bytes("k");
    private final Store store = Store.blank(5);

    @Test
    void theElderOfTwoItemsUnderOneKeyGoes() {
        store.mustSet("n/k", "u8 1");
        endPage();
        append(Types.U8, Entry.CHUNK_ANY, 2);
        assertMounts(Map.of("n/k", "u8 2"));
    }

    @Test
    void anItemWhoseEntryWasWrittenWithoutItsDataGoes() {
        store.mustSet("n/k", "string old");
        Entry entry = new Entry();
        entry.start(1, Types.STRING, Entry.CHUNK_ANY, key, 0, 1);
        entry.sealData(Store.bytes("a string of more than one entry, thirty-two\0"), 0, 44);
        store.flash.write(64 + 3 * 32, entry.bytes, 0, 32);
        store.flash.write(32, new byte[] {(byte) 0b10101010}, 0, 1);
        assertMounts(Map.of("n/k", "string old"));
    }

    @Test
    void aChunkWithoutIndexGoes() {
        store.mustSet("n/k", "blob 0102");
        Entry chunk = new Entry();
        chunk.start(1, Types.BLOB_DATA, 128, key, 0, 1);
        chunk.sealData(new byte[32], 0, 20);
        pages().current().append(chunk, new byte[32]);
        assertThrows(AssertionError.class, () -> FormatReader.read(store.flash.image), "it needs recovery");
        assertMounts(Map.of("n/k", "blob 0102"));
    }

    @Test
    void anIndexWithoutAllItsChunksGoesAndTheOldValueStands() {
        store.mustSet("n/k", "blob 0102");
        Entry index = new Entry();
        index.start(1, Types.BLOB_INDEX, Entry.CHUNK_ANY, key, 0, 1);
        index.sealIndex(20, 1, 128);
        assertTrue(pages().current().append(index, new byte[0]));
        assertMounts(Map.of("n/k", "blob 0102"));
    }

    @Test
    void aPageThatWasBeingFreedIsMovedAgain() {
        store.mustSet("n/k", "u8 1");
        store.mustSet("n/b", "blob 0102");
        state(0, PageHeader.FREEING);
        assertMounts(Map.of("n/k", "u8 1", "n/b", "blob 0102"));
    }

    @Test
    void aPageThatWasMovedWhollyIsMovedAgain() {
        store.mustSet("n/k", "u8 1");
        store.mustSet("n/b", "blob 0102");
        state(0, PageHeader.FREEING);
        System.arraycopy(store.flash.image, 0, store.flash.image, 4096, 4096);
        state(1, PageHeader.ACTIVE);
        sequence(1, 1);
        assertMounts(Map.of("n/k", "u8 1", "n/b", "blob 0102"));
    }

    /**
     * As the first bits leave it that are cleared when such a copy is erased: else no page would ever be free again.
     */
    @Test
    void aCopyIsOneWhateverItsState() {
        for (int copy : new int[] {PageHeader.ACTIVE, PageHeader.FULL, PageHeader.FREEING}) {
            Store two = Store.blank(2);
            two.mustSet("n/k", "u8 1");
            byte[] image = two.flash.image;
            Bytes.putInt(image, 0, PageHeader.FREEING);
            System.arraycopy(image, 0, image, 4096, 4096);
            Bytes.putInt(image, 4096, copy);
            Bytes.putInt(image, 4096 + 4, 1);
            Bytes.putInt(image, 4096 + 28, Crc32.of(image, 4096 + 4, 24));
            Store next = two.restart();
            next.mustSet("n/k", "u8 2");
            assertEquals(Map.of("n/k", "u8 2"), FormatReader.read(next.flash.image));
        }
    }

    @Test
    void anActivePageThatIsNoCopyOfTheFreedOneIsKept() {
        store.mustSet("n/k", "u8 1");
        endPage();
        store.mustSet("n/other", "u8 2");
        state(0, PageHeader.FREEING);
        assertMounts(Map.of("n/k", "u8 1", "n/other", "u8 2"));
    }

    @Test
    void allPagesBeingFreedAreMoved() {
        store.mustSet("n/k", "u8 1");
        endPage();
        store.mustSet("n/other", "u8 2");
        state(0, PageHeader.FREEING);
        state(1, PageHeader.FREEING);
        assertMounts(Map.of("n/k", "u8 1", "n/other", "u8 2"));
    }

    @Test
    void ofTwoActivePagesTheLaterIsWritten() {
        store.mustSet("n/k", "u8 1");
        endPage();
        append(Types.U16, Entry.CHUNK_ANY, 3, "z");
        state(0, PageHeader.ACTIVE);
        Store next = store.restart();
        next.mustSet("n/y", "u8 4");
        assertEquals(new TreeMap<>(Map.of("n/k", "u8 1", "n/z", "u16 3", "n/y", "u8 4")), next.all());
        assertEquals(-1, next.flash.image[64 + 2 * 32], "the earlier page stays as it was");
    }

    @Test
    void aPageWithABrokenHeaderIsAFreePage() {
        store.mustSet("n/k", "u8 1");
        store.flash.image[2 * 4096 + 5] = 0;
        store.flash.image[3 * 4096 + 100] = 0;
        assertMounts(Map.of("n/k", "u8 1"));
        Store next = store.restart();
        for (int i = 0; next.flash.erases < 8; i++) {
            next.mustSet("n/i", "u32 " + i);
        }
        assertEquals(next.all(), FormatReader.read(next.flash.image));
    }

    /** A page is voided before it is erased, and what it held has been copied: nothing is damaged. */
    @Test
    void aPageWhoseEraseWasCutIsErased() {
        store.mustSet("n/k", "string a secret");
        System.arraycopy(store.flash.image, 0, store.flash.image, 4096, 4096);
        Bytes.fill(store.flash.image, 4096, 4096 + PageHeader.SIZE, 0);
        Store next = store.restart();
        assertEquals(Nvs.OK, next.nvs.mount());
        assertEquals(0, next.nvs.damagedPages());
        assertTrue(Bytes.blank(next.flash.image, 4096, 4096));
    }

    /** Each write is on the disk before the next: one for each entry would be a slow start. */
    @Test
    void aCopyThatWasNotMarkedGoesInFewWrites() {
        store.mustSet("n/k", "blob " + "5e".repeat(3000));
        state(0, PageHeader.FREEING);
        System.arraycopy(store.flash.image, 0, store.flash.image, 4096, 4096);
        Bytes.fill(store.flash.image, 4096 + 32, 4096 + 64, 0xFF);
        state(1, PageHeader.ACTIVE);
        sequence(1, 1);
        assertMounts(Map.of("n/k", "blob " + "5e".repeat(3000)));
        Store next = store.restart();
        next.nvs.mount();
        assertTrue(next.flash.operations < 12, next.flash.operations + " operations");
    }

    private void assertMounts(Map<String, String> expected) {
        Store next = store.restart();
        assertEquals(Nvs.OK, next.nvs.mount());
        assertEquals(new TreeMap<>(expected), next.all());
        assertEquals(new TreeMap<>(expected), FormatReader.read(next.flash.image));
        next.mustSet("n/more", "string still writable");
        assertEquals(next.all(), FormatReader.read(next.flash.image));
    }

    /** The current page is full; what comes next goes to another. */
    private void endPage() {
        assertEquals(Nvs.OK, pages().requestNewPage());
        store.nvs.mount();
    }

    private void append(int type, int chunk, long value) {
        append(type, chunk, value, "k");
    }

    private void append(int type, int chunk, long value, String name) {
        Entry entry = new Entry();
        entry.start(1, type, chunk, Store.bytes(name), 0, 1);
        entry.sealInteger(value);
        Pages pages = pages();
        if (pages.current().room() == 0) {
            assertEquals(Nvs.OK, pages.requestNewPage());
        }
        assertTrue(pages.current().append(entry, new byte[0]));
    }

    private Pages pages() {
        Pages pages = new Pages(store.flash);
        assertEquals(Nvs.OK, pages.load());
        return pages;
    }

    private void state(int page, int state) {
        Bytes.putInt(store.flash.image, page * 4096, state);
    }

    private void sequence(int page, int sequence) {
        int at = page * 4096;
        Bytes.putInt(store.flash.image, at + 4, sequence);
        Bytes.putInt(store.flash.image, at + 28, Crc32.of(store.flash.image, at + 4, 24));
    }
}
