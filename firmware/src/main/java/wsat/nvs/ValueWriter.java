package wsat.nvs;

/**
 * Writes a string or a blob that arrives in pieces. A blob goes to flash chunk by chunk and becomes visible
 * with its index, which is written last; a string is one item and is written at the end. The chunks of the new
 * blob are numbered from 128 when those of the old one are numbered from 0, and the reverse, so both can stand
 * in flash at once (ESP-IDF, Non-Volatile Storage, Structure of Entry).
 */
final class ValueWriter {
    /** A page that has less room for data is not begun with, if the blob needs more. */
    private static final int FIRST_CHUNK_MIN = Page.DATA_MAX / 10;
    static final int CHUNKS_MAX = 127;

    private final Pages pages;
    private final Items items;
    private final Entry entry = new Entry();
    private final Entry old = new Entry();
    private final byte[] name = new byte[Entry.KEY_MAX];
    private final byte[] buffer = new byte[Page.DATA_MAX];

    private boolean open;
    private int namespace;
    private int nameLength;
    private int type;
    private int left;
    private int total;
    private int filled;
    private int chunkSize;
    private int chunkCount;
    private int chunkStart;

    ValueWriter(Pages pages, Items items) {
        this.pages = pages;
        this.items = items;
    }

    boolean isOpen() {
        return open;
    }

    /** Forgets what was begun; the chunks it left are erased at mount or when the key is written again. */
    void forget() {
        open = false;
    }

    int begin(int toNamespace, byte[] key, int offset, int length, int ofType, int size) {
        namespace = toNamespace;
        System.arraycopy(key, offset, name, 0, length);
        nameLength = length;
        type = ofType;
        total = size;
        left = size;
        filled = 0;
        int status = ofType == Types.STRING ? beginString() : beginBlob();
        open = status == Nvs.OK;
        return status;
    }

    int put(byte[] bytes, int offset, int length) {
        if (length > left) {
            return Nvs.TOO_LONG;
        }
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, chunkSize - filled);
            System.arraycopy(bytes, offset + done, buffer, filled, count);
            filled += count;
            left -= count;
            done += count;
            if (type == Types.BLOB && filled == chunkSize) {
                int status = writeChunk();
                if (status != Nvs.OK) {
                    return status;
                }
            }
        }
        return Nvs.OK;
    }

    int finish() {
        if (left > 0) {
            return Nvs.NOT_OPEN;
        }
        int status = type == Types.STRING ? writeString() : writeIndex();
        if (status != Nvs.OK) {
            return status;
        }
        open = false;
        return items.eraseAllBut(entry, entry) ? Nvs.OK : Nvs.MEDIUM;
    }

    /** Erases what was written so far. */
    int abort() {
        open = false;
        if (type != Types.BLOB || chunkCount == 0) {
            return Nvs.OK;
        }
        start(Types.BLOB_DATA, chunkStart);
        return items.eraseChunks(entry, chunkStart) ? Nvs.OK : Nvs.MEDIUM;
    }

    private int beginString() {
        chunkSize = total;
        if (total > Page.DATA_MAX - 1) {
            return Nvs.TOO_LONG;
        }
        return pages.roomAtBest() < Entry.spanOf(total + 1) ? Nvs.NO_SPACE : Nvs.OK;
    }

    private int beginBlob() {
        chunkCount = 0;
        chunkStart = 0;
        if (total > (long) Math.min(pages.total() - 1, CHUNKS_MAX) * Page.DATA_MAX) {
            return Nvs.TOO_LONG;
        }
        int chunks = Math.max(1, (total + Page.DATA_MAX - 1) / Page.DATA_MAX);
        if (!pages.isWritable() || pages.roomInAll() < Entry.spanOf(total) + chunks) {
            return Nvs.NO_SPACE;
        }
        if (items.find(namespace, name, 0, nameLength, old) && old.type() == Types.BLOB_INDEX
                && old.chunkStart() < 0x80) {
            chunkStart = 0x80;
        }
        start(Types.BLOB_DATA, chunkStart);
        if (!items.eraseChunks(entry, chunkStart)) {
            return Nvs.MEDIUM;
        }
        int status = chooseFirstPage();
        return status == Nvs.OK ? chooseChunkSize() : status;
    }

    /** The current page, unless there is too little room to make a beginning worth it. */
    private int chooseFirstPage() {
        for (int tries = pages.total(); tries > 0; tries--) {
            int tailroom = tailroom();
            if (tailroom >= FIRST_CHUNK_MIN || tailroom >= total && tailroom > 0) {
                return Nvs.OK;
            }
            int status = pages.requestNewPage();
            if (status != Nvs.OK) {
                return status;
            }
            if (tailroom() == tailroom) {
                return Nvs.NO_SPACE;
            }
        }
        return Nvs.NO_SPACE;
    }

    private int chooseChunkSize() {
        chunkSize = Math.min(left, tailroom());
        filled = 0;
        return tailroom() == 0 || chunkCount == CHUNKS_MAX ? Nvs.NO_SPACE : Nvs.OK;
    }

    /** Bytes of data that a chunk in the current page can have. */
    private int tailroom() {
        return Math.max(0, pages.current().room() - 1) * Entry.SIZE;
    }

    private int writeChunk() {
        int tailroom = tailroom();
        start(Types.BLOB_DATA, chunkStart + chunkCount);
        entry.sealData(buffer, 0, filled);
        if (!appendBuffer()) {
            return Nvs.MEDIUM;
        }
        chunkCount++;
        if (left > 0 || tailroom - chunkSize < Entry.SIZE) {
            int status = pages.requestNewPage();
            if (status != Nvs.OK) {
                return status;
            }
        }
        return left > 0 ? chooseChunkSize() : Nvs.OK;
    }

    private int writeIndex() {
        if (total == 0) {
            int status = writeChunk();
            if (status != Nvs.OK) {
                return status;
            }
        }
        if (pages.current().room() == 0) {
            return Nvs.NO_SPACE;
        }
        start(Types.BLOB_INDEX, Entry.CHUNK_ANY);
        entry.sealIndex(total, chunkCount, chunkStart);
        return pages.current().append(entry, buffer) ? Nvs.OK : Nvs.MEDIUM;
    }

    private int writeString() {
        buffer[filled++] = 0;
        start(Types.STRING, Entry.CHUNK_ANY);
        entry.sealData(buffer, 0, filled);
        int status = pages.makeRoom(entry.span());
        if (status != Nvs.OK) {
            return status;
        }
        return appendBuffer() ? Nvs.OK : Nvs.MEDIUM;
    }

    private boolean appendBuffer() {
        Bytes.fill(buffer, filled, (entry.span() - 1) * Entry.SIZE, 0xFF);
        return pages.current().append(entry, buffer);
    }

    private void start(int entryType, int chunk) {
        entry.start(namespace, entryType, chunk, name, 0, nameLength);
    }
}
