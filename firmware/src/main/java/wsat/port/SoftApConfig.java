package wsat.port;

/**
 * What an access point of the machine's own is to be like (ESP-AT, AT+CWSAP, AT+CIPAP, AT+CIPAPMAC, AT+CWDHCP,
 * AT+CWDHCPS).
 */
public final class SoftApConfig {
    /** The largest {@link #encryption}, WPA3; a number of {@link AccessPoint#encryption}, never WEP. */
    public static final int ENCRYPTION_MAX = 6;

    public final Text ssid = new Text(AccessPoint.SSID_MAX);
    /** 8 to 64 bytes unless it is open; never logged. */
    public final Text password = new Text(64);
    /** 1 to 14, in the 2.4 GHz band. */
    public int channel = 1;
    /** 0 open, 2 WPA, 3 WPA2, 4 WPA/WPA2, 6 WPA3. */
    public int encryption;
    /** Whether its name is kept off the air. */
    public boolean hidden;
    /** Whether the machine is a station at the same time, so that the radio is not free for this alone. */
    public boolean besideStation;
    /** MAC address of its radio; empty: the radio's own. */
    public final Text mac = new Text(AccessPoint.MAC_LENGTH);
    /** IPv4, of the machine in its network. */
    public final Text address = new Text(15);
    public final Text netmask = new Text(15);
    /** Whether stations are given addresses. */
    public boolean dhcp = true;
    /** The first and the last address that they are given. */
    public final Text first = new Text(15);
    public final Text last = new Text(15);
    /** How long they may keep one, in minutes. */
    public int leaseMinutes;

    /** Copies all of another one. */
    public SoftApConfig set(SoftApConfig other) {
        ssid.set(other.ssid);
        password.set(other.password);
        channel = other.channel;
        encryption = other.encryption;
        hidden = other.hidden;
        besideStation = other.besideStation;
        mac.set(other.mac);
        address.set(other.address);
        netmask.set(other.netmask);
        dhcp = other.dhcp;
        first.set(other.first);
        last.set(other.last);
        leaseMinutes = other.leaseMinutes;
        return this;
    }
}
