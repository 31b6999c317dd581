package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.nvs.RamFlash.Tear;

/**
 * Each flash operation of each kind of update fails, alone or with all that follow: what is answered is true, the old
 * value or the new one can be read, and once the medium works again the same object writes, as one does that is new.
 */
class FailingFlashTest {
    private static final List<Tear> TEARS = List.of(new Tear(0, false, 0), new Tear(0, false, 0x06),
            new Tear(17, false, 0x0F), new Tear(33, true, 0x3C));
    private static int failures;

    @AfterAll
    static void tell() {
        System.out.println("FailingFlashTest: " + failures + " failures");
    }

    @Test
    void integers() {
        check("new value", PowerCutTest.filled(4), store -> store.set("a/int", "u32 77"));
        check("new type", PowerCutTest.filled(4), store -> store.set("a/int", "i8 -1"));
        check("new key", PowerCutTest.filled(4), store -> store.set("a/newint", "i64 -5"));
        check("blob to integer", PowerCutTest.filled(4), store -> store.set("a/long", "u8 3"));
    }

    @Test
    void strings() {
        check("replaced", PowerCutTest.filled(4), store -> store.set("a/string", "string " + "x".repeat(300)));
        check("new", PowerCutTest.filled(4), store -> store.set("a/newstring", "string s"));
    }

    @Test
    void blobs() {
        check("one chunk", PowerCutTest.filled(4), store -> store.set("b/short", PowerCutTest.blob(4, 700)));
        check("empty", PowerCutTest.filled(4), store -> store.set("b/short", "blob "));
        check("several pages", PowerCutTest.filled(7), store -> store.set("a/long", PowerCutTest.blob(5, 6100)));
        check("in pieces", PowerCutTest.filled(7), FailingFlashTest::inPieces);
        check("too many pieces", PowerCutTest.filled(7), FailingFlashTest::givenUp);
    }

    @Test
    void erasedKeysAndNamespaces() {
        check("integer", PowerCutTest.filled(4), store -> store.erase("a/int"));
        check("string", PowerCutTest.filled(4), store -> store.erase("a/string"));
        check("blob", PowerCutTest.filled(4), store -> store.erase("a/long"));
        check("namespace", PowerCutTest.filled(4), store -> store.nvs.eraseNamespace(store.namespace("a")));
    }

    @Test
    void newNamespacesAndTheFirstPage() {
        check("namespace", PowerCutTest.filled(4), store -> Math.min(store.makeNamespace("fresh"), Nvs.OK));
        check("first", Store.blank(3), store -> store.set("first/key", "string hello"));
    }

    @Test
    void whatWasBegunIsGivenUpForAnotherWrite() {
        check("integer after a beginning", PowerCutTest.filled(7), store -> {
            int status = begun(store);
            return status == Nvs.OK ? store.set("a/int", "u16 5") : status;
        });
        check("namespace after a beginning", PowerCutTest.filled(7), store -> {
            int status = begun(store);
            return status == Nvs.OK ? Math.min(store.makeNamespace("fresh"), Nvs.OK) : status;
        });
        check("erasing after a beginning", PowerCutTest.filled(7), store -> {
            int status = begun(store);
            return status == Nvs.OK ? store.erase("a/string") : status;
        });
        check("a blob after a beginning", PowerCutTest.filled(7), store -> {
            int status = begun(store);
            return status == Nvs.OK ? store.set("b/short", PowerCutTest.blob(14, 200)) : status;
        });
    }

    @Test
    void pagesThatAreReclaimed() {
        for (String value : List.of("u16 9", "string " + "r".repeat(200), PowerCutTest.blob(11, 900))) {
            Store store = PowerCutTest.filled(4);
            PowerCutTest.untilReclaim(store);
            check("reclaim for " + value.substring(0, 4), store, s -> s.set("a/string", value));
        }
        Store store = PowerCutTest.filled(5);
        PowerCutTest.untilReclaim(store);
        check("several", store, s -> s.set("a/long", PowerCutTest.blob(50, 5000)));
    }

    /** Any sequence of changes by one object, in which an operation fails again and again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void oneObjectGoesOnThroughAnyFailures(long seed) {
        Random random = new Random(seed);
        int pages = 3 + random.nextInt(4);
        Store store = Store.blank(pages);
        Map<String, String> model = new TreeMap<>();
        for (int step = 0; step < 600; step++) {
            String where = "seed " + seed + ", step " + step;
            String name = "n" + random.nextInt(3) + "/k" + random.nextInt(6);
            String value = random.nextInt(5) == 0 ? null : RandomOperationsTest.value(random, pages);
            store.flash.fail(random.nextInt(random.nextBoolean() ? 8 : 40), TEARS.get(random.nextInt(TEARS.size())),
                    random.nextInt(4) == 0);
            int status = value == null ? store.erase(name) : store.set(name, value);
            String found = store.get(name);
            assertTrue(status != Nvs.OK || same(found, value), where);
            assertTrue(same(found, value) || same(found, model.get(name)), where + ": " + name + " is " + found);
            model.put(name, found);
            model.values().removeIf(kept -> kept == null);
            assertEquals(model, store.all(), where);
            store.flash.fail(-1, null, false);
            store.flash.failing = false;
            assertEquals(model, store.restart().all(), where);
        }
    }

    private static int inPieces(Store store) {
        int status = begun(store);
        return status == Nvs.OK ? store.nvs.finish() : status;
    }

    private static int givenUp(Store store) {
        int status = begun(store);
        if (status != Nvs.OK) {
            return status;
        }
        status = store.nvs.put(new byte[1], 0, 1);
        return status == Nvs.TOO_LONG ? Nvs.OK : status; // the value that stands is the old one
    }

    /** All bytes of a long blob, which is not finished. */
    private static int begun(Store store) {
        byte[] key = Store.bytes("long");
        byte[] bytes = HexFormat.of().parseHex(PowerCutTest.blob(10, 5000).substring(5));
        int status = store.nvs.begin(store.namespace("a"), key, 0, key.length, Types.BLOB, bytes.length);
        for (int at = 0; at < bytes.length && status == Nvs.OK; at += 1000) {
            status = store.nvs.put(bytes, at, 1000);
        }
        return status;
    }

    private static void check(String what, Store before, ToIntFunction<Store> update) {
        byte[] image = before.flash.image;
        Map<String, String> old = new Store(new RamFlash(image)).all();
        Store whole = mounted(image);
        assertEquals(Nvs.OK, update.applyAsInt(whole), what);
        int operations = whole.flash.operations;
        Map<String, String> now = whole.all();
        for (int k = 0; k < operations; k++) {
            for (Tear tear : TEARS) {
                for (boolean forGood : new boolean[] {false, true}) {
                    try {
                        fail(image, k, tear, forGood, update, old, now);
                    } catch (AssertionError | RuntimeException e) {
                        throw new AssertionError(what + ", operation " + k + " of " + operations + ", " + tear
                                + (forGood ? ", and all later ones" : ""), e);
                    }
                }
            }
        }
    }

    private static void fail(byte[] image, int k, Tear tear, boolean forGood, ToIntFunction<Store> update,
            Map<String, String> old, Map<String, String> now) {
        Store store = mounted(image);
        store.flash.fail(k, tear, forGood);
        int status = update.applyAsInt(store);
        assertTrue(store.flash.operations > k, "not reached");
        failures++;
        Map<String, String> found = readable(store, old, now);
        if (status == Nvs.OK) {
            assertEquals(now, found, "what was answered");
        } else {
            assertEquals(Nvs.MEDIUM, status);
        }
        if (forGood) {
            assertEquals(Nvs.MEDIUM, store.set("b/text", "string never"));
            assertEquals(found.containsKey("b/keep") ? Nvs.MEDIUM : Nvs.NOT_FOUND, store.erase("b/keep"));
            assertEquals(found, readable(store, old, now));
        }
        after(store.restart(), old, now);
        store.flash.failing = false;
        assertEquals(found, store.all());
        after(store, old, now);
    }

    private static void after(Store store, Map<String, String> old, Map<String, String> now) {
        assertEquals(Nvs.OK, store.set("b/keep", "i16 -301"));
        assertEquals(Nvs.OK, store.set("b/keep", "i16 -300"));
        PowerCutTest.stillWritable(store);
        assertTrue(FormatReader.isWiped(store.flash.image), "something is left of what was erased");
    }

    /** Reading needs no medium that can be written. */
    private static Map<String, String> readable(Store store, Map<String, String> old, Map<String, String> now) {
        Map<String, String> found = store.all();
        Map<String, String> names = new TreeMap<>(old);
        names.putAll(now);
        names.putAll(found);
        for (String name : names.keySet()) {
            String value = found.get(name);
            assertTrue(same(value, old.get(name)) || same(value, now.get(name)), () -> name + " is " + value);
            assertEquals(value, store.get(name), name);
        }
        return found;
    }

    private static Store mounted(byte[] image) {
        Store store = new Store(new RamFlash(image));
        assertEquals(Nvs.OK, store.nvs.mount());
        store.flash.operations = 0;
        return store;
    }

    private static boolean same(String a, String b) {
        return a == null ? b == null : a.equals(b);
    }
}
