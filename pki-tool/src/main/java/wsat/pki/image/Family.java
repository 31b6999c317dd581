package wsat.pki.image;

/** Which links a slot is for; each family has namespaces of its own (ESP-AT, How to Update PKI Configuration). */
public enum Family {
    /** {@code wss://} links, AT+WSCFG. */
    WSS("wss", "slot "),
    /** SSL sockets, AT+CIPSSLCCONF. */
    CLIENT("client", "client slot ");

    private final String name;
    private final String slot;

    Family(String name, String slot) {
        this.name = name;
        this.slot = slot;
    }

    /** The namespace of one part of all slots. */
    public String namespace(Kind kind) {
        return name + "_" + kind.part;
    }

    /** The key of one part of a slot. */
    public String key(Kind kind, int slot) {
        return namespace(kind) + "." + slot;
    }

    /** How messages call a slot. */
    public String slot(int slot) {
        return this.slot + slot;
    }

    /** As the command line has it. */
    @Override
    public String toString() {
        return name;
    }
}
