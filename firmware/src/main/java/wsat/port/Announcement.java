package wsat.port;

/** A service of the machine's that others are to find: its host name, and its instance of DNS-SD (RFC 6763, 4.1). */
public final class Announcement {
    /** The longest label of a name, in bytes (RFC 1035, 2.3.4). */
    public static final int LABEL_MAX = 63;
    /** The longest {@code key=value} (RFC 6763, 6.1). */
    public static final int PAIR_MAX = 255;
    /** The longest TXT record, which fits one packet with the rest (RFC 6763, 6.2). */
    public static final int TXT_MAX = 1300;

    /** Letters, digits, hyphens and underscores, without the {@code .local}. */
    public final Text hostName = new Text(LABEL_MAX);
    /** What people see; any UTF-8. */
    public final Text instance = new Text(LABEL_MAX);
    /** With its underscore, such as {@code _http}. */
    public final Text type = new Text(LABEL_MAX);
    /** {@code _udp} rather than {@code _tcp}. */
    public boolean udp;
    /** 1 to 65535. */
    public int port;
    /** Whether the machine's IPv6 addresses are told too, over IPv6. */
    public boolean ipv6;
    /** The pairs as they stand in the TXT record, each behind a byte with its length; empty: none. */
    public final Text txt = new Text(TXT_MAX);

    /** Copies all of it. */
    public Announcement set(Announcement other) {
        hostName.set(other.hostName);
        instance.set(other.instance);
        type.set(other.type);
        udp = other.udp;
        port = other.port;
        ipv6 = other.ipv6;
        txt.set(other.txt);
        return this;
    }
}
