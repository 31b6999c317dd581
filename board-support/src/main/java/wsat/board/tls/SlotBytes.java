package wsat.board.tls;

import wsat.port.Slot;

/** Copies what a certificate slot holds; what is wrong with it is told by the name of its namespace. */
public final class SlotBytes {
    /** The most bytes of one slot; more than a partition of ESP-AT's holds. */
    public static final int MAX = 512 * 1024;

    private SlotBytes() {
    }

    /** @param slot null counts as empty */
    public static byte[] of(String namespace, Slot slot) throws MaterialException {
        int size = slot == null ? -1 : slot.size();
        if (size <= 0) {
            throw new MaterialException(namespace + ": is empty");
        }
        if (size > MAX) {
            throw new MaterialException(namespace + ": is larger than " + MAX + " bytes");
        }
        byte[] bytes = new byte[size];
        int count = 0;
        while (count < size) {
            int more = slot.read(count, bytes, count, size - count);
            if (more <= 0) {
                throw new MaterialException(
                        namespace + ": cannot be read, it ends after " + count + " of " + size + " bytes");
            }
            count += more;
        }
        return bytes;
    }
}
