package wsat.pki.image;

import java.util.TreeMap;
import java.util.TreeSet;
import wsat.nvs.Types;
import wsat.pki.Refusal;

/**
 * The certificate slots of one family in an image. A single file stands under the plain namespace name as slot 0; once
 * a slot is written there, it gets its number.
 */
public final class SlotStore {
    /** The largest slot that AT+WSCFG and AT+CIPSSLCCONF take. */
    public static final int SLOT_MAX = 255;

    /** Whose slots they are. */
    public final Family family;

    private final Image image;

    public SlotStore(Image image, Family family) {
        this.image = image;
        this.family = family;
    }

    /** Slots that hold something of that kind: the key that each stands under. */
    public TreeMap<Integer, String> slots(Kind kind) {
        TreeMap<Integer, String> slots = new TreeMap<>();
        for (Value value : image.values(family.namespace(kind))) {
            boolean bytes = value.type() == Types.BLOB || value.type() == Types.STRING;
            int slot = number(kind, value.key());
            if (bytes && slot >= 0 && (!value.key().equals(family.namespace(kind)) || !slots.containsKey(slot))) {
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
        return key == null ? null : image.read(family.namespace(kind), key);
    }

    /** Whether the slot has an entry of that kind, readable or not. */
    public boolean has(Kind kind, int slot) {
        return slots(kind).containsKey(slot);
    }

    public void put(Kind kind, int slot, byte[] value) throws Refusal {
        number(kind);
        image.write(family.namespace(kind), family.key(kind, slot), value);
    }

    public void remove(Kind kind, int slot) throws Refusal {
        String key = slots(kind).get(slot);
        if (key != null) {
            String namespace = family.namespace(kind);
            image.erase(namespace, key);
            if (key.equals(family.key(kind, 0))) {
                image.erase(namespace, namespace);
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
        String namespace = family.namespace(kind);
        String first = family.key(kind, 0);
        byte[] plain = image.read(namespace, namespace);
        if (plain != null) {
            if (image.read(namespace, first) == null) {
                image.write(namespace, first, plain);
            }
            image.erase(namespace, namespace);
        }
    }

    private int number(Kind kind, String key) {
        String namespace = family.namespace(kind);
        if (key.equals(namespace)) {
            return 0;
        }
        String digits = key.startsWith(namespace + ".") ? key.substring(namespace.length() + 1) : "";
        boolean plain = digits.matches("0|[1-9][0-9]{0,5}");
        return plain ? Integer.parseInt(digits) : -1;
    }
}
