package wsat.pki.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wsat.board.flash.RamFlash;
import wsat.nvs.Cursor;
import wsat.nvs.Nvs;
import wsat.nvs.Types;
import wsat.pki.Refusal;
import wsat.port.Flash;

/** A partition image in memory, read and written by the firmware's own code. */
public final class Image {
    /** Of a blob's bytes in a page: all entries but the one that heads them. */
    private static final int PAGE_DATA = (PageHealth.ENTRIES - 1) * 32;

    /** A blob has at most so many pages, whatever the image holds (ESP-IDF, NVS: chunks). */
    private static final int CHUNKS_MAX = 127;

    private final String name;
    private final RamFlash flash;
    private final Nvs nvs;

    /** @param name how messages call the image */
    public Image(String name, byte[] bytes) throws Refusal {
        this.name = name;
        flash = new RamFlash(bytes.length);
        flash.write(0, bytes, 0, bytes.length);
        nvs = new Nvs(flash);
        int status = nvs.mount();
        if (status != Nvs.OK) {
            throw refusal("", status);
        }
    }

    /**
     * How much an image must have for a value of so many bytes, in whole pages, beside the one that always stays empty.
     */
    public static int room(int bytes) {
        return (bytes + PAGE_DATA - 1) / PAGE_DATA * Flash.SECTOR;
    }

    /** An erased image. */
    public static byte[] erased(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 0xFF);
        return bytes;
    }

    public byte[] bytes() {
        byte[] bytes = new byte[flash.size()];
        flash.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** Names of all namespaces, in the order of the partition. */
    public List<String> namespaces() {
        List<String> names = new ArrayList<>();
        Cursor at = new Cursor();
        while (nvs.nextNamespace(at)) {
            names.add(name(at));
        }
        return names;
    }

    /** All keys of a namespace, in the order of the partition; none if there is no such namespace. */
    public List<Value> values(String namespace) {
        List<Value> values = new ArrayList<>();
        int number = number(namespace);
        if (number >= 0) {
            Cursor at = new Cursor();
            while (nvs.nextKey(number, at)) {
                long integer = Types.isInteger(at.type()) ? at.integer() : 0;
                values.add(new Value(namespace, name(at), at.type(), at.size(), integer));
            }
        }
        return values;
    }

    /** Bytes of a string or blob; null if there is none under that key, or it cannot be read to its end. */
    public byte[] read(String namespace, String key) {
        int number = number(namespace);
        byte[] k = utf8(key);
        Cursor found = new Cursor();
        int type = number < 0 ? number : nvs.find(number, k, 0, k.length, found);
        if (type != Types.STRING && type != Types.BLOB) {
            return null;
        }
        byte[] value = new byte[found.size()];
        return nvs.read(number, k, 0, k.length, 0, value, 0, value.length) == value.length ? value : null;
    }

    /** Writes a blob. */
    public void write(String namespace, String key, byte[] value) throws Refusal {
        byte[] n = utf8(namespace);
        byte[] k = utf8(key);
        int number = nvs.makeNamespace(n, 0, n.length);
        int status = number < 0 ? number : nvs.setBlob(number, k, 0, k.length, value, 0, value.length);
        boolean full = status == Nvs.NO_SPACE || status == Nvs.TOO_LONG;
        if (full && room(value.length) <= CHUNKS_MAX * Flash.SECTOR) {
            // on top of what is there, with a page that stays empty and one for what heads the value
            int larger = flash.size() + room(value.length)
                    + 2 * Flash.SECTOR - PageHealth.emptyPages(bytes()) * Flash.SECTOR;
            throw new Refusal(
                    String.format("%s: %s: %d bytes do not fit, the image of %d bytes has about %d left; remove a slot,"
                    + " or make an image of 0x%X bytes (wsat pki init --size 0x%X) if the module's partition is as "
                    + "large", name, key,
                    value.length, flash.size(), PageHealth.free(PageHealth.of(bytes())) * 32, larger, larger));
        }
        if (status != Nvs.OK) {
            throw refusal(key + ": ", status);
        }
    }

    /** Erases a key, if it is there. */
    public void erase(String namespace, String key) throws Refusal {
        byte[] k = utf8(key);
        int number = number(namespace);
        int status = number < 0 ? number : nvs.eraseKey(number, k, 0, k.length);
        if (status != Nvs.OK && status != Nvs.NOT_FOUND) {
            throw refusal(key + ": ", status);
        }
    }

    private int number(String namespace) {
        byte[] n = utf8(namespace);
        return nvs.namespace(n, 0, n.length);
    }

    private Refusal refusal(String what, int status) {
        return new Refusal(name + ": " + what + reason(status, flash.size()));
    }

    /** What a negative of {@link Nvs} means, and the cure. */
    static String reason(int status, int size) {
        switch (status) {
            case Nvs.NO_SPACE: return "the image of " + size + " bytes is full; remove a slot, or make a larger image"
                    + " (--size) if the module's partition is larger";
            case Nvs.TOO_LONG: return "longer than the format allows (strings have at most 3999 bytes, blobs what the"
                    + " image holds); shorten it";
            case Nvs.BAD_NAME: return "names of namespaces and keys have 1 to 15 bytes; rename it";
            case Nvs.OUT_OF_RANGE: return "the type does not hold the value; choose a wider type";
            case Nvs.NEW_VERSION: return "written by a later version of the NVS format; use Espressif's tools for it";
            default: return "not possible in this image (" + status + "); look at it with wsat pki check";
        }
    }

    private static String name(Cursor at) {
        byte[] bytes = new byte[Nvs.NAME_MAX];
        return new String(bytes, 0, at.copyName(bytes, 0), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
