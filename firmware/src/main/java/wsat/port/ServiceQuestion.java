package wsat.port;

/** What is asked of the network by multicast DNS. */
public final class ServiceQuestion {
    /** {@link #kind}: which instances of a service there are. This and the next ones are those of {@code AT+MDNS=2}. */
    public static final int INSTANCES = 0;
    /** {@link #kind}: the TXT record of an instance. */
    public static final int TXT = 1;
    /** {@link #kind}: where an instance is, its SRV record. */
    public static final int PLACE = 2;
    /** {@link #kind}: both. */
    public static final int PLACE_AND_TXT = 3;
    /** {@link #kind}: the IPv4 addresses of a host. */
    public static final int IPV4 = 4;
    /** {@link #kind}: its IPv6 addresses. */
    public static final int IPV6 = 5;

    public int kind;
    /** With its underscore, such as {@code _http}; of a service. */
    public final Text type = new Text(Announcement.LABEL_MAX);
    /** {@code _udp} rather than {@code _tcp}; of a service. */
    public boolean udp;
    /** Of {@link #TXT} to {@link #PLACE_AND_TXT}; any UTF-8. */
    public final Text instance = new Text(Announcement.LABEL_MAX);
    /** Of {@link #IPV4} and {@link #IPV6}, without the {@code .local}. */
    public final Text hostName = new Text(Announcement.LABEL_MAX);
}
