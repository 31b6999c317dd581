package wsat.port;

/** The bytes of one certificate slot, lent by the firmware for the length of a call. */
public interface Slot {

    /** How many bytes; negative when the slot is empty. */
    int size();

    /**
     * Copies bytes.
     *
     * @param from where in the slot to begin
     * @return how many were copied, fewer than {@code count} only at the end of the slot
     */
    int read(int from, byte[] target, int offset, int count);
}
