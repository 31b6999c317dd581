package wsat.pki.image;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import wsat.board.flash.FileFlash;
import wsat.board.text.Quoted;
import wsat.nvs.Types;
import wsat.pki.Refusal;

/**
 * An image of the CSV that Espressif's generator takes: columns key, type, encoding and value; rows of type
 * namespace, data and file (ESP-IDF, NVS Partition Generator Utility, CSV File Format).
 */
public final class CsvImage {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private final Path csv;
    private final Builder builder;
    private final Set<String> seen = new HashSet<>();
    private String namespace;
    private String where;

    private CsvImage(Path csv, int size) {
        this.csv = csv;
        builder = new Builder(size);
    }

    /** Builds an image of so many bytes. */
    public static byte[] build(Path csv, int size) throws Refusal {
        return new CsvImage(csv, size).build();
    }

    private byte[] build() throws Refusal {
        List<Csv.Row> rows = Csv.rows(utf8(csv));
        if (rows.isEmpty() || !rows.get(0).fields().equals(List.of("key", "type", "encoding", "value"))) {
            throw new Refusal(csv + ": line 1: is not key,type,encoding,value; give the CSV file of nvs_partition_gen"
                    + " (ESP-AT: mfg_nvs.csv)");
        }
        for (Csv.Row row : rows.subList(1, rows.size())) {
            where = csv + ": line " + row.line();
            if (row.fields().size() != 4) {
                throw new Refusal(where + ": has " + row.fields().size() + " columns, not 4 (key,type,encoding,value);"
                        + " put values with commas in quotes");
            }
            row(row.fields().get(0), row.fields().get(1), row.fields().get(2), row.fields().get(3));
        }
        return builder.bytes();
    }

    private static String utf8(Path file) throws Refusal {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(OwnFile.read(file, FileFlash.SIZE_MAX)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(file + ": is not UTF-8 text; give the CSV file of nvs_partition_gen");
        }
    }

    private void row(String key, String type, String encoding, String value) throws Refusal {
        if (key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > 15) {
            throw new Refusal(where + ": the name in the first column has not 1 to 15 bytes; rename it");
        }
        if (type.equals("namespace")) {
            namespace = key;
            builder.namespace(where, key);
            return;
        }
        if (!type.equals("data") && !type.equals("file")) {
            throw new Refusal(where + ": type " + Quoted.of(type)
                    + " is none of namespace, data and file; correct the row");
        }
        if (namespace == null) {
            throw new Refusal(where + ": " + Quoted.of(key)
                    + " stands before the first namespace; put a namespace row above it");
        }
        if (!seen.add(namespace + "\0" + key)) {
            throw new Refusal(where + ": " + Quoted.of(key) + " is in this namespace already; rename or delete one");
        }
        if (type.equals("file")) {
            Path file = file(value);
            bytes(key, encoding, OwnFile.read(file, FileFlash.SIZE_MAX), file.toString());
        } else {
            bytes(key, encoding, value.getBytes(StandardCharsets.UTF_8), "the value");
        }
    }

    private void bytes(String key, String encoding, byte[] content, String what) throws Refusal {
        switch (encoding.toLowerCase(Locale.ROOT)) {
            case "string":
                builder.string(where, key, content);
                return;
            case "binary":
                builder.blob(where, key, content);
                return;
            case "hex2bin":
                builder.blob(where, key, hex(text(content), what));
                return;
            case "base64":
                builder.blob(where, key, base64(text(content), what));
                return;
            default:
                integer(key, encoding, text(content));
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).trim();
    }

    private byte[] hex(String text, String what) throws Refusal {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(where + ": " + what + " is not pairs of hexadecimal digits; correct it or its encoding");
        }
    }

    private byte[] base64(String text, String what) throws Refusal {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(where + ": " + what + " is not base64; correct it or its encoding");
        }
    }

    private void integer(String key, String encoding, String text) throws Refusal {
        int type = Builder.integerType(encoding.toLowerCase(Locale.ROOT));
        if (type == 0) {
            throw new Refusal(where + ": encoding " + Quoted.of(encoding)
                    + " is none of string, binary, hex2bin, base64, u8,"
                    + " i8, u16, i16, u32, i32, u64, i64; correct the row");
        }
        BigInteger value;
        try {
            String digits = text.replace("_", "");
            boolean hex = digits.matches("[+-]?0[xX].+");
            value = hex ? new BigInteger(digits.replaceFirst("0[xX]", ""), 16) : new BigInteger(digits);
        } catch (NumberFormatException e) {
            throw new Refusal(where + ": the value is not a number; correct it or its encoding");
        }
        boolean fits = type == Types.U64 ? value.signum() >= 0 && value.compareTo(TWO_TO_64) < 0
                : value.bitLength() < 64 && Types.holds(type, value.longValue());
        if (!fits) {
            throw new Refusal(where + ": " + (text.length() > 20 ? "the number" : text) + " does not fit into "
                    + encoding + "; choose a wider encoding");
        }
        builder.integer(where, key, type, value.longValue());
    }

    private Refusal noFile(String value) {
        return new Refusal(where + ": there is no file " + Quoted.of(value)
                + "; correct its path, which counts from the" + " folder of the CSV");
    }

    /** A relative path counts from the CSV's folder or, as with Espressif's generator, from the current one. */
    private Path file(String value) throws Refusal {
        Path directory = csv.toAbsolutePath().getParent();
        Path beside;
        Path here;
        try {
            beside = directory.resolve(value);
            here = Path.of(value);
        } catch (InvalidPathException e) {
            throw noFile(value);
        }
        if (!Files.exists(here) && !Files.exists(beside)) {
            throw noFile(value);
        }
        if (here.isAbsolute() || !Files.exists(here)) {
            return beside;
        }
        if (!Files.exists(beside)) {
            return here;
        }
        if (!Arrays.equals(OwnFile.read(beside, FileFlash.SIZE_MAX), OwnFile.read(here, FileFlash.SIZE_MAX))) {
            throw new Refusal(where + ": " + value + " is in the folder of the CSV and in the current folder, and they"
                    + " differ; give an absolute path");
        }
        return beside;
    }
}
