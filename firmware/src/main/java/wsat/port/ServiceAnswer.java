package wsat.port;

/** One thing that the network has answered. What others say: any bytes may be in it. */
public final class ServiceAnswer {
    /** The longest name of a host, {@code .local} included. */
    public static final int HOST_MAX = 255;
    /** The most addresses of a kind. */
    public static final int ADDRESSES_MAX = 4;
    private static final int IPV6_MAX = 39;

    /** Empty: that was not asked for. */
    public final Text instance = new Text(Announcement.LABEL_MAX);
    /** Where it is, with the {@code .local}; empty: nobody has said. */
    public final Text hostName = new Text(HOST_MAX);
    public int port;
    /** The pairs as they stand in the TXT record, each behind a byte with its length; what does not fit is left out. */
    public final Text txt = new Text(Announcement.TXT_MAX);
    /** Addresses of the host, IPv4; the first {@link #ipv4Count}. */
    public final Text[] ipv4 = new Text[ADDRESSES_MAX];
    public int ipv4Count;
    /** IPv6, as RFC 5952 has them; the first {@link #ipv6Count}. */
    public final Text[] ipv6 = new Text[ADDRESSES_MAX];
    public int ipv6Count;

    public ServiceAnswer() {
        for (int i = 0; i < ADDRESSES_MAX; i++) {
            ipv4[i] = new Text(IPV6_MAX);
            ipv6[i] = new Text(IPV6_MAX);
        }
    }

    /** Says nothing any more. */
    public void clear() {
        instance.clear();
        hostName.clear();
        port = 0;
        txt.clear();
        ipv4Count = 0;
        ipv6Count = 0;
    }
}
