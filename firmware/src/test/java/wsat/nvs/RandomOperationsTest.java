package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any sequence of writes and erases leaves what a map would hold, however often pages are reclaimed. */
class RandomOperationsTest {
    private static final String[] TYPES = {"u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void thePartitionHoldsWhatAMapHolds(long seed) {
        try {
            run(new Random(seed), 3 + (int) seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static void run(Random random, int pages) {
        Store store = Store.blank(pages);
        Map<String, String> model = new TreeMap<>();
        int full = 0;
        int erases = 0;
        for (int i = 0; i < 4000; i++) {
            String name = "n" + random.nextInt(3) + "/k" + random.nextInt(8);
            int kind = random.nextInt(20);
            if (kind == 0) {
                erases += store.flash.erases;
                store = store.restart();
            } else if (kind == 1 && random.nextInt(10) == 0) {
                int namespace = store.namespace(name.substring(0, 2));
                assertEquals(namespace < 0 ? Nvs.NOT_FOUND : Nvs.OK, store.nvs.eraseNamespace(namespace));
                model.keySet().removeIf(key -> key.startsWith(name.substring(0, 3)));
            } else if (kind < 4) {
                assertEquals(model.remove(name) == null ? Nvs.NOT_FOUND : Nvs.OK, store.erase(name));
            } else {
                String value = value(random, pages);
                int status = kind < 8 && value.startsWith("blob") ? setInPieces(store, name, value, random)
                        : store.set(name, value);
                if (status == Nvs.OK) {
                    model.put(name, value);
                } else {
                    assertTrue(status == Nvs.NO_SPACE || status == Nvs.TOO_LONG, "status " + status);
                    full++;
                }
            }
            if (i % 7 == 0) {
                assertEquals(model, store.all());
            }
            if (i % 50 == 0) {
                assertEquals(model, FormatReader.read(store.flash.image));
            }
        }
        erases += store.flash.erases;
        System.out.println("RandomOperationsTest: " + pages + " pages, " + erases + " erases, " + full + " times full");
        assertTrue(erases > 20);
    }

    static String value(Random random, int pages) {
        switch (random.nextInt(4)) {
            case 0:
                return "string " + "s".repeat(random.nextInt(random.nextBoolean() ? 60 : 600));
            case 1:
                byte[] bytes = new byte[random.nextInt(switch (random.nextInt(4)) {
                    case 0 -> 5;
                    case 1 -> 300;
                    case 2 -> 1500;
                    default -> 1500 * pages;
                })];
                random.nextBytes(bytes);
                return "blob " + HexFormat.of().formatHex(bytes);
            default:
                String type = TYPES[random.nextInt(TYPES.length)];
                int bits = Integer.parseInt(type.substring(1));
                long value = type.charAt(0) == 'u' ? random.nextLong() >>> 64 - bits : random.nextLong() >> 64 - bits;
                return type + " " + (type.equals("u64") ? Long.toUnsignedString(value) : "" + value);
        }
    }

    private static int setInPieces(Store store, String name, String value, Random random) {
        int namespace = store.makeNamespace(name.substring(0, 2));
        if (namespace < 0) {
            return namespace;
        }
        String old = store.get(name);
        byte[] key = Store.bytes(name.substring(3));
        byte[] bytes = HexFormat.of().parseHex(value.substring(5));
        int status = store.nvs.begin(namespace, key, 0, key.length, Types.BLOB, bytes.length);
        for (int at = 0; at < bytes.length && status == Nvs.OK;) {
            int count = Math.min(1 + random.nextInt(500), bytes.length - at);
            status = store.nvs.put(bytes, at, count);
            at += count;
            assertEquals(old, store.get(name), "the old value stands");
        }
        return status == Nvs.OK ? store.nvs.finish() : status;
    }
}
