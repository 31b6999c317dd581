package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import wsat.nvs.RamFlash.PowerCut;
import wsat.nvs.RamFlash.Tear;

/**
 * Power goes at every flash operation of every kind of update, before it, after it, at each of its bytes and
 * within a byte; and again at every operation of the mount that follows. Each key then has its old value or its
 * new one, the image is clean, and the partition can be written.
 */
class PowerCutTest {
    private static long cuts;
    private static long mountCuts;

    @AfterAll
    static void tell() {
        System.out.println("PowerCutTest: " + cuts + " cuts of updates, " + mountCuts + " of the mounts that follow");
    }

    @Test
    void anIntegerIsOldOrNew() {
        check("integer", filled(4), store -> store.mustSet("a/int", "u32 77"));
    }

    @Test
    void anIntegerOfAnotherTypeIsOldOrNew() {
        check("type", filled(4), store -> store.mustSet("a/int", "i8 -1"));
    }

    @Test
    void anIntegerThatBecomesABlobIsOldOrNew() {
        check("type to blob", filled(4), store -> store.mustSet("a/int", blob(3, 100)));
        check("blob to type", filled(4), store -> store.mustSet("a/long", "u8 3"));
    }

    @Test
    void aNewKeyIsThereOrNot() {
        check("new integer", filled(4), store -> store.mustSet("a/newint", "i64 -5"));
        check("new string", filled(4), store -> store.mustSet("a/newstring", "string s"));
        check("new blob", filled(4), store -> store.mustSet("a/newblob", blob(8, 33)));
    }

    @Test
    void aStringIsOldOrNew() {
        check("string", filled(4), store -> store.mustSet("a/string", "string " + "x".repeat(300)));
    }

    @Test
    void aOneChunkBlobIsOldOrNew() {
        check("one chunk", filled(4), store -> store.mustSet("b/short", blob(4, 700)));
        check("one chunk of 0xFF", filled(4), store -> store.mustSet("b/short", "blob " + "ff".repeat(90)));
    }

    @Test
    void anEmptyBlobIsOldOrNew() {
        check("empty blob", filled(4), store -> store.mustSet("b/short", "blob "));
    }

    @Test
    void aBlobOverSeveralPagesIsOldOrNew() {
        check("several pages", filled(7), store -> store.mustSet("a/long", blob(5, 6100)));
    }

    @Test
    void aBlobThatIsReplacedTwiceIsOldOrNew() {
        Store store = filled(7);
        store.mustSet("a/long", blob(6, 6000));
        check("back to chunk 0", store, s -> s.mustSet("a/long", blob(7, 5900)));
    }

    @Test
    void aVersionOneBlobIsOldOrNew() throws Exception {
        Store store = new Store(new RamFlash(GoldenImageTest.resource("full-v1.bin")));
        check("version 1 blob", store, s -> s.mustSet("wss_key/wss_key.0", blob(9, 500)));
    }

    @Test
    void aBlobInPiecesIsOldOrNew() {
        check("pieces", filled(7), store -> {
            byte[] key = Store.bytes("long");
            byte[] bytes = HexFormat.of().parseHex(blob(10, 5000).substring(5));
            int namespace = store.namespace("a");
            assertEquals(Nvs.OK, store.nvs.begin(namespace, key, 0, key.length, Types.BLOB, bytes.length));
            for (int at = 0; at < bytes.length; at += 1000) {
                assertEquals(Nvs.OK, store.nvs.put(bytes, at, 1000));
            }
            assertEquals(Nvs.OK, store.nvs.finish());
        });
    }

    @Test
    void aBlobWhoseBytesLookLikeEntriesIsNeverTakenForThem() {
        Entry ghost = new Entry();
        ghost.start(1, Types.U8, Entry.CHUNK_ANY, Store.bytes("ghost"), 0, 5);
        ghost.sealInteger(66);
        String value = "blob " + HexFormat.of().formatHex(ghost.bytes).repeat(40);
        check("write ghosts", filled(4), store -> store.mustSet("b/short", value));
        Store store = filled(4);
        store.mustSet("b/short", value);
        check("replace ghosts", store, s -> s.mustSet("b/short", blob(12, 60)));
        check("erase ghosts", store, s -> assertEquals(Nvs.OK, s.erase("b/short")));
    }

    @Test
    void anErasedKeyIsThereOrNot() {
        check("erase integer", filled(4), store -> assertEquals(Nvs.OK, store.erase("a/int")));
        check("erase string", filled(4), store -> assertEquals(Nvs.OK, store.erase("a/string")));
        check("erase blob", filled(4), store -> assertEquals(Nvs.OK, store.erase("a/long")));
    }

    @Test
    void anErasedNamespaceLosesKeysOneByOne() {
        check("erase namespace", filled(4),
                store -> assertEquals(Nvs.OK, store.nvs.eraseNamespace(store.namespace("a"))));
    }

    @Test
    void aNewNamespaceIsThereOrNot() {
        check("namespace", filled(4), store -> assertTrue(store.makeNamespace("fresh") > 0));
        check("namespace and key", filled(4), store -> store.mustSet("fresh/key", "u8 1"));
    }

    @Test
    void theFirstWriteOfAFreshPartitionIsThereOrNot() {
        check("first", Store.blank(3), store -> store.mustSet("first/key", "string hello"));
    }

    @Test
    void nothingIsLostWhenAPageIsReclaimed() {
        for (String value : List.of("u16 9", "string " + "r".repeat(200), blob(11, 900))) {
            Store store = filled(4);
            untilReclaim(store);
            check("reclaim for " + value.substring(0, 4), store, s -> {
                s.mustSet("a/string", value);
                assertTrue(s.flash.erases > 0);
            });
        }
    }

    @Test
    void nothingIsLostWhenSeveralPagesAreReclaimed() {
        Store store = filled(5);
        untilReclaim(store);
        check("several reclaims", store, s -> {
            s.mustSet("a/long", blob(50, 5000));
            s.mustSet("a/int", "u8 0");
            assertTrue(s.flash.erases > 1);
        }, true);
    }

    /** Changes an integer until the next change has to reclaim a page. */
    static void untilReclaim(Store store) {
        while (true) {
            Store next = new Store(new RamFlash(store.flash.image));
            change(next);
            if (next.flash.erases > 0) {
                return;
            }
            change(store);
        }
    }

    private static void change(Store store) {
        store.mustSet("a/int", store.get("a/int").equals("u32 1") ? "u32 2" : "u32 1");
    }

    static Store filled(int pages) {
        Store store = Store.blank(pages);
        store.mustSet("a/int", "u32 4000000000");
        store.mustSet("b/keep", "i16 -300");
        store.mustSet("a/string", "string the old one, long enough to take three entries of the page");
        store.mustSet("a/long", blob(1, 4500));
        store.mustSet("b/short", blob(2, 40));
        store.mustSet("b/text", "string other");
        return store;
    }

    static String blob(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        for (int i = 64; i < length; i += 160) {
            bytes[i] = -1;
            bytes[i - 1] = -1;
        }
        return "blob " + HexFormat.of().formatHex(bytes);
    }

    private static void check(String what, Store before, Consumer<Store> update) {
        check(what, before, update, false);
    }

    private static void check(String what, Store before, Consumer<Store> update, boolean coarse) {
        byte[] image = before.flash.image;
        Map<String, String> old = new Store(new RamFlash(image)).all();
        Store whole = new Store(new RamFlash(image));
        whole.nvs.mount();
        whole.flash.operations = 0;
        whole.flash.lengths = new ArrayList<>();
        update.accept(whole);
        List<Integer> lengths = whole.flash.lengths;
        Map<String, String> now = whole.all();
        assertEquals(now, FormatReader.read(whole.flash.image), what);
        for (int k = 0; k < lengths.size(); k++) {
            for (Tear tear : tears(lengths.get(k), coarse)) {
                RamFlash flash = new RamFlash(image);
                Store store = new Store(flash);
                store.nvs.mount();
                flash.cut(k, tear);
                try {
                    update.accept(store);
                    throw new AssertionError(what + ": operation " + k + " was not reached");
                } catch (PowerCut expected) {
                    cuts++;
                }
                String where = what + ", operation " + k + " of " + lengths.size() + " (" + lengths.get(k) + " bytes), "
                        + tear;
                try {
                    afterCut(flash.image, old, now, tear.done() == 0 || tear.done() == Math.abs(lengths.get(k)));
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(where, e);
                }
            }
        }
    }

    private static void afterCut(byte[] image, Map<String, String> old, Map<String, String> now, boolean cutMountToo) {
        RamFlash flash = new RamFlash(image);
        Store store = new Store(flash);
        assertEquals(Nvs.OK, store.nvs.mount());
        int operations = flash.operations;
        oldOrNew(store, old, now);
        stillWritable(store);
        for (int k = 0; cutMountToo && k < operations; k++) {
            for (Tear tear : List.of(new Tear(0, false, 0), new Tear(0, false, 0x02), new Tear(0, false, 0x06),
                    new Tear(1, false, 0x55), new Tear(2000, true, 0x0F))) {
                RamFlash again = new RamFlash(image);
                again.cut(k, tear);
                try {
                    new Nvs(again).mount();
                    throw new AssertionError("mount operation " + k + " was not reached");
                } catch (PowerCut expected) {
                    mountCuts++;
                }
                Store third = new Store(new RamFlash(again.image));
                assertEquals(Nvs.OK, third.nvs.mount());
                oldOrNew(third, old, now);
            }
        }
    }

    static void oldOrNew(Store store, Map<String, String> old, Map<String, String> now) {
        Map<String, String> found = store.all();
        assertEquals(found, FormatReader.read(store.flash.image), "clean");
        assertTrue(FormatReader.isWiped(store.flash.image), "something is left of what was erased");
        Map<String, String> names = new TreeMap<>(old);
        names.putAll(now);
        names.putAll(found);
        for (String name : names.keySet()) {
            String value = found.get(name);
            assertTrue(equal(value, old.get(name)) || equal(value, now.get(name)), () -> name + " is " + value);
        }
    }

    static void stillWritable(Store store) {
        Map<String, String> expected = new HashMap<>(store.all());
        expected.put("b/short", "blob 010203");
        expected.put("b/more", "i32 12");
        store.mustSet("b/short", "blob 010203");
        store.mustSet("b/more", "i32 12");
        assertEquals(new TreeMap<>(expected), store.all());
        assertEquals(new TreeMap<>(expected), FormatReader.read(store.flash.image));
    }

    private static boolean equal(String a, String b) {
        return a == null ? b == null : a.equals(b);
    }

    /** How an operation of so many bytes can be cut: every byte of a write, and bits within it. */
    private static List<Tear> tears(int length, boolean coarse) {
        List<Tear> tears = new ArrayList<>();
        boolean erase = length < 0;
        int size = Math.abs(length);
        int step = coarse ? 97 : erase ? 31 : 1;
        for (int done = 0; done < size; done += size > 128 ? step : 1) {
            tears.add(new Tear(done, false, 0));
            if (erase) {
                tears.add(new Tear(done, true, 0));
                tears.add(new Tear(done, true, 0x3C));
            }
            if (size <= 128 || erase || done % 37 == 0) {
                tears.add(new Tear(done, false, 0x0F));
                tears.add(new Tear(done, false, 0xAA));
                tears.add(new Tear(done, false, 0x55));
            }
        }
        tears.add(new Tear(size, false, 0));
        return tears;
    }
}
