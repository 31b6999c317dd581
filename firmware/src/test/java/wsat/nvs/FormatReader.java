package wsat.nvs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Reads an image by the format's description alone, sharing no code with what it checks, and insists that the
 * image is clean: nothing half-written, nothing twice, nothing that belongs to nothing.
 */
final class FormatReader {
    private record Item(int namespace, int type, int span, int chunk, String key, ByteBuffer data, byte[] content) {
    }

    private final List<Item> items = new ArrayList<>();
    private int active;
    private int free;

    /** {@code namespace/key} to type and value, such as {@code u8 5}, {@code string text}, {@code blob hex}. */
    static Map<String, String> read(byte[] image) {
        FormatReader reader = new FormatReader();
        for (int at = 0; at < image.length; at += 4096) {
            reader.page(ByteBuffer.wrap(image, at, 4096).slice().order(ByteOrder.LITTLE_ENDIAN));
        }
        require(reader.active <= 1, reader.active + " active pages");
        require(reader.free >= 1, "no free page");
        return reader.values();
    }

    /** Whether nothing is left of what was erased: all of its entries are zeros. */
    static boolean isWiped(byte[] image) {
        for (int at = 0; at < image.length; at += 4096) {
            ByteBuffer page = ByteBuffer.wrap(image, at, 4096).slice().order(ByteOrder.LITTLE_ENDIAN);
            boolean valid = crc(page, 4, 24) == page.getInt(28);
            for (int i = 0; valid && i < 126 * 32; i++) {
                if ((page.get(32 + i / 128) >> (i / 32 % 4 * 2) & 3) == 0 && page.get(64 + i) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private void page(ByteBuffer page) {
        long state = page.getInt(0) & 0xFFFFFFFFL;
        if (crc(page, 4, 24) != page.getInt(28) || state < 0xFFFFFFF8L || state == 0xFFFFFFFFL) {
            free++;
            return;
        }
        require(state == 0xFFFFFFFEL || state == 0xFFFFFFFCL, "page state " + Long.toHexString(state));
        active += state == 0xFFFFFFFEL ? 1 : 0;
        int last = 0;
        for (int i = 0; i < 126;) {
            int bits = page.get(32 + i / 4) >> (i % 4 * 2) & 3;
            require(bits != 1, "entry state 01 at " + i);
            if (bits == 2) {
                i += item(page, i);
                last = i;
            } else {
                last = bits == 0 ? i + 1 : last;
                i++;
            }
        }
        if (state == 0xFFFFFFFEL) {
            for (int at = 64 + last * 32; at < 64 + 126 * 32; at++) {
                require(page.get(at) == -1, "a dirty byte in what is to be written next");
            }
        }
    }

    private int item(ByteBuffer page, int index) {
        int at = 64 + 32 * index;
        require(crc(page, at, 4, at + 8, 24) == page.getInt(at + 4), "entry checksum at " + index);
        int span = page.get(at + 2) & 0xFF;
        require(span >= 1 && index + span <= 126, "span");
        for (int i = index; i < index + span; i++) {
            require((page.get(32 + i / 4) >> (i % 4 * 2) & 3) == 2, "incomplete item at " + index);
        }
        byte[] key = new byte[16];
        page.get(at + 8, key);
        int type = page.get(at + 1) & 0xFF;
        byte[] content = null;
        if (type == 0x21 || type == 0x41 || type == 0x42) {
            int size = page.getShort(at + 24) & 0xFFFF;
            require(span == 1 + (size + 31) / 32, "span of data");
            content = new byte[size];
            page.get(at + 32, content);
            require(page.getShort(at + 26) == -1, "reserved bytes");
            require(crc(page, at + 32, size) == page.getInt(at + 28), "data checksum at " + index);
        }
        items.add(new Item(page.get(at) & 0xFF, type, span, page.get(at + 3) & 0xFF,
                new String(key, StandardCharsets.ISO_8859_1).trim(),
                page.slice(at + 24, 8).order(ByteOrder.LITTLE_ENDIAN), content));
        return span;
    }

    private Map<String, String> values() {
        Map<Integer, String> namespaces = new TreeMap<>();
        Map<String, String> values = new TreeMap<>();
        for (Item item : items) {
            if (item.namespace == 0) {
                require(namespaces.put(item.data.get(0) & 0xFF, item.key) == null, "a namespace number twice");
            }
        }
        int chunksUsed = 0;
        for (Item item : items) {
            if (item.namespace == 0 || item.type == 0x42) {
                continue;
            }
            require(namespaces.containsKey(item.namespace), "no namespace " + item.namespace);
            chunksUsed += item.type == 0x48 ? item.data.get(4) & 0xFF : 0;
            require(values.put(namespaces.get(item.namespace) + "/" + item.key, value(item)) == null,
                    "twice: " + item.key);
        }
        int chunks = (int) items.stream().filter(item -> item.type == 0x42).count();
        require(chunks == chunksUsed, "chunks without index: " + (chunks - chunksUsed));
        return values;
    }

    private String value(Item item) {
        ByteBuffer d = item.data;
        return switch (item.type) {
            case 0x01 -> "u8 " + (d.get(0) & 0xFF);
            case 0x11 -> "i8 " + d.get(0);
            case 0x02 -> "u16 " + (d.getShort(0) & 0xFFFF);
            case 0x12 -> "i16 " + d.getShort(0);
            case 0x04 -> "u32 " + (d.getInt(0) & 0xFFFFFFFFL);
            case 0x14 -> "i32 " + d.getInt(0);
            case 0x08 -> "u64 " + Long.toUnsignedString(d.getLong(0));
            case 0x18 -> "i64 " + d.getLong(0);
            case 0x21 -> {
                require(item.content[item.content.length - 1] == 0, "NUL");
                yield "string " + new String(item.content, 0, item.content.length - 1, StandardCharsets.ISO_8859_1);
            }
            case 0x41 -> "blob " + HexFormat.of().formatHex(item.content);
            case 0x48 -> "blob " + HexFormat.of().formatHex(blob(item));
            default -> throw new AssertionError("type " + item.type);
        };
    }

    private byte[] blob(Item index) {
        byte[] bytes = new byte[index.data.getInt(0)];
        int at = 0;
        int start = index.data.get(5) & 0xFF;
        require(start == 0 || start == 128, "chunk start " + start);
        for (int i = 0; i < (index.data.get(4) & 0xFF); i++) {
            int number = start + i;
            List<Item> found = items.stream().filter(item -> item.type == 0x42 && item.chunk == number
                    && item.namespace == index.namespace && item.key.equals(index.key)).toList();
            require(found.size() == 1, "chunk " + number + " of " + index.key + ": " + found.size());
            byte[] content = found.get(0).content;
            System.arraycopy(content, 0, bytes, at, content.length);
            at += content.length;
        }
        require(at == bytes.length, "blob size");
        return bytes;
    }

    /** zlib.crc32(data, 0xFFFFFFFF): four bytes 0xFF in front bring the register of a usual CRC-32 to 0. */
    private static int crc(ByteBuffer bytes, int... spans) {
        CRC32 crc = new CRC32();
        crc.update(new byte[] {-1, -1, -1, -1});
        for (int i = 0; i < spans.length; i += 2) {
            crc.update(bytes.slice(spans[i], spans[i + 1]));
        }
        return (int) crc.getValue();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
