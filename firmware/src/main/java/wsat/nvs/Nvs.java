package wsat.nvs;

import wsat.port.Flash;

/**
 * ESP-IDF's Non-Volatile Storage: values under keys in namespaces, in the partition format of ESP-IDF
 * (version 2 written, 1 and 2 read). A value is changed by writing the new one before the old one is erased, so
 * after a power cut at any moment the next {@link #mount} finds the old value or the new one.
 *
 * <p>One key holds one value: writing it with another type replaces it. Answers are counts, numbers and types,
 * or one of the negatives below. After {@link #MEDIUM} the key that was written has its old value or its new one; the
 * partition is mounted anew at the next call, and as long as the medium lets nothing be mended it is only read.
 */
public final class Nvs {
    public static final int OK = 0;
    public static final int NOT_FOUND = -1;
    /** The partition is full; nothing was changed. */
    public static final int NO_SPACE = -2;
    /** The value has another type than the call is for. */
    public static final int TYPE_MISMATCH = -3;
    /** Names have 1 to 15 bytes and no NUL. */
    public static final int BAD_NAME = -4;
    /** A string has at most 3999 bytes, a blob what the partition can hold; nothing was changed. */
    public static final int TOO_LONG = -5;
    /** The integer type does not hold the value, or a place is negative. */
    public static final int OUT_OF_RANGE = -6;
    /** The medium failed; the board has logged why. */
    public static final int MEDIUM = -7;
    /** The partition was written by a later version of the format; it is not touched. */
    public static final int NEW_VERSION = -8;
    /** Bytes without {@link #begin}, or {@link #finish} before all bytes were put. */
    public static final int NOT_OPEN = -9;

    /** The most bytes of a namespace's or key's name. */
    public static final int NAME_MAX = Entry.KEY_MAX;

    static final int NAMESPACE_MAX = 254;

    private final Pages pages;
    private final Items items;
    private final Recovery recovery;
    private final ValueWriter writer;
    private final Entry entry = new Entry();
    private final Cursor cursor = new Cursor();
    private final byte[] piece = new byte[64];
    private final boolean[] taken = new boolean[256];
    private boolean readable;
    private boolean writable;

    /** @param flash the partition; it is first read at {@link #mount} or at the first other call */
    public Nvs(Flash flash) {
        pages = new Pages(flash);
        items = new Items(pages);
        recovery = new Recovery(pages, items);
        writer = new ValueWriter(pages, items);
    }

    /**
     * Reads the partition, also after it was changed behind our back, and ends what a power cut interrupted.
     *
     * @return {@link #OK}; {@link #MEDIUM}: it can be read, but not be mended, so nothing is written
     */
    public int mount() {
        unmount();
        int status = pages.load();
        if (status != OK && status != MEDIUM) {
            return status;
        }
        recovery.run();
        readable = true;
        writable = !pages.failed();
        return writable ? OK : MEDIUM;
    }

    /** Pages that the last {@link #mount} found to be none of the format: what they held cannot be read. */
    public int damagedPages() {
        return pages.damaged();
    }

    /** What a negative answer means, for a person; null: nothing that can be helped. */
    public static String describe(int status) {
        switch (status) {
            case NOT_FOUND: return "no such namespace or key";
            case NO_SPACE: return "the partition is full";
            case BAD_NAME: return "namespaces and keys have 1 to 15 bytes";
            case TOO_LONG: return "longer than a string or the partition can be";
            case OUT_OF_RANGE: return "the type does not hold the value";
            case MEDIUM: return "the flash image could not be written";
            case NEW_VERSION: return "the partition has a newer format than this";
            default: return null;
        }
    }

    /** The partition is being changed behind our back: the next call reads it anew. */
    public void unmount() {
        writer.forget();
        readable = false;
        writable = false;
    }

    /** Number of a namespace, 1 to 254, for the calls below; {@link #NOT_FOUND} if there is none of that name. */
    public int namespace(byte[] name, int offset, int length) {
        int status = ready();
        if (status != OK) {
            return status;
        }
        return isName(name, offset, length) ? items.namespace(name, offset, length) : BAD_NAME;
    }

    /** As {@link #namespace}, but makes the namespace if there is none. */
    public int makeNamespace(byte[] name, int offset, int length) {
        int found = namespace(name, offset, length);
        int status = found == NOT_FOUND ? writable() : found;
        if (status != OK) {
            return status;
        }
        int number = freeNamespace();
        if (number < 0) {
            return number;
        }
        endWriting();
        entry.start(0, Types.U8, Entry.CHUNK_ANY, name, offset, length);
        entry.sealInteger(number);
        status = settle(append());
        return status == OK ? number : status;
    }

    /**
     * Finds a key.
     *
     * @param found takes type, size and, of an integer, the value; null if not wanted
     * @return its type, one of {@link Types}, or a negative
     */
    public int find(int namespace, byte[] key, int offset, int length, Cursor found) {
        int status = check(namespace, key, offset, length);
        if (status != OK) {
            return status;
        }
        if (!items.find(namespace, key, offset, length, entry)) {
            return NOT_FOUND;
        }
        if (found != null) {
            found.entry.copyFrom(entry);
            found.size = items.size(entry);
        }
        return entry.type() == Types.BLOB_INDEX ? Types.BLOB : entry.type();
    }

    /**
     * Copies bytes of a string or a blob.
     *
     * @param from where in the value to begin
     * @return how many bytes, fewer than {@code count} only at the end of the value
     */
    public int read(int namespace, byte[] key, int offset, int length, int from, byte[] target, int targetOffset,
            int count) {
        int type = find(namespace, key, offset, length, null);
        if (type < 0) {
            return type;
        }
        if (type != Types.STRING && type != Types.BLOB) {
            return TYPE_MISMATCH;
        }
        return from < 0 || count < 0 ? OUT_OF_RANGE : items.read(entry, from, target, targetOffset, count);
    }

    /** Writes an integer of one of the eight types; a U64 is given as its 64 bits. */
    public int setInteger(int namespace, byte[] key, int offset, int length, int type, long value) {
        if (!Types.isInteger(type)) {
            return TYPE_MISMATCH;
        }
        if (!Types.holds(type, value)) {
            return OUT_OF_RANGE;
        }
        int found = find(namespace, key, offset, length, null);
        if (found != NOT_FOUND && (found < 0 || found == type && entry.integer() == value)) {
            return Math.min(found, OK);
        }
        int status = isNamespace(namespace) ? writable() : NOT_FOUND;
        if (status != OK) {
            return status;
        }
        endWriting();
        entry.start(namespace, type, Entry.CHUNK_ANY, key, offset, length);
        entry.sealInteger(value);
        status = append();
        if (status == OK && !items.eraseAllBut(entry, entry)) {
            status = MEDIUM;
        }
        return settle(status);
    }

    /** Writes a string. */
    public int setString(int namespace, byte[] key, int offset, int length, byte[] value, int valueOffset,
            int valueLength) {
        return set(namespace, key, offset, length, Types.STRING, value, valueOffset, valueLength);
    }

    /** Writes a blob. */
    public int setBlob(int namespace, byte[] key, int offset, int length, byte[] value, int valueOffset,
            int valueLength) {
        return set(namespace, key, offset, length, Types.BLOB, value, valueOffset, valueLength);
    }

    /**
     * Begins to write a string or a blob whose bytes come in pieces with {@link #put}. The old value stands until
     * {@link #finish}. Any other write gives up what was begun.
     */
    public int begin(int namespace, byte[] key, int offset, int length, int type, int size) {
        int status = check(namespace, key, offset, length);
        if (status != OK) {
            return status;
        }
        if (type != Types.STRING && type != Types.BLOB) {
            return TYPE_MISMATCH;
        }
        if (size < 0) {
            return OUT_OF_RANGE;
        }
        status = writable();
        if (status != OK) {
            return status;
        }
        endWriting();
        return settle(writer.begin(namespace, key, offset, length, type, size));
    }

    /** Takes bytes of the value that was begun. After a negative answer nothing is begun any more. */
    public int put(byte[] bytes, int offset, int length) {
        return writable && writer.isOpen() ? settleWriting(writer.put(bytes, offset, length)) : NOT_OPEN;
    }

    /** Makes the value that was begun the value of its key. */
    public int finish() {
        return writable && writer.isOpen() ? settleWriting(writer.finish()) : NOT_OPEN;
    }

    /** Erases a key. */
    public int eraseKey(int namespace, byte[] key, int offset, int length) {
        int found = find(namespace, key, offset, length, null);
        int status = found < 0 ? found : writable();
        if (status != OK) {
            return status;
        }
        endWriting();
        entry.start(namespace, 0, Entry.CHUNK_ANY, key, offset, length);
        return settle(items.eraseAllBut(null, entry) ? OK : MEDIUM);
    }

    /** Erases all keys of a namespace; the namespace itself stays, as with {@code nvs_erase_all}. */
    public int eraseNamespace(int namespace) {
        int status = writable();
        if (status != OK) {
            return status;
        }
        if (!isNamespace(namespace)) {
            return NOT_FOUND;
        }
        endWriting();
        return settle(items.eraseNamespace(namespace) ? OK : MEDIUM);
    }

    /** Moves to the next namespace; false at the end. */
    public boolean nextNamespace(Cursor at) {
        if (ready() != OK) {
            return false;
        }
        while (items.next(at)) {
            if (Items.isNamespace(at.entry)) {
                return true;
            }
        }
        return false;
    }

    /** Moves to the next key of a namespace; false at the end. */
    public boolean nextKey(int namespace, Cursor at) {
        if (ready() != OK) {
            return false;
        }
        while (items.next(at)) {
            if (at.entry.namespace() == namespace && at.entry.type() != Types.BLOB_DATA) {
                at.size = items.size(at.entry);
                return true;
            }
        }
        return false;
    }

    private int set(int namespace, byte[] key, int offset, int length, int type, byte[] value, int valueOffset,
            int valueLength) {
        if (find(namespace, key, offset, length, null) == type && isSame(value, valueOffset, valueLength)) {
            return OK;
        }
        int status = begin(namespace, key, offset, length, type, valueLength);
        if (status == OK) {
            status = put(value, valueOffset, valueLength);
        }
        return status == OK ? finish() : status;
    }

    /** Whether the value that was found is this one already: then flash is spared. */
    private boolean isSame(byte[] value, int offset, int length) {
        if (items.size(entry) != length) {
            return false;
        }
        for (int at = 0; at < length; at += piece.length) {
            int count = Math.min(piece.length, length - at);
            if (items.read(entry, at, piece, 0, count) != count
                    || !Bytes.equal(piece, 0, value, offset + at, count)) {
                return false;
            }
        }
        return true;
    }

    private int append() {
        int status = pages.makeRoom(1);
        if (status != OK) {
            return status;
        }
        return pages.current().append(entry, piece) ? OK : MEDIUM;
    }

    /** The lowest number that neither a namespace nor a stray entry has. */
    private int freeNamespace() {
        for (int i = 0; i < taken.length; i++) {
            taken[i] = i == 0 || i > NAMESPACE_MAX;
        }
        cursor.reset();
        while (items.next(cursor)) {
            taken[cursor.entry.namespace()] = true;
            if (Items.isNamespace(cursor.entry)) {
                taken[(int) cursor.entry.integer()] = true;
            }
        }
        for (int i = 1; i <= NAMESPACE_MAX; i++) {
            if (!taken[i]) {
                return i;
            }
        }
        return NO_SPACE;
    }

    /** For reading, which needs no medium that works. */
    private int ready() {
        int status = readable ? OK : mount();
        return readable ? OK : status;
    }

    /** For writing, which tries again what could not be mended. */
    private int writable() {
        return writable ? OK : mount();
    }

    private int check(int namespace, byte[] key, int offset, int length) {
        int status = ready();
        if (status != OK) {
            return status;
        }
        if (!isNamespace(namespace)) {
            return NOT_FOUND;
        }
        return isName(key, offset, length) ? OK : BAD_NAME;
    }

    private static boolean isNamespace(int namespace) {
        return namespace >= 1 && namespace <= NAMESPACE_MAX;
    }

    static boolean isName(byte[] name, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (name[i] == 0) {
                return false;
            }
        }
        return length >= 1 && length <= NAME_MAX;
    }

    private void endWriting() {
        if (writer.isOpen()) {
            settle(writer.abort());
        }
    }

    private int settleWriting(int status) {
        if (status < 0 && status != MEDIUM) {
            endWriting();
        }
        return settle(status);
    }

    /** No failed write goes unnoticed, whoever made it. */
    private int settle(int status) {
        if (!pages.failed()) {
            return status;
        }
        unmount();
        return MEDIUM;
    }
}
