package wsat.nvs;

import wsat.port.Flash;

/**
 * Fills an erased partition as Espressif's {@code nvs_partition_gen} does, item by item, so that the image is
 * the same byte for byte. {@link Nvs} puts the same items into the same entries but for three habits of the
 * generator: it begins a blob even where little room is left, does not end a string in the last entry of a
 * page, and does not look for what stands under the key already.
 */
public final class ImageBuilder {
    private final Page[] pages;
    private final Entry entry = new Entry();
    private final Entry probe = new Entry();
    private final byte[] data = new byte[Page.DATA_MAX];
    private int current;
    private int namespaces;
    private int namespace;

    /** @param flash the partition, erased; its last page stays free */
    public ImageBuilder(Flash flash) {
        Medium medium = new Medium(flash);
        pages = new Page[flash.size() / Flash.SECTOR];
        byte[] block = new byte[Flash.SECTOR];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = new Page(medium, i * Flash.SECTOR, block, probe);
            pages[i].activate(i);
        }
    }

    /** What follows belongs to this namespace. {@link Nvs#OK} or a negative of {@link Nvs}, as all calls here. */
    public int namespace(byte[] name, int offset, int length) {
        if (!Nvs.isName(name, offset, length)) {
            return Nvs.BAD_NAME;
        }
        namespace = 0;
        for (int p = 0; p <= current; p++) {
            for (int i = pages[p].next(0, entry); i >= 0; i = pages[p].next(i + entry.span(), entry)) {
                if (Items.isNamespace(entry) && entry.hasKey(name, offset, length)) {
                    namespace = (int) entry.integer();
                    return Nvs.OK;
                }
            }
        }
        if (namespaces == Nvs.NAMESPACE_MAX) {
            return Nvs.NO_SPACE;
        }
        int status = integer(name, offset, length, Types.U8, namespaces + 1);
        if (status == Nvs.OK) {
            namespace = ++namespaces;
        }
        return status;
    }

    public int integer(byte[] key, int offset, int length, int type, long value) {
        if (!Nvs.isName(key, offset, length)) {
            return Nvs.BAD_NAME;
        }
        if (!Types.isInteger(type)) {
            return Nvs.TYPE_MISMATCH;
        }
        if (!Types.holds(type, value)) {
            return Nvs.OUT_OF_RANGE;
        }
        if (room() == 0 && !nextPage()) {
            return Nvs.NO_SPACE;
        }
        entry.start(namespace, type, Entry.CHUNK_ANY, key, offset, length);
        entry.sealInteger(value);
        return append(0);
    }

    public int string(byte[] key, int offset, int length, byte[] value, int valueOffset, int valueLength) {
        if (!Nvs.isName(key, offset, length)) {
            return Nvs.BAD_NAME;
        }
        if (valueLength >= Page.DATA_MAX) {
            return Nvs.TOO_LONG;
        }
        if (room() <= Entry.spanOf(valueLength + 1) && !nextPage()) {
            return Nvs.NO_SPACE;
        }
        System.arraycopy(value, valueOffset, data, 0, valueLength);
        data[valueLength] = 0;
        entry.start(namespace, Types.STRING, Entry.CHUNK_ANY, key, offset, length);
        entry.sealData(data, 0, valueLength + 1);
        return append(valueLength + 1);
    }

    public int blob(byte[] key, int offset, int length, byte[] value, int valueOffset, int valueLength) {
        if (!Nvs.isName(key, offset, length)) {
            return Nvs.BAD_NAME;
        }
        if (room() == 0 && !nextPage()) {
            return Nvs.NO_SPACE;
        }
        int done = 0;
        int chunks = 0;
        do {
            if (chunks == ValueWriter.CHUNKS_MAX) {
                return Nvs.TOO_LONG;
            }
            int tailroom = (room() - 1) * Entry.SIZE;
            int size = Math.min(valueLength - done, tailroom);
            System.arraycopy(value, valueOffset + done, data, 0, size);
            entry.start(namespace, Types.BLOB_DATA, chunks++, key, offset, length);
            entry.sealData(data, 0, size);
            int status = append(size);
            if (status != Nvs.OK) {
                return status;
            }
            done += size;
            if ((done < valueLength || tailroom - size < Entry.SIZE) && !nextPage()) {
                return Nvs.NO_SPACE;
            }
        } while (done < valueLength);
        entry.start(namespace, Types.BLOB_INDEX, Entry.CHUNK_ANY, key, offset, length);
        entry.sealIndex(valueLength, chunks, 0);
        return append(0);
    }

    private int room() {
        return pages.length < 2 ? 0 : pages[current].room();
    }

    private boolean nextPage() {
        if (current + 2 >= pages.length || !pages[current].markFull()) {
            return false;
        }
        current++;
        return true;
    }

    private int append(int length) {
        Bytes.fill(data, length, (entry.span() - 1) * Entry.SIZE, 0xFF);
        return pages[current].append(entry, data) ? Nvs.OK : Nvs.MEDIUM;
    }
}
