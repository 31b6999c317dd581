package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.nvs.RamFlash.PowerCut;
import wsat.nvs.RamFlash.Tear;

/**
 * Any sequence of writes and erases in which power goes again and again, also while the mount mends what the last
 * cut left: each key has what it had before the cut or what it was being given, and nothing is left of the rest.
 */
class RandomCutsTest {
    private static final int STEPS = Integer.getInteger("wsat.steps", 1000);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void afterAnyCutEachKeyIsOldOrNew(long seed) {
        Random random = new Random(seed);
        int pages = 3 + random.nextInt(5);
        Store store = Store.blank(pages);
        Map<String, String> model = new TreeMap<>();
        int cuts = 0;
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                Map<String, String> now = new TreeMap<>(model);
                store.flash.cut(random.nextInt(random.nextBoolean() ? 12 : 60), tear(random));
                try {
                    int status = change(store, random, pages, now);
                    assertTrue(status == Nvs.OK || status == Nvs.NO_SPACE || status == Nvs.TOO_LONG
                            || status == Nvs.NOT_FOUND, "status " + status);
                    model = status == Nvs.OK ? now : model;
                } catch (PowerCut cut) {
                    cuts++;
                    store = mounted(store, random);
                    model = oldOrNew(store.all(), model, now);
                }
                store.flash.cut(-1, null);
                assertEquals(model, store.all());
                if (!model.isEmpty()) {
                    assertEquals(model, FormatReader.read(store.flash.image));
                    assertTrue(FormatReader.isWiped(store.flash.image), "something is left of what was erased");
                }
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", step " + step, e);
        }
        System.out.println("RandomCutsTest: " + pages + " pages, " + cuts + " cuts");
    }

    private static int change(Store store, Random random, int pages, Map<String, String> now) {
        String namespace = "n" + random.nextInt(3);
        String name = namespace + "/k" + random.nextInt(6);
        int kind = random.nextInt(40);
        if (kind == 0) {
            now.keySet().removeIf(key -> key.startsWith(namespace));
            return store.nvs.eraseNamespace(store.namespace(namespace));
        }
        if (kind < 8) {
            now.remove(name);
            return store.erase(name);
        }
        now.put(name, RandomOperationsTest.value(random, pages));
        return store.set(name, now.get(name));
    }

    /** Power goes now and then while the image is mounted, too. */
    private static Store mounted(Store cut, Random random) {
        Store store = cut.restart();
        while (random.nextInt(3) > 0) {
            store.flash.cut(random.nextInt(8), tear(random));
            try {
                assertEquals(Nvs.OK, store.nvs.mount());
                return store;
            } catch (PowerCut again) {
                store = store.restart();
            }
        }
        assertEquals(Nvs.OK, store.nvs.mount());
        return store;
    }

    private static Map<String, String> oldOrNew(Map<String, String> found, Map<String, String> old,
            Map<String, String> now) {
        Map<String, String> names = new TreeMap<>(old);
        names.putAll(now);
        names.putAll(found);
        for (String name : names.keySet()) {
            String value = found.get(name);
            assertTrue(Objects.equals(value, old.get(name)) || Objects.equals(value, now.get(name)),
                    () -> name + " is " + value);
        }
        return found;
    }

    private static Tear tear(Random random) {
        return new Tear(random.nextInt(random.nextBoolean() ? 40 : 4200), random.nextBoolean(), random.nextInt(256));
    }
}
