package wsat.nvs;

/**
 * Certificate slots: what ESP-AT keeps under {@code <namespace>.<index>} in the namespaces {@code wss_ca},
 * {@code wss_cert} and {@code wss_key}, the same with {@code client_} for SSL sockets and with {@code server_} for SSL
 * servers and {@code wpa_ent_} for enterprise networks; wsat's own, with {@code wss_srv_} for WebSocket servers. A
 * single file may stand under the plain namespace name, and is then number 0 (ESP-AT, How to Update PKI Configuration).
 */
public final class Slots {
    public static final int CA = 0;
    public static final int CERT = 1;
    public static final int KEY = 2;
    /** What is added to a kind for the slots of WebSocket links, {@code wss_}. */
    public static final int WSS = 0;
    /** What is added to a kind for the slots of SSL sockets, {@code client_}. */
    public static final int CLIENT = 3;
    /** What is added to a kind for the slots of SSL servers, {@code server_}. */
    public static final int SERVER = 6;
    /** What is added to a kind for the slots of WebSocket servers, {@code wss_srv_}. */
    public static final int WSS_SERVER = 9;
    /** What is added to a kind for the slots of enterprise networks, {@code wpa_ent_}. */
    public static final int WPA_ENTERPRISE = 12;

    private final Nvs nvs;
    private final Cursor found = new Cursor();
    private final byte[][] namespaces = {
        {'w', 's', 's', '_', 'c', 'a'},
        {'w', 's', 's', '_', 'c', 'e', 'r', 't'},
        {'w', 's', 's', '_', 'k', 'e', 'y'},
        {'c', 'l', 'i', 'e', 'n', 't', '_', 'c', 'a'},
        {'c', 'l', 'i', 'e', 'n', 't', '_', 'c', 'e', 'r', 't'},
        {'c', 'l', 'i', 'e', 'n', 't', '_', 'k', 'e', 'y'},
        {'s', 'e', 'r', 'v', 'e', 'r', '_', 'c', 'a'},
        {'s', 'e', 'r', 'v', 'e', 'r', '_', 'c', 'e', 'r', 't'},
        {'s', 'e', 'r', 'v', 'e', 'r', '_', 'k', 'e', 'y'},
        {'w', 's', 's', '_', 's', 'r', 'v', '_', 'c', 'a'},
        {'w', 's', 's', '_', 's', 'r', 'v', '_', 'c', 'e', 'r', 't'},
        {'w', 's', 's', '_', 's', 'r', 'v', '_', 'k', 'e', 'y'},
        {'w', 'p', 'a', '_', 'e', 'n', 't', '_', 'c', 'a'},
        {'w', 'p', 'a', '_', 'e', 'n', 't', '_', 'c', 'e', 'r', 't'},
        {'w', 'p', 'a', '_', 'e', 'n', 't', '_', 'k', 'e', 'y'},
    };
    private final byte[] name = new byte[Nvs.NAME_MAX];
    private int nameLength;
    private int edition;

    public Slots(Nvs nvs) {
        this.nvs = nvs;
    }

    /** The partition has been written or erased. */
    public void changed() {
        edition++;
    }

    /** Moves with every {@link #changed}. */
    public int edition() {
        return edition;
    }

    /**
     * Bytes in a slot.
     *
     * @param kind {@link #CA}, {@link #CERT} or {@link #KEY}, plus {@link #WSS} to {@link #WPA_ENTERPRISE}
     * @return the size, or {@link Nvs#NOT_FOUND} or another negative of {@link Nvs}
     */
    public int size(int kind, int index) {
        int namespace = find(kind, index);
        return namespace < 0 ? namespace : found.size();
    }

    /**
     * Copies bytes of a slot.
     *
     * @param from where in the slot to begin
     * @return how many bytes, fewer than {@code count} only at the end of the slot
     */
    public int read(int kind, int index, int from, byte[] target, int offset, int count) {
        int namespace = find(kind, index);
        return namespace < 0 ? namespace : nvs.read(namespace, name, 0, nameLength, from, target, offset, count);
    }

    /** The namespace of the slot, with {@link #name} and {@link #found} set to where it is. */
    private int find(int kind, int index) {
        byte[] plain = namespaces[kind];
        int namespace = nvs.namespace(plain, 0, plain.length);
        if (namespace < 0) {
            return namespace;
        }
        if (!setName(plain, index)) {
            return Nvs.NOT_FOUND;
        }
        int type = nvs.find(namespace, name, 0, nameLength, found);
        if (type == Nvs.NOT_FOUND && index == 0) {
            nameLength = plain.length;
            type = nvs.find(namespace, name, 0, nameLength, found);
        }
        if (type < 0) {
            return type;
        }
        return type == Types.BLOB || type == Types.STRING ? namespace : Nvs.NOT_FOUND;
    }

    private boolean setName(byte[] plain, int index) {
        System.arraycopy(plain, 0, name, 0, plain.length);
        int digits = 1;
        for (int rest = index / 10; rest > 0; rest /= 10) {
            digits++;
        }
        nameLength = plain.length + 1 + digits;
        if (index < 0 || nameLength > name.length) {
            return false;
        }
        name[plain.length] = '.';
        int rest = index;
        for (int at = nameLength - 1; at > plain.length; at--) {
            name[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return true;
    }
}
