package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in flash, reading and writing it ends with an answer. */
class DamagedImageTest {
    @Test
    void flippedBitsAreAnsweredAndNeverLoop() throws Exception {
        byte[][] images = {GoldenImageTest.resource("single-v2.bin"), GoldenImageTest.resource("bigblob-v2.bin"),
            GoldenImageTest.resource("full-v1.bin")};
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int seed = 0; seed < 3000; seed++) {
                Random random = new Random(seed);
                byte[] image = images[random.nextInt(10) == 0 ? 2 : random.nextInt(2)].clone();
                int used = 4096 * (random.nextBoolean() ? 1 : 3);
                for (int flips = 1 << random.nextInt(8); flips > 0; flips--) {
                    int at = random.nextInt(random.nextBoolean() ? 200 : used);
                    image[at] ^= (byte) (1 << random.nextInt(8));
                }
                useIt(image, seed);
            }
        });
    }

    @Test
    void entriesThatLieWithARightChecksumAreAnswered() throws Exception {
        byte[] golden = GoldenImageTest.resource("bigblob-v2.bin");
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int seed = 0; seed < 3000; seed++) {
                Random random = new Random(seed);
                byte[] image = golden.clone();
                for (int lies = 1 + random.nextInt(3); lies > 0; lies--) {
                    int[] places = {0, 1, 2, 4, 9, 11, 12, 128 + 0, 128 + 37, 128 + 38, 128 + 77};
                    int place = places[random.nextInt(places.length)];
                    int at = place / 128 * 4096 + 64 + place % 128 * 32;
                    int field = random.nextBoolean() ? random.nextInt(4) : 24 + random.nextInt(8);
                    image[at + field] = (byte) random.nextInt(256);
                    int crc = Crc32.update(Crc32.of(image, at, 4), image, at + 8, 24);
                    Bytes.putInt(image, at + 4, crc);
                }
                useIt(image, seed);
            }
        });
    }

    @Test
    void noiseIsAnswered() {
        for (int seed = 0; seed < 50; seed++) {
            byte[] image = new byte[3 * 4096];
            new Random(seed).nextBytes(image);
            useIt(image, seed);
        }
    }

    private static void useIt(byte[] image, int seed) {
        try {
            RamFlash flash = new RamFlash(image);
            Store store = new Store(flash);
            int status = store.nvs.mount();
            if (status == Nvs.NEW_VERSION) {
                return;
            }
            assertEquals(Nvs.OK, status);
            readAll(store);
            store.set("wss_ca/wss_ca.1", "blob 0102");
            store.set("types/a_u8", "string x");
            int written = store.set("new/key", "u8 3");
            assertTrue(written == Nvs.OK || written == Nvs.NO_SPACE, "set answers " + written);
            if (written == Nvs.OK) {
                assertEquals("u8 3", store.get("new/key"));
                assertEquals("u8 3", store.restart().get("new/key"));
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static void readAll(Store store) {
        Cursor namespaces = new Cursor();
        byte[] value = new byte[5000];
        byte[] key = new byte[15];
        while (store.nvs.nextNamespace(namespaces)) {
            Cursor keys = new Cursor();
            while (store.nvs.nextKey(namespaces.namespace(), keys)) {
                int length = keys.copyName(key, 0);
                store.nvs.read(namespaces.namespace(), key, 0, length, 0, value, 0, value.length);
            }
        }
    }
}
