package wsat.pki.image;

/** What a slot is for; each family has namespaces of its own (ESP-AT, How to Update PKI Configuration). */
public enum Family {
    /** {@code wss://} links, AT+WSCFG. */
    WSS("wss", "wss", "slot ", false),
    /** SSL sockets, AT+CIPSSLCCONF. */
    CLIENT("client", "client", "client slot ", false),
    /** SSL servers, AT+CIPSERVER. */
    SERVER("server", "server", "server slot ", true),
    /** WebSocket servers, AT+WSSERVER. */
    WSS_SERVER("wss-server", "wss_srv", "wss-server slot ", true),
    /** Enterprise networks, AT+CWJEAP. */
    WPA_ENT("wpa-ent", "wpa_ent", "wpa-ent slot ", false);

    private final String name;
    private final String namespace;
    private final String slot;
    private final boolean server;

    Family(String name, String namespace, String slot, boolean server) {
        this.name = name;
        this.namespace = namespace;
        this.slot = slot;
        this.server = server;
    }

    /** Whether its certificates are a server's, and its CAs those of clients. */
    public boolean isServer() {
        return server;
    }

    /** The namespace of one part of all slots. */
    public String namespace(Kind kind) {
        return namespace + "_" + kind.part;
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
