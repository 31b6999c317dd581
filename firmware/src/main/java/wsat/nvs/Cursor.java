package wsat.nvs;

/**
 * A place in a partition, and what was found there: a namespace, or a key with its type and size. One is made
 * once and used again and again. A write to the partition ends an iteration.
 */
public final class Cursor {
    final Entry entry = new Entry();
    /** Where the iteration goes on: page in use, entry in it. */
    int page;
    int index;
    int size;

    /** Begins the iteration anew. */
    public void reset() {
        page = 0;
        index = 0;
    }

    /** Of a key: its type, as in {@link Types}. */
    public int type() {
        return entry.type() == Types.BLOB_INDEX ? Types.BLOB : entry.type();
    }

    /** Of a key: bytes of the value. A string's NUL is not counted. */
    public int size() {
        return size;
    }

    /** Of a key with an integer: its value; a U64 as its 64 bits. */
    public long integer() {
        return entry.integer();
    }

    /** Of a namespace: the number that {@link Nvs} calls take. Of a key: that of its namespace. */
    public int namespace() {
        return entry.namespace() == 0 ? (int) entry.integer() : entry.namespace();
    }

    /** Copies the name of the namespace or key; returns its length, at most 15. */
    public int copyName(byte[] target, int offset) {
        entry.copyKey(target, offset);
        return entry.keyLength();
    }
}
