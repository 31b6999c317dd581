package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NvsTest {
    private final Store store = Store.blank(4);
    private final Nvs nvs = store.nvs;
    private final byte[] key = Store.bytes("key");

    @Test
    void mountingAnErasedPartitionWritesNothing() {
        assertEquals(Nvs.OK, nvs.mount());
        assertFalse(nvs.nextNamespace(new Cursor()));
        assertEquals(0, store.flash.operations);
    }

    @Test
    void everyIntegerTypeKeepsItsLimits() {
        Map<String, String> values = new HashMap<>();
        for (int bits = 8; bits <= 64; bits *= 2) {
            values.put("n/umax" + bits, "u" + bits + " " + Long.toUnsignedString(-1L >>> 64 - bits));
            values.put("n/imin" + bits, "i" + bits + " " + (Long.MIN_VALUE >> 64 - bits));
            values.put("n/imax" + bits, "i" + bits + " " + (Long.MAX_VALUE >> 64 - bits));
        }
        values.forEach(store::mustSet);
        assertEquals(values, store.restart().all());
        assertEquals(values, FormatReader.read(store.flash.image));
    }

    @Test
    void anIntegerOutsideItsTypeIsRefused() {
        int n = store.makeNamespace("n");
        assertEquals(Nvs.OUT_OF_RANGE, nvs.setInteger(n, key, 0, 3, Types.U8, 256));
        assertEquals(Nvs.OUT_OF_RANGE, nvs.setInteger(n, key, 0, 3, Types.U8, -1));
        assertEquals(Nvs.OUT_OF_RANGE, nvs.setInteger(n, key, 0, 3, Types.I8, 128));
        assertEquals(Nvs.OUT_OF_RANGE, nvs.setInteger(n, key, 0, 3, Types.I8, -129));
        assertEquals(Nvs.OUT_OF_RANGE, nvs.setInteger(n, key, 0, 3, Types.U32, 1L << 32));
        assertEquals(Nvs.TYPE_MISMATCH, nvs.setInteger(n, key, 0, 3, Types.STRING, 1));
        assertEquals(Nvs.NOT_FOUND, nvs.find(n, key, 0, 3, null));
    }

    @Test
    void namesHaveOneToFifteenBytes() {
        byte[] name = Store.bytes("0123456789abcdef");
        assertEquals(Nvs.BAD_NAME, nvs.makeNamespace(name, 0, 16));
        assertEquals(Nvs.BAD_NAME, nvs.makeNamespace(name, 0, 0));
        assertEquals(Nvs.BAD_NAME, nvs.makeNamespace(new byte[] {'a', 0}, 0, 2));
        int n = nvs.makeNamespace(name, 0, 15);
        assertEquals(1, n);
        assertEquals(n, nvs.namespace(name, 0, 15));
        assertEquals(Nvs.NOT_FOUND, nvs.namespace(name, 0, 14));
        assertEquals(Nvs.BAD_NAME, nvs.setInteger(n, name, 0, 16, Types.U8, 1));
        assertEquals(Nvs.OK, nvs.setInteger(n, name, 1, 15, Types.U8, 1));
        assertEquals(Types.U8, nvs.find(n, name, 1, 15, null));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertEquals(Nvs.NOT_FOUND, nvs.namespace(key, 0, 3));
        int n = store.makeNamespace("n");
        assertEquals(Nvs.NOT_FOUND, nvs.find(n, key, 0, 3, null));
        assertEquals(Nvs.NOT_FOUND, nvs.eraseKey(n, key, 0, 3));
        assertEquals(Nvs.NOT_FOUND, nvs.read(n, key, 0, 3, 0, new byte[1], 0, 1));
        assertEquals(Nvs.NOT_FOUND, nvs.find(0, key, 0, 3, null));
        assertEquals(Nvs.OK, nvs.eraseNamespace(n));
    }

    @Test
    void whatIsErasedOrReplacedIsNotInTheFlashAnyMore() {
        store.mustSet("n/i", "u64 " + 0x656D61736573L); // the bytes of "sesame"
        store.mustSet("n/s", "string sesame, open yourself, and stay open until I am in");
        store.mustSet("n/b", "blob " + "736573616d65".repeat(1000));
        store.mustSet("other/b", "blob 736573616d65");
        assertTrue(new String(store.flash.image, StandardCharsets.ISO_8859_1).contains("sesame"));
        store.mustSet("n/i", "u64 1");
        store.mustSet("n/s", "string shut");
        assertEquals(Nvs.OK, store.erase("n/b"));
        assertEquals(Nvs.OK, nvs.eraseNamespace(store.namespace("other")));
        assertFalse(new String(store.flash.image, StandardCharsets.ISO_8859_1).contains("sesame"));
        assertTrue(FormatReader.isWiped(store.flash.image));
        assertEquals(Map.of("n/i", "u64 1", "n/s", "string shut"), FormatReader.read(store.flash.image));
        assertEquals(store.all(), store.restart().all());
    }

    @Test
    void theSameValueIsNotWrittenAgain() {
        store.mustSet("n/i", "u16 7");
        store.mustSet("n/s", "string text");
        store.mustSet("n/b", "blob 010203");
        int operations = store.flash.operations;
        store.mustSet("n/i", "u16 7");
        store.mustSet("n/s", "string text");
        store.mustSet("n/b", "blob 010203");
        assertEquals(operations, store.flash.operations);
    }

    @Test
    void oneKeyHoldsOneValueOfAnyType() {
        store.mustSet("n/k", "u16 7");
        store.mustSet("n/k", "string text");
        store.mustSet("n/k", "blob 01");
        store.mustSet("n/k", "i8 -7");
        assertEquals(Map.of("n/k", "i8 -7"), store.all());
        assertEquals(Map.of("n/k", "i8 -7"), FormatReader.read(store.flash.image));
    }

    @Test
    void aPartOfAValueIsReadAcrossChunks() {
        byte[] blob = pattern(9000);
        int n = store.makeNamespace("n");
        assertEquals(Nvs.OK, nvs.setInteger(n, Store.bytes("first"), 0, 5, Types.U8, 1));
        assertEquals(Nvs.OK, nvs.setBlob(n, key, 0, 3, blob, 0, blob.length));
        byte[] part = new byte[6002];
        assertEquals(6000, nvs.read(n, key, 0, 3, 2500, part, 1, 6000));
        assertArrayEquals(Arrays.copyOfRange(blob, 2500, 8500), Arrays.copyOfRange(part, 1, 6001));
        assertEquals(0, part[0] + part[6001]);
        assertEquals(10, nvs.read(n, key, 0, 3, 8990, part, 0, 100));
        assertEquals(0, nvs.read(n, key, 0, 3, 9000, part, 0, 100));
        assertEquals(Nvs.OUT_OF_RANGE, nvs.read(n, key, 0, 3, -1, part, 0, 100));
        assertEquals(Nvs.TYPE_MISMATCH, nvs.read(n, Store.bytes("first"), 0, 5, 0, part, 0, 1));
    }

    @Test
    void aStringsNulIsNotCounted() {
        store.mustSet("n/s", "string MINI-1");
        store.mustSet("n/e", "string ");
        Cursor found = new Cursor();
        assertEquals(Types.STRING, nvs.find(1, Store.bytes("s"), 0, 1, found));
        assertEquals(6, found.size());
        assertEquals(Types.STRING, nvs.find(1, Store.bytes("e"), 0, 1, found));
        assertEquals(0, found.size());
    }

    @Test
    void aStringHasAtMost3999Bytes() {
        assertEquals(Nvs.TOO_LONG, store.set("n/s", "string " + "x".repeat(4000)));
        store.mustSet("n/s", "string " + "x".repeat(3999));
        assertEquals(store.all(), FormatReader.read(store.flash.image));
        assertEquals(3999 + 7, store.restart().get("n/s").length());
    }

    @Test
    void aFullPartitionRefusesAndKeepsWhatItHas() {
        store.mustSet("n/keep", "string kept");
        store.mustSet("n/big", "blob " + "ab".repeat(9000));
        Map<String, String> before = store.all();
        assertEquals(Nvs.NO_SPACE, store.set("n/big", "blob " + "cd".repeat(9000)));
        assertEquals(Nvs.TOO_LONG, store.set("n/big", "blob " + "cd".repeat(13000)));
        assertEquals(Nvs.NO_SPACE, store.set("n/keep", "string " + "y".repeat(3900)));
        assertEquals(before, store.all());
        assertEquals(before, FormatReader.read(store.flash.image));
        store.mustSet("n/keep", "string still writable");
        assertEquals("string still writable", store.restart().get("n/keep"));
    }

    @Test
    void aPartitionFilledToTheLastEntryCanStillBeChanged() {
        int count = 0;
        while (store.set("n/k" + count, "u32 " + count) == Nvs.OK) {
            count++;
        }
        assertEquals(3 * 126 - 1, count);
        assertEquals(Nvs.NO_SPACE, store.set("n/k0", "u32 99"));
        assertEquals(Nvs.OK, store.erase("n/k5"));
        store.mustSet("n/k0", "u32 99");
        assertEquals("u32 99", store.restart().get("n/k0"));
        assertEquals(count - 1, FormatReader.read(store.flash.image).size());
    }

    @Test
    void aValueInPiecesIsSeenWhenItIsFinished() {
        store.mustSet("n/key", "blob 01");
        byte[] value = pattern(5000);
        assertEquals(Nvs.OK, nvs.begin(1, key, 0, 3, Types.BLOB, value.length));
        for (int i = 0; i < value.length; i++) {
            assertEquals(Nvs.OK, nvs.put(value, i, 1));
        }
        assertEquals("blob 01", store.get("n/key"));
        assertEquals(Nvs.OK, nvs.finish());
        byte[] back = new byte[5000];
        assertEquals(5000, nvs.read(1, key, 0, 3, 0, back, 0, 5001));
        assertArrayEquals(value, back);
        assertEquals(Nvs.OK, nvs.begin(1, key, 0, 3, Types.STRING, 4));
        assertEquals(Nvs.OK, nvs.put(Store.bytes("text"), 0, 2));
        assertEquals(Nvs.OK, nvs.put(Store.bytes("text"), 2, 2));
        assertEquals(Nvs.OK, nvs.finish());
        assertEquals("string text", store.restart().get("n/key"));
    }

    @Test
    void aValueThatIsNotFinishedLeavesNothing() {
        store.mustSet("n/key", "blob 01");
        byte[] value = pattern(5000);
        assertEquals(Nvs.OK, nvs.begin(1, key, 0, 3, Types.BLOB, value.length));
        assertEquals(Nvs.OK, nvs.put(value, 0, 4999));
        assertEquals(Nvs.NOT_OPEN, nvs.finish());
        assertEquals(Nvs.NOT_OPEN, nvs.put(value, 4999, 1));
        assertEquals(Nvs.OK, nvs.begin(1, key, 0, 3, Types.BLOB, value.length));
        assertEquals(Nvs.OK, nvs.put(value, 0, 4999));
        assertEquals(Nvs.TOO_LONG, nvs.put(value, 0, 2));
        assertEquals(Nvs.NOT_OPEN, nvs.finish());
        assertEquals(Map.of("n/key", "blob 01"), FormatReader.read(store.flash.image));
    }

    @Test
    void anotherWriteEndsWhatWasBegun() {
        store.mustSet("n/key", "blob 01");
        byte[] value = pattern(5000);
        assertEquals(Nvs.OK, nvs.begin(1, key, 0, 3, Types.BLOB, value.length));
        assertEquals(Nvs.OK, nvs.put(value, 0, 4500));
        store.mustSet("n/other", "u8 1");
        assertEquals(Nvs.NOT_OPEN, nvs.put(value, 4500, 500));
        assertEquals(Map.of("n/key", "blob 01", "n/other", "u8 1"), FormatReader.read(store.flash.image));
    }

    @Test
    void chunksAreNumberedFrom128AndFrom0ByTurns() {
        for (int i = 0; i < 5; i++) {
            store.mustSet("n/key", "blob 0" + i);
            Entry index = new Entry();
            Items items = new Items(pagesOf(store));
            assertTrue(items.find(1, key, 0, 3, index));
            assertEquals(i % 2 * 128, index.chunkStart());
        }
    }

    @Test
    void namespacesAndKeysAreListedInTheirOrder() {
        store.mustSet("factory_param/version", "i8 2");
        store.mustSet("wss_ca/wss_ca.0", "blob " + "00".repeat(5000));
        store.mustSet("wss_ca/wss_ca.1", "blob 01");
        store.mustSet("factory_param/module_name", "string MINI-1");
        StringBuilder seen = new StringBuilder();
        Cursor namespaces = new Cursor();
        Cursor keys = new Cursor();
        while (nvs.nextNamespace(namespaces)) {
            seen.append(Store.name(namespaces)).append(':');
            keys.reset();
            while (nvs.nextKey(namespaces.namespace(), keys)) {
                seen.append(' ').append(Store.name(keys)).append(' ').append(keys.type()).append(' ')
                        .append(keys.size());
            }
            seen.append('\n');
        }
        assertEquals("factory_param: version 17 1 module_name 33 6\nwss_ca: wss_ca.0 65 5000 wss_ca.1 65 1\n",
                seen.toString());
    }

    @Test
    void anErasedNamespaceStaysAndIsEmpty() {
        store.mustSet("a/k", "blob 0102");
        store.mustSet("b/k", "u8 1");
        assertEquals(Nvs.OK, nvs.eraseNamespace(store.namespace("a")));
        assertEquals(Map.of("b/k", "u8 1"), store.all());
        assertEquals(1, store.namespace("a"));
        assertEquals(Map.of("b/k", "u8 1"), FormatReader.read(store.flash.image));
    }

    @Test
    void thereAreAtMost254Namespaces() {
        for (int i = 1; i <= 254; i++) {
            assertEquals(i, store.makeNamespace("n" + i));
        }
        assertEquals(Nvs.NO_SPACE, store.makeNamespace("one more"));
        assertEquals(254, store.restart().namespace("n254"));
    }

    @Test
    void aLaterVersionOfTheFormatIsNotTouched() {
        store.mustSet("n/k", "u8 1");
        byte[] image = store.flash.image;
        image[8] = (byte) 0xFD;
        Bytes.putInt(image, 28, Crc32.of(image, 4, 24));
        Store later = store.restart();
        assertEquals(Nvs.NEW_VERSION, later.nvs.mount());
        assertEquals(Nvs.NEW_VERSION, later.set("n/k", "u8 2"));
        assertFalse(later.nvs.nextNamespace(new Cursor()));
        assertEquals(0, later.flash.operations);
    }

    @Test
    void aPartitionWithoutAFreePageIsReadAndNotWritten() {
        store.mustSet("n/k", "u8 1");
        Store single = new Store(new RamFlash(Arrays.copyOf(store.flash.image, 4096)));
        assertEquals("u8 1", single.get("n/k"));
        assertEquals(Nvs.NO_SPACE, single.set("n/k", "u8 2"));
        assertEquals("u8 1", single.get("n/k"));
        assertEquals(0, single.flash.operations);
    }

    @Test
    void whatIsUnknownSurvivesReclaim() {
        int n = store.makeNamespace("n");
        Entry strange = new Entry();
        strange.start(n, 0x77, 3, key, 0, 3);
        strange.sealInteger(5);
        assertTrue(pagesOf(store).current().append(strange, new byte[0]));
        Store next = store.restart();
        for (int i = 0; next.flash.erases < 6; i++) {
            next.mustSet("n/other", "u32 " + i);
        }
        boolean found = false;
        for (int at = 0; at < next.flash.image.length; at += 32) {
            found |= Arrays.equals(strange.bytes, Arrays.copyOfRange(next.flash.image, at, at + 32));
        }
        assertTrue(found);
    }

    @Test
    void afterTheMediumFailedThePartitionIsMountedAnew() {
        store.mustSet("n/k", "u8 1");
        store.flash.failing = true;
        assertEquals(Nvs.MEDIUM, store.set("n/k", "u8 2"));
        assertEquals(Nvs.MEDIUM, store.set("n/k", "u8 2"));
        store.flash.failing = false;
        assertEquals("u8 1", store.get("n/k"));
        store.mustSet("n/k", "u8 3");
        assertEquals(Map.of("n/k", "u8 3"), FormatReader.read(store.flash.image));
    }

    @Test
    void anImagePutThereBehindOurBackIsReadAfterAMount() throws Exception {
        Store full = Store.blank(31);
        full.mustSet("n/k", "u8 1");
        byte[] golden = GoldenImageTest.resource("full-v2.bin");
        System.arraycopy(golden, 0, full.flash.image, 0, golden.length);
        assertEquals(Nvs.OK, full.nvs.mount());
        assertEquals("string MINI-1", full.get("factory_param/module_name"));
        assertEquals(-1, full.namespace("n"));
    }

    @Test
    void aMebibyteWorks() {
        Store big = Store.blank(256);
        String blob = "blob " + "5a".repeat(400_000);
        big.mustSet("n/big", blob);
        big.mustSet("n/small", "u8 1");
        big.mustSet("n/big", blob.replace("5a", "a5"));
        assertEquals(blob.replace("5a", "a5"), big.restart().get("n/big"));
        assertEquals(Nvs.TOO_LONG, big.set("n/big", "blob " + "00".repeat(600_000)));
    }

    private static Pages pagesOf(Store store) {
        Pages pages = new Pages(store.flash);
        assertEquals(Nvs.OK, pages.load());
        return pages;
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }
}
