package wsat.pki.image;

/** What a slot consists of, each in a namespace of its own (ESP-AT, How to Update PKI Configuration). */
public enum Kind {
    CA("wss_ca"),
    CERT("wss_cert"),
    KEY("wss_key");

    /** The namespace; the key of slot N in it is {@code <namespace>.N}. */
    public final String namespace;

    Kind(String namespace) {
        this.namespace = namespace;
    }

    /** The key of a slot. */
    public String key(int slot) {
        return namespace + "." + slot;
    }
}
