package wsat.pki.image;

import java.util.TreeMap;
import java.util.TreeSet;
import wsat.nvs.Types;
import wsat.pki.Refusal;

/**
 * The certificate slots of an image. A single file stands under the plain namespace name as slot 0; once a
 * slot is written there, it gets its number.
 */
public final class SlotStore {
    /** The largest slot that AT+WSCFG takes. */
    public static final int SLOT_MAX = 255;

    private final Image image;

    public SlotStore(Image image) {
        this.image = image;
    }

    /** Slots that hold something of that kind: the key that each stands under. */
    public TreeMap<Integer, String> slots(Kind kind) {
        TreeMap<Integer, String> slots = new TreeMap<>();
        for (Value value : image.values(kind.namespace)) {
            boolean bytes = value.type() == Types.BLOB || value.type() == Types.STRING;
            int slot = number(kind, value.key());
            if (bytes && slot >= 0 && (!value.key().equals(kind.namespace) || !slots.containsKey(slot))) {
                slots.put(slot, value.key());
            }
        }
        return slots;
    }

    /** Slots that hold anything. */
    public TreeSet<Integer> slots() {
        TreeSet<Integer> slots = new TreeSet<>();
        for (Kind kind : Kind.values()) {
            slots.addAll(slots(kind).keySet());
        }
        return slots;
    }

    /** Bytes in a slot; null if it is empty. */
    public byte[] get(Kind kind, int slot) {
        String key = slots(kind).get(slot);
        return key == null ? null : image.read(kind.namespace, key);
    }

    /** Whether the slot has an entry of that kind, readable or not. */
    public boolean has(Kind kind, int slot) {
        return slots(kind).containsKey(slot);
    }

    public void put(Kind kind, int slot, byte[] value) throws Refusal {
        number(kind);
        image.write(kind.namespace, kind.key(slot), value);
    }

    public void remove(Kind kind, int slot) throws Refusal {
        String key = slots(kind).get(slot);
        if (key != null) {
            image.erase(kind.namespace, key);
            if (key.equals(kind.key(0))) {
                image.erase(kind.namespace, kind.namespace);
            }
        }
    }

    /** The lowest slot with nothing of that kind. */
    public int firstFree(Kind kind) {
        int slot = 0;
        while (has(kind, slot)) {
            slot++;
        }
        return slot;
    }

    /** Gives the single file under the plain name its number. */
    private void number(Kind kind) throws Refusal {
        byte[] plain = image.read(kind.namespace, kind.namespace);
        if (plain != null) {
            if (image.read(kind.namespace, kind.key(0)) == null) {
                image.write(kind.namespace, kind.key(0), plain);
            }
            image.erase(kind.namespace, kind.namespace);
        }
    }

    private static int number(Kind kind, String key) {
        if (key.equals(kind.namespace)) {
            return 0;
        }
        String digits = key.startsWith(kind.namespace + ".") ? key.substring(kind.namespace.length() + 1) : "";
        boolean plain = digits.matches("0|[1-9][0-9]{0,5}");
        return plain ? Integer.parseInt(digits) : -1;
    }
}
