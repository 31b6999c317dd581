package wsat.port;

/** What a board knows of its network, as text where a host reads text; what is not known is empty. */
public final class StationInfo {
    /** The name of the network, at most 32 bytes. */
    public final Text ssid = new Text(AccessPoint.SSID_MAX);
    /** The access point's address, {@code de:ad:be:ef:00:01}. */
    public final Text bssid = new Text(AccessPoint.MAC_LENGTH);
    /** Of the radio; of a wire, 1. */
    public int channel = 1;
    /** Strength in dBm. */
    public int rssi;
    /** The station's own address, {@code de:ad:be:ef:00:01}. */
    public final Text mac = new Text(AccessPoint.MAC_LENGTH);
    /** IPv4 addresses, {@code 192.168.3.112}. */
    public final Text address = new Text(15);
    public final Text gateway = new Text(15);
    public final Text netmask = new Text(15);
    /** The IPv6 address that its link alone knows, as RFC 5952 has it, without a zone; empty: it has none. */
    public final Text linkLocal = new Text(Resolver.ADDRESS_MAX);
    /** The IPv6 address that others know, as RFC 5952 has it; empty: it has none. */
    public final Text global = new Text(Resolver.ADDRESS_MAX);
    /** Up to three IPv4 addresses of name servers; those behind the last are empty. */
    public final Text[] nameServers = {new Text(15), new Text(15), new Text(15)};
}
