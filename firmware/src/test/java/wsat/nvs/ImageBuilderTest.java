package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The habits of {@code nvs_partition_gen} where they differ from what ESP-IDF does at run time. */
class ImageBuilderTest {
    private final RamFlash flash = new RamFlash(5 * 4096);
    private final ImageBuilder builder = new ImageBuilder(flash);
    private final Map<String, String> expected = new TreeMap<>();

    @Test
    void aBlobBeginsWhereLittleRoomIsLeft() {
        fill(121);
        add("n/blob", "blob " + "42".repeat(200));
        assertEquals(0x42, flash.image[64 + 122 * 32 + 1]);
        assertEquals(4, flash.image[64 + 122 * 32 + 2]);
        check();
    }

    @Test
    void aBlobMayBeginWithAnEmptyChunkInTheLastEntry() {
        fill(124);
        add("n/blob", "blob " + "42".repeat(200));
        assertEquals(0x42, flash.image[64 + 125 * 32 + 1]);
        assertEquals(1, flash.image[64 + 125 * 32 + 2]);
        check();
    }

    @Test
    void aStringDoesNotEndInTheLastEntry() {
        fill(123);
        add("n/string", "string x");
        assertEquals(-1, flash.image[64 + 124 * 32]);
        assertEquals(0x21, flash.image[4096 + 64 + 1]);
        check();
    }

    @Test
    void anIntegerMayTakeTheLastEntry() {
        fill(126);
        assertEquals(1, flash.image[64 + 125 * 32 + 1]);
        check();
    }

    @Test
    void aNamespaceIsMadeOnce() {
        add("n/a", "u8 1");
        add("m/a", "u8 2");
        add("n/b", "u8 3");
        check();
    }

    @Test
    void theLastPageStaysFree() {
        int status = Nvs.OK;
        for (int i = 0; status == Nvs.OK; i++) {
            status = GoldenImageTest.add(builder, "n/k" + i, "blob " + "00".repeat(500));
        }
        assertEquals(Nvs.NO_SPACE, status);
        assertEquals(true, Bytes.blank(flash.image, 4 * 4096, 4096));
    }

    @Test
    void wrongInputIsRefused() {
        byte[] name = Store.bytes("0123456789abcdef");
        assertEquals(Nvs.BAD_NAME, builder.namespace(name, 0, 16));
        assertEquals(Nvs.BAD_NAME, builder.integer(name, 0, 16, Types.U8, 1));
        assertEquals(Nvs.OUT_OF_RANGE, builder.integer(name, 0, 15, Types.U8, 256));
        assertEquals(Nvs.TOO_LONG, builder.string(name, 0, 15, new byte[4000], 0, 4000));
        assertEquals(Nvs.TYPE_MISMATCH, builder.integer(name, 0, 15, Types.BLOB, 1));
        assertEquals(Nvs.BAD_NAME, builder.string(name, 0, 16, new byte[1], 0, 1));
        assertEquals(Nvs.BAD_NAME, builder.blob(name, 0, 0, new byte[1], 0, 1));
        assertEquals(true, Bytes.blank(flash.image, 0, flash.image.length));
    }

    @Test
    void aBlobHasAtMost127Chunks() {
        ImageBuilder big = new ImageBuilder(new RamFlash(130 * 4096));
        byte[] name = Store.bytes("n");
        assertEquals(Nvs.OK, big.namespace(name, 0, 1));
        int most = 124 * 32 + 126 * 125 * 32;
        assertEquals(Nvs.TOO_LONG, big.blob(name, 0, 1, new byte[most + 1], 0, most + 1));
        RamFlash whole = new RamFlash(130 * 4096);
        big = new ImageBuilder(whole);
        assertEquals(Nvs.OK, big.namespace(name, 0, 1));
        assertEquals(Nvs.OK, big.blob(name, 0, 1, new byte[most], 0, most));
        assertEquals(most, new Store(whole).get("n/n").length() / 2 - 2);
    }

    @Test
    void afterTheLastEntryEverythingIsRefused() {
        fill(4 * 126 - 1);
        byte[] name = Store.bytes("late");
        assertEquals(Nvs.NO_SPACE, builder.namespace(name, 0, 4));
        assertEquals(Nvs.NO_SPACE, builder.integer(name, 0, 4, Types.U8, 1));
        assertEquals(Nvs.NO_SPACE, builder.string(name, 0, 4, new byte[1], 0, 1));
        assertEquals(Nvs.NO_SPACE, builder.blob(name, 0, 4, new byte[1], 0, 1));
        check();
    }

    @Test
    void aSinglePageHasNoRoom() {
        ImageBuilder single = new ImageBuilder(new RamFlash(4096));
        assertEquals(Nvs.NO_SPACE, single.namespace(Store.bytes("n"), 0, 1));
    }

    @Test
    void thereAreAtMost254Namespaces() {
        for (int i = 1; i <= 254; i++) {
            byte[] name = Store.bytes("n" + i);
            assertEquals(Nvs.OK, builder.namespace(name, 0, name.length));
        }
        assertEquals(Nvs.NO_SPACE, builder.namespace(Store.bytes("one"), 0, 3));
        assertEquals(254, new Store(flash).namespace("n254"));
    }

    @Test
    void aMediumThatFailsIsSaid() {
        flash.failing = true;
        assertEquals(Nvs.MEDIUM, builder.namespace(Store.bytes("n"), 0, 1));
        assertEquals(Nvs.MEDIUM, builder.blob(Store.bytes("n"), 0, 1, new byte[1], 0, 1));
    }

    private void fill(int entries) {
        for (int i = 1; i <= entries; i++) {
            add("n/i" + i, "u8 " + i % 256);
        }
    }

    private void add(String name, String value) {
        assertEquals(Nvs.OK, GoldenImageTest.add(builder, name, value));
        expected.put(name, value);
    }

    private void check() {
        assertEquals(expected, FormatReader.read(flash.image));
        assertEquals(expected, new Store(flash).all());
    }
}
