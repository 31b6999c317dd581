package wsat.nvs;

import wsat.port.Slot;

/** One certificate slot as a board sees it. */
public final class StoredSlot implements Slot {
    private final Slots slots;
    private final int kind;
    private int index;

    /** @param kind as of {@link Slots#size} */
    public StoredSlot(Slots slots, int kind) {
        this.slots = slots;
        this.kind = kind;
    }

    /** Turns to slot {@code index}. */
    public StoredSlot at(int index) {
        this.index = index;
        return this;
    }

    @Override
    public int size() {
        return slots.size(kind, index);
    }

    @Override
    public int read(int from, byte[] target, int offset, int count) {
        return slots.read(kind, index, from, target, offset, count);
    }
}
