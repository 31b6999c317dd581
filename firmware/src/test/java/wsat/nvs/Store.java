package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** {@link Nvs} in words of Java SE, for tests. Values are written as by {@link FormatReader}. */
final class Store {
    final RamFlash flash;
    final Nvs nvs;

    Store(RamFlash flash) {
        this.flash = flash;
        nvs = new Nvs(flash);
    }

    static Store blank(int pages) {
        return new Store(new RamFlash(pages * 4096));
    }

    /** The same flash after a restart. */
    Store restart() {
        return new Store(new RamFlash(flash.image));
    }

    int set(String name, String value) {
        int namespace = makeNamespace(name.substring(0, name.indexOf('/')));
        if (namespace < 0) {
            return namespace;
        }
        byte[] key = bytes(name.substring(name.indexOf('/') + 1));
        int space = value.indexOf(' ');
        String type = value.substring(0, space);
        String rest = value.substring(space + 1);
        if (type.equals("string")) {
            return nvs.setString(namespace, key, 0, key.length, bytes(rest), 0, rest.length());
        }
        if (type.equals("blob")) {
            byte[] blob = HexFormat.of().parseHex(rest);
            return nvs.setBlob(namespace, key, 0, key.length, blob, 0, blob.length);
        }
        long number = type.equals("u64") ? Long.parseUnsignedLong(rest) : Long.parseLong(rest);
        return nvs.setInteger(namespace, key, 0, key.length, code(type), number);
    }

    void mustSet(String name, String value) {
        assertEquals(Nvs.OK, set(name, value), name);
    }

    /** Null when it is not found. */
    String get(String name) {
        int namespace = namespace(name.substring(0, name.indexOf('/')));
        byte[] key = bytes(name.substring(name.indexOf('/') + 1));
        Cursor found = new Cursor();
        int type = nvs.find(namespace, key, 0, key.length, found);
        return type < 0 ? null : value(namespace, found);
    }

    int erase(String name) {
        byte[] key = bytes(name.substring(name.indexOf('/') + 1));
        return nvs.eraseKey(namespace(name.substring(0, name.indexOf('/'))), key, 0, key.length);
    }

    int namespace(String name) {
        return nvs.namespace(bytes(name), 0, name.length());
    }

    int makeNamespace(String name) {
        return nvs.makeNamespace(bytes(name), 0, name.length());
    }

    /** Everything, by iteration. */
    Map<String, String> all() {
        Map<String, String> values = new TreeMap<>();
        Cursor namespaces = new Cursor();
        while (nvs.nextNamespace(namespaces)) {
            Cursor keys = new Cursor();
            while (nvs.nextKey(namespaces.namespace(), keys)) {
                String name = name(namespaces) + "/" + name(keys);
                assertEquals(null, values.put(name, value(namespaces.namespace(), keys)), name);
            }
        }
        return values;
    }

    static String name(Cursor cursor) {
        byte[] name = new byte[15];
        return new String(name, 0, cursor.copyName(name, 0), StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static int code(String type) {
        return (type.charAt(0) == 'i' ? 0x10 : 0) + Integer.parseInt(type.substring(1)) / 8;
    }

    private String value(int namespace, Cursor found) {
        if (found.type() == Types.STRING || found.type() == Types.BLOB) {
            byte[] key = bytes(name(found));
            byte[] value = new byte[found.size()];
            int count = nvs.read(namespace, key, 0, key.length, 0, value, 0, value.length);
            assertEquals(value.length, count, name(found));
            return found.type() == Types.BLOB ? "blob " + HexFormat.of().formatHex(value)
                    : "string " + new String(value, StandardCharsets.ISO_8859_1);
        }
        String number = found.type() == Types.U64 ? Long.toUnsignedString(found.integer())
                : Long.toString(found.integer());
        return (found.type() >= 0x10 ? "i" : "u") + 8 * Types.width(found.type()) + " " + number;
    }
}
