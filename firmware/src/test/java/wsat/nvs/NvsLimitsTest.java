package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where values just fit, what is refused, and what an image holds that none of our own writes leaves behind. */
class NvsLimitsTest {
    private static final int ENTRY = 32;
    private static final byte[] KEY = Store.bytes("key");

    private final Store store = Store.blank(4);
    private final Nvs nvs = store.nvs;

    @Test
    void everyAnswerThatCanBeHelpedHasWords() {
        assertEquals("no such namespace or key", Nvs.describe(Nvs.NOT_FOUND));
        assertEquals("the partition is full", Nvs.describe(Nvs.NO_SPACE));
        assertEquals("namespaces and keys have 1 to 15 bytes", Nvs.describe(Nvs.BAD_NAME));
        assertEquals("longer than a string or the partition can be", Nvs.describe(Nvs.TOO_LONG));
        assertEquals("the type does not hold the value", Nvs.describe(Nvs.OUT_OF_RANGE));
        assertEquals("the flash image could not be written", Nvs.describe(Nvs.MEDIUM));
        assertEquals("the partition has a newer format than this", Nvs.describe(Nvs.NEW_VERSION));
        assertNull(Nvs.describe(Nvs.OK));
    }

    @Test
    void whatCannotBeAValueIsNotBegun() {
        int n = store.makeNamespace("n");
        assertEquals(Nvs.TYPE_MISMATCH, nvs.begin(n, KEY, 0, 3, Types.U8, 1));
        assertEquals(Nvs.OUT_OF_RANGE, nvs.begin(n, KEY, 0, 3, Types.BLOB, -1));
        assertEquals(Nvs.BAD_NAME, nvs.begin(n, KEY, 0, 0, Types.BLOB, 1));
        assertEquals(Nvs.NOT_OPEN, nvs.finish());
        for (int none : new int[] {0, 255, -1}) {
            assertEquals(Nvs.NOT_FOUND, nvs.begin(none, KEY, 0, 3, Types.BLOB, 1));
            assertEquals(Nvs.NOT_FOUND, nvs.setInteger(none, KEY, 0, 3, Types.U8, 1));
            assertEquals(Nvs.NOT_FOUND, nvs.eraseNamespace(none));
        }
        assertEquals(Map.of(), FormatReader.read(store.flash.image));
    }

    private byte[] text(String key, String value) {
        store.mustSet("n/" + key, "string " + value);
        return Store.bytes(key);
    }

    @Test
    void aLaterVersionOfTheFormatIsSaidByEveryCall() {
        store.mustSet("n/key", "u8 1");
        store.flash.image[8] = (byte) 0xFD;
        Bytes.putInt(store.flash.image, 28, Crc32.of(store.flash.image, 4, 24));
        Nvs later = store.restart().nvs;
        assertEquals(Nvs.NEW_VERSION, later.find(1, KEY, 0, 3, null));
        assertEquals(Nvs.NEW_VERSION, later.begin(1, KEY, 0, 3, Types.BLOB, 1));
        assertEquals(Nvs.NEW_VERSION, later.eraseKey(1, KEY, 0, 3));
        assertEquals(Nvs.NEW_VERSION, later.eraseNamespace(1));
        assertEquals(Nvs.NEW_VERSION, later.namespace(KEY, 0, 1));
        assertFalse(later.nextKey(1, new Cursor()));
    }

    /** The comparison with what is there goes piece by piece. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 127, 128, 129})
    void aValueThatDiffersInOneByteIsWritten(int at) {
        String text = "x".repeat(130);
        store.mustSet("n/s", "string " + text);
        String other = text.substring(0, at) + 'y' + text.substring(at + 1);
        store.mustSet("n/s", "string " + other);
        assertEquals("string " + other, store.get("n/s"));
        store.mustSet("n/s", "string " + other.substring(0, 129));
        assertEquals("string " + other.substring(0, 129), store.get("n/s"));
    }

    @Test
    void theEndOfAStringIsReadAndNoByteMore() {
        byte[] key = text("s", "abcdef");
        byte[] bytes = new byte[10];
        assertEquals(2, nvs.read(1, key, 0, 1, 4, bytes, 0, 10));
        assertEquals("ef", new String(bytes, 0, 2, StandardCharsets.US_ASCII));
        assertEquals(0, bytes[2]);
        assertEquals(0, nvs.read(1, key, 0, 1, 6, bytes, 0, 10));
        assertEquals(Nvs.OUT_OF_RANGE, nvs.read(1, key, 0, 1, 0, bytes, 0, -1));
    }

    @Test
    void whateverIsWrittenNextGivesUpWhatWasBegun() {
        store.mustSet("n/key", "blob 01");
        store.mustSet("n/other", "u8 1");
        Runnable[] others = {() -> store.makeNamespace("m"), () -> store.erase("n/other"),
            () -> nvs.eraseNamespace(1), () -> nvs.begin(1, KEY, 0, 3, Types.STRING, 1), nvs::mount};
        for (int i = 0; i < others.length; i++) {
            store.mustSet("n/key", "blob 01");
            byte[] value = Store.bytes("sesame".repeat(800));
            assertEquals(Nvs.OK, nvs.begin(1, KEY, 0, 3, Types.BLOB, value.length));
            assertEquals(Nvs.OK, nvs.put(value, 0, value.length));
            others[i].run();
            assertEquals(Nvs.NOT_OPEN, nvs.finish(), "after " + i);
            assertEquals(i == 2 ? null : "blob 01", store.get("n/key"), "after " + i);
            assertFalse(new String(store.flash.image, StandardCharsets.ISO_8859_1).contains("sesame"), "after " + i);
        }
    }

    @Test
    void damagedPagesAreCountedAnewByEachMount() {
        store.mustSet("n/k", "u8 1");
        store.flash.image[2 * 4096 + 100] = 0;
        assertEquals(Nvs.OK, nvs.mount());
        assertEquals(1, nvs.damagedPages());
        assertEquals(Nvs.OK, nvs.mount());
        assertEquals(1, nvs.damagedPages());
        store.flash.image[2 * 4096 + 100] = (byte) 0xFF;
        assertEquals(Nvs.OK, nvs.mount());
        assertEquals(0, nvs.damagedPages());
    }

    @Test
    void whatCannotBeMendedIsReadAndNotWritten() {
        store.mustSet("n/k", "u8 1");
        Bytes.putInt(store.flash.image, 3 * 4096, PageHeader.VOID);
        store.flash.failing = true;
        assertEquals(Nvs.MEDIUM, nvs.mount());
        assertEquals("u8 1", store.get("n/k"));
        assertEquals(Nvs.MEDIUM, nvs.begin(1, KEY, 0, 3, Types.BLOB, 1));
        assertEquals(Nvs.MEDIUM, nvs.eraseNamespace(1));
        assertEquals("u8 1", store.get("n/k"));
    }

    // --- where values just fit -------------------------------------------------------------------

    /** Of the 126 entries of the first page, so many are left behind the namespace and integers. */
    private void leave(int entries) {
        for (int i = 0; i < 125 - entries; i++) {
            store.mustSet("n/i" + i, "u8 1");
        }
    }

    private int typeAt(int page, int entry) {
        return store.flash.image[page * 4096 + 64 + entry * ENTRY + 1];
    }

    private static String blob(int length) {
        return "blob " + "5a".repeat(length);
    }

    /** A blob begins in a page that has room for 400 bytes of it, or for all of it (ESP-IDF, nvs_storage.cpp). */
    @ParameterizedTest
    @CsvSource({"13, 384, 0", "13, 385, 1", "14, 385, 0", "14, 3000, 0", "2, 32, 0", "2, 33, 1", "1, 0, 1", "2, 0, 0"})
    void aBlobBeginsWhereItIsWorthIt(int left, int length, int page) {
        leave(left);
        store.mustSet("n/b", blob(length));
        int at = page == 0 ? 126 - left : 0;
        assertEquals(Types.BLOB_DATA, typeAt(page, at));
        assertEquals(blob(length), store.restart().get("n/b"));
    }

    /** An index stands in the page of the last chunk while that has an entry. */
    @ParameterizedTest
    @CsvSource({"256, 0", "257, 1", "288, 1"})
    void anIndexTakesTheLastEntry(int length, int page) {
        leave(10);
        store.mustSet("n/b", blob(length));
        assertEquals(Types.BLOB_INDEX, typeAt(page, page == 0 ? 125 : 0));
        assertEquals(blob(length), store.restart().get("n/b"));
    }

    @Test
    void aBlobMayTakeThePartitionsLastEntry() {
        Store small = Store.blank(3);
        small.makeNamespace("n");
        assertEquals(Nvs.NO_SPACE, small.set("n/b", blob(7937)));
        small.mustSet("n/b", blob(7936));
        assertEquals(blob(7936), small.restart().get("n/b"));
        assertEquals(Nvs.NO_SPACE, small.set("n/k", "u8 1"));
        assertEquals(Nvs.TOO_LONG, small.set("n/c", blob(8001)));
    }

    @ParameterizedTest
    @CsvSource({"25, 767", "60, 1887"})
    void aStringMayTakeThePartitionsLastEntry(int left, int length) {
        Store small = Store.blank(2);
        for (int i = 0; i < 125 - left; i++) {
            small.mustSet("n/i" + i, "u8 1");
        }
        assertEquals(Nvs.NO_SPACE, small.set("n/s", "string " + "x".repeat(length + 1)));
        small.mustSet("n/s", "string " + "x".repeat(length));
        assertEquals("string " + "x".repeat(length), small.restart().get("n/s"));
    }

    // --- what others leave -----------------------------------------------------------------------

    private void append(Entry entry, byte[] data) {
        Pages pages = new Pages(store.flash);
        assertEquals(Nvs.OK, pages.load());
        byte[] whole = new byte[(entry.span() - 1) * ENTRY];
        System.arraycopy(data, 0, whole, 0, data.length);
        assertTrue(pages.current().append(entry, whole));
    }

    @ParameterizedTest
    @CsvSource({"10, blob 61626364656667686970", "11,"})
    void aBlobWhoseChunksHaveAnotherSizeIsGone(int size, String value) {
        int n = store.makeNamespace("n");
        byte[] data = Store.bytes("abcdefghip");
        Entry entry = new Entry();
        entry.start(n, Types.BLOB_DATA, 0, KEY, 0, 3);
        entry.sealData(data, 0, data.length);
        append(entry, data);
        entry.start(n, Types.BLOB_INDEX, Entry.CHUNK_ANY, KEY, 0, 3);
        entry.sealIndex(size, 1, 0);
        append(entry, new byte[0]);
        Store next = store.restart();
        assertEquals(value, next.get("n/key"));
        assertEquals(value == null ? Map.of() : Map.of("n/key", value), next.all());
    }

    @Test
    void aStringWithoutANulIsWhole() {
        int n = store.makeNamespace("n");
        store.mustSet("n/other", "string x");
        byte[] data = Store.bytes("no end");
        Entry entry = new Entry();
        entry.start(n, Types.STRING, Entry.CHUNK_ANY, KEY, 0, 3);
        entry.sealData(data, 0, data.length);
        append(entry, data);
        Store next = store.restart();
        assertEquals("string x", next.get("n/other"));
        assertEquals("string no end", next.get("n/key"));
        assertEquals("string x", next.get("n/other"));
    }

    @Test
    void aChunkThatChangedBehindOurBackIsNotFound() {
        store.mustSet("n/key", blob(100));
        int at = new String(store.flash.image, StandardCharsets.ISO_8859_1).indexOf("ZZZZ");
        store.flash.image[at]++;
        assertEquals(Nvs.NOT_FOUND, nvs.read(1, KEY, 0, 3, 0, new byte[100], 0, 100));
    }

    @Test
    void entriesAreFoundBehindALostHeader() {
        store.mustSet("n/i", "u8 1");
        byte[] page = new byte[2 * 4096];
        System.arraycopy(store.flash.image, 0, page, 4096, 4096);
        assertTrue(PageHeader.hasEntries(page, 4096));
        assertTrue(PageHeader.isValid(page, 4096));
        Arrays.fill(page, 4096, 4096 + 64 + ENTRY, (byte) 0);
        assertTrue(PageHeader.hasEntries(page, 4096));
        Arrays.fill(page, 4096 + 64 + ENTRY, 4096 + 64 + 2 * ENTRY, (byte) 0);
        assertFalse(PageHeader.hasEntries(page, 4096));
        System.arraycopy(store.flash.image, 64, page, 4096 + 64 + 125 * ENTRY, ENTRY);
        assertTrue(PageHeader.hasEntries(page, 4096));
    }
}
