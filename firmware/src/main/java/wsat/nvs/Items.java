package wsat.nvs;

/** Finds, reads and erases items over all pages of a partition. The newest of several under one key counts. */
final class Items {
    private final Pages pages;
    private final Entry probe = new Entry();
    private final Entry chunk = new Entry();
    private final Cursor cursor = new Cursor();
    private final byte[] last = new byte[1];

    Items(Pages pages) {
        this.pages = pages;
    }

    /** Moves to the next live item, the oldest page first. */
    boolean next(Cursor at) {
        for (; at.page < pages.count(); at.page++) {
            Page page = pages.get(at.page);
            int index = page.next(at.index, at.entry);
            if (index >= 0) {
                at.index = index + at.entry.span();
                return true;
            }
            at.index = 0;
        }
        return false;
    }

    /** Number of a namespace; the oldest counts. */
    int namespace(byte[] name, int offset, int length) {
        cursor.reset();
        while (next(cursor)) {
            if (isNamespace(cursor.entry) && cursor.entry.hasKey(name, offset, length)) {
                return (int) cursor.entry.integer();
            }
        }
        return Nvs.NOT_FOUND;
    }

    static boolean isNamespace(Entry entry) {
        return entry.namespace() == 0 && entry.type() == Types.U8;
    }

    /** Finds the value under a key: an integer, a string, a version 1 blob or a blob index. */
    boolean find(int namespace, byte[] key, int offset, int length, Entry found) {
        for (int p = pages.count() - 1; p >= 0; p--) {
            boolean hit = false;
            Page page = pages.get(p);
            for (int i = page.next(0, probe); i >= 0; i = page.next(i + probe.span(), probe)) {
                if (probe.namespace() == namespace && probe.type() != Types.BLOB_DATA
                        && probe.hasKey(key, offset, length) && page.dataIsSound(probe)) {
                    found.copyFrom(probe);
                    hit = true;
                }
            }
            if (hit) {
                return true;
            }
        }
        return false;
    }

    /** Finds a chunk of the blob that {@code index} is the index of. */
    boolean findChunk(Entry index, int number, Entry found) {
        for (int p = pages.count() - 1; p >= 0; p--) {
            Page page = pages.get(p);
            for (int i = page.next(0, found); i >= 0; i = page.next(i + found.span(), found)) {
                if (found.type() == Types.BLOB_DATA && found.chunk() == number && found.sameName(index)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Bytes of a value. */
    int size(Entry entry) {
        switch (entry.type()) {
            case Types.BLOB_INDEX:
                return entry.blobSize();
            case Types.BLOB:
                return entry.dataSize();
            case Types.STRING:
                return stringSize(entry);
            default:
                return Types.isInteger(entry.type()) ? Types.width(entry.type()) : 0;
        }
    }

    /** Copies bytes of a string or blob; returns how many, fewer only at its end. */
    int read(Entry entry, int from, byte[] target, int offset, int length) {
        int count = Math.min(length, size(entry) - from);
        if (count <= 0) {
            return 0;
        }
        if (entry.type() == Types.BLOB_INDEX) {
            return readChunks(entry, from, target, offset, count);
        }
        entry.page.readData(entry, from, target, offset, count);
        return count;
    }

    /** Whether a blob index has all its chunks. */
    boolean isComplete(Entry index) {
        long size = 0;
        for (int i = 0; i < index.chunkCount(); i++) {
            if (!findChunk(index, index.chunkStart() + i, chunk)) {
                return false;
            }
            size += chunk.dataSize();
        }
        return size == index.blobSize();
    }

    /** Whether a chunk is part of a blob. */
    boolean isOrphan(Entry data) {
        for (int p = pages.count() - 1; p >= 0; p--) {
            Page page = pages.get(p);
            for (int i = page.next(0, probe); i >= 0; i = page.next(i + probe.span(), probe)) {
                if (probe.type() == Types.BLOB_INDEX && probe.sameName(data) && probe.covers(data.chunk())) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Erases all that stands under the key of {@code name} but {@code keep} and its chunks. Indices go before
     * chunks: chunks without an index are erased at mount.
     */
    boolean eraseAllBut(Entry keep, Entry name) {
        cursor.reset();
        while (next(cursor)) {
            Entry entry = cursor.entry;
            if (entry.type() != Types.BLOB_DATA && entry.sameName(name) && !isAt(keep, entry)) {
                erase(entry);
            }
        }
        cursor.reset();
        while (next(cursor)) {
            Entry entry = cursor.entry;
            boolean kept = keep != null && keep.type() == Types.BLOB_INDEX && keep.covers(entry.chunk());
            if (entry.type() == Types.BLOB_DATA && entry.sameName(name) && !kept) {
                erase(entry);
            }
        }
        return !pages.failed();
    }

    /** Erases the chunks of one version of a blob, from {@code start} on. */
    boolean eraseChunks(Entry name, int start) {
        cursor.reset();
        while (next(cursor)) {
            Entry entry = cursor.entry;
            if (entry.type() == Types.BLOB_DATA && entry.sameName(name) && (entry.chunk() & 0x80) == start) {
                erase(entry);
            }
        }
        return !pages.failed();
    }

    /** Erases all keys of a namespace: indices before chunks. */
    boolean eraseNamespace(int namespace) {
        eraseIn(namespace, false);
        eraseIn(namespace, true);
        return !pages.failed();
    }

    static void erase(Entry entry) {
        entry.page.erase(entry.index, entry.span());
    }

    private void eraseIn(int namespace, boolean chunks) {
        cursor.reset();
        while (next(cursor)) {
            Entry entry = cursor.entry;
            if (entry.namespace() == namespace && (entry.type() == Types.BLOB_DATA) == chunks) {
                erase(entry);
            }
        }
    }

    private static boolean isAt(Entry keep, Entry entry) {
        return keep != null && keep.page == entry.page && keep.index == entry.index;
    }

    private int stringSize(Entry entry) {
        int size = entry.dataSize();
        if (size == 0) {
            return 0;
        }
        entry.page.readData(entry, size - 1, last, 0, 1);
        return last[0] == 0 ? size - 1 : size;
    }

    private int readChunks(Entry index, int from, byte[] target, int offset, int count) {
        int done = 0;
        int begin = 0;
        for (int i = 0; i < index.chunkCount() && done < count; i++) {
            if (!findChunk(index, index.chunkStart() + i, chunk)) {
                return Nvs.NOT_FOUND;
            }
            int skip = from + done - begin;
            int length = Math.min(count - done, chunk.dataSize() - skip);
            begin += chunk.dataSize();
            if (length <= 0) {
                continue;
            }
            if (!chunk.page.dataIsSound(chunk)) {
                return Nvs.NOT_FOUND;
            }
            chunk.page.readData(chunk, skip, target, offset + done, length);
            done += length;
        }
        return done;
    }
}
