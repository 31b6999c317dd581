package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images made by Espressif's {@code nvs_partition_gen} are read, and made again. */
class GoldenImageTest {
    @ParameterizedTest
    @CsvSource({"full-v2, full", "full-v1, full", "single-v2, single", "bigblob-v2, bigblob"})
    void anImageOfTheGeneratorReadsBackEveryValue(String image, String csv) throws IOException {
        Store store = new Store(new RamFlash(resource(image + ".bin")));
        Map<String, String> rows = rows(csv);
        for (Map.Entry<String, String> row : rows.entrySet()) {
            assertEquals(row.getValue(), store.get(row.getKey()), row.getKey());
        }
        assertEquals(new TreeMap<>(rows), store.all());
        assertArrayEquals(resource(image + ".bin"), store.flash.image, "reading changes nothing");
    }

    @ParameterizedTest
    @CsvSource({"full-v2, full", "single-v2, single", "bigblob-v2, bigblob"})
    void theSameValuesWrittenInOrderMakeTheSameImage(String image, String csv) throws IOException {
        byte[] golden = resource(image + ".bin");
        Store store = new Store(new RamFlash(golden.length));
        rows(csv).forEach(store::mustSet);
        assertArrayEquals(golden, store.flash.image);
    }

    @ParameterizedTest
    @CsvSource({"full-v2, full", "single-v2, single", "bigblob-v2, bigblob"})
    void theBuilderMakesTheSameImage(String image, String csv) throws IOException {
        byte[] golden = resource(image + ".bin");
        RamFlash flash = new RamFlash(golden.length);
        ImageBuilder builder = new ImageBuilder(flash);
        rows(csv).forEach((name, value) -> assertEquals(Nvs.OK, add(builder, name, value), name));
        assertArrayEquals(golden, flash.image);
    }

    @Test
    void theIndependentReaderAgreesOnTheGoldenImages() throws IOException {
        assertEquals(new TreeMap<>(rows("full")), FormatReader.read(resource("full-v2.bin")));
        assertEquals(new TreeMap<>(rows("full")), FormatReader.read(resource("full-v1.bin")));
        assertEquals(new TreeMap<>(rows("bigblob")), FormatReader.read(resource("bigblob-v2.bin")));
    }

    @Test
    void aVersionOneBlobIsReplacedByAVersionTwoBlob() throws IOException {
        Store store = new Store(new RamFlash(resource("full-v1.bin")));
        Map<String, String> expected = new TreeMap<>(rows("full"));
        expected.put("wss_ca/wss_ca.0", "blob 0102");
        store.mustSet("wss_ca/wss_ca.0", "blob 0102");
        assertEquals(expected, store.all());
        assertEquals(expected, FormatReader.read(store.flash.image));
        assertEquals(expected, store.restart().all());
    }

    static int add(ImageBuilder builder, String name, String value) {
        byte[] namespace = Store.bytes(name.substring(0, name.indexOf('/')));
        byte[] key = Store.bytes(name.substring(name.indexOf('/') + 1));
        String type = value.substring(0, value.indexOf(' '));
        String rest = value.substring(value.indexOf(' ') + 1);
        int status = builder.namespace(namespace, 0, namespace.length);
        if (status != Nvs.OK) {
            return status;
        }
        switch (type) {
            case "string":
                return builder.string(key, 0, key.length, Store.bytes(rest), 0, rest.length());
            case "blob":
                byte[] blob = HexFormat.of().parseHex(rest);
                return builder.blob(key, 0, key.length, blob, 0, blob.length);
            default:
                long number = type.equals("u64") ? Long.parseUnsignedLong(rest) : Long.parseLong(rest);
                return builder.integer(key, 0, key.length, Store.code(type), number);
        }
    }

    static byte[] resource(String name) throws IOException {
        try (var in = GoldenImageTest.class.getResourceAsStream("/nvs/" + name)) {
            return in.readAllBytes();
        }
    }

    /** The rows of a CSV as {@code namespace/key} and value. */
    private static Map<String, String> rows(String csv) throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        String namespace = "";
        for (String line : new String(resource(csv + ".csv"), StandardCharsets.US_ASCII).split("\r?\n")) {
            String[] row = line.split(",", -1);
            if (row[1].equals("namespace")) {
                namespace = row[0];
            } else if (row[1].equals("file")) {
                rows.put(namespace + "/" + row[0], "blob " + HexFormat.of().formatHex(resource(row[3])));
            } else if (row[1].equals("data")) {
                rows.put(namespace + "/" + row[0], row[2] + " " + row[3].replace("\"", ""));
            }
        }
        return rows;
    }
}
