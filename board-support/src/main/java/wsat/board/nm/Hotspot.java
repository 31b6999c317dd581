package wsat.board.nm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import wsat.board.text.Latin1;
import wsat.port.AccessPoint;
import wsat.port.SoftApConfig;
import wsat.port.Station;
import wsat.port.Text;

/**
 * One opening of the access point. Its profile is NetworkManager's for as long as it is open, and never on the disk: it
 * goes with its activation, and that with our connection to the bus, however this process ends. Methods that take a
 * {@link Radio} wait; they are called in slow threads, one at a time.
 */
final class Hotspot {
    static final String NAME = "wsat access point";

    private static final String ACTIVE = "org.freedesktop.NetworkManager.Connection.Active";
    private static final int ACTIVATED = 2;
    private static final int DEACTIVATING = 3;
    private static final int PMF_DISABLE = 1;
    private static final int PMF_REQUIRED = 3;
    private static final int WPA = 2;
    private static final int WPA2 = 3;
    private static final int WPA3 = 6;
    /** Since 1.52 NetworkManager lets itself be told which addresses to give. */
    private static final int RANGE_MAJOR = 1;
    private static final int RANGE_MINOR = 52;
    private static final int SECONDS = 60;
    private static final int LEASE_SECONDS_LEAST = 120;

    private final SoftApConfig config;
    private String active = "/";
    private WifiDevice device;
    private boolean rangeIgnored;

    Hotspot(SoftApConfig config) {
        this.config = new SoftApConfig().set(config);
    }

    /** The same, to be opened once more. */
    Hotspot again() {
        return new Hotspot(config);
    }

    /** Has NetworkManager begin to open it; {@link #isOpen} tells when it is. */
    void open(Radio radio) throws Refusal {
        device = radio.forAccessPoint(config.besideStation);
        Map<String, Map<String, Variant<?>>> settings = settings(radio.isAtLeast(RANGE_MAJOR, RANGE_MINOR));
        Object[] answer = radio.bus().values(Radio.MANAGER, Bus.NETWORK_MANAGER, "AddAndActivateConnection2",
                "a{sa{sv}}ooa{sv}", settings, new DBusPath(device.path()), new DBusPath("/"),
                Map.of("persist", new Variant<>("volatile"), "bind-activation", new Variant<>("dbus-client")));
        active = answer.length > 1 ? Bus.path(answer[1]) : "/";
    }

    /** Whether it is open. @throws Refusal it is not, and will not be */
    boolean isOpen(Radio radio) throws Refusal {
        int state;
        try {
            state = Bus.number(radio.bus().properties(active, ACTIVE).get("State"));
        } catch (Refusal e) {
            if (!radio.bus().isOpen() || !e.isGone()) {
                throw e;
            }
            state = DEACTIVATING;
        }
        if (state >= DEACTIVATING) {
            throw DeviceState.accessPointRefusal(radio.stateReason(device.path()));
        }
        return state == ACTIVATED;
    }

    /** Closes it. It is no mistake when it is not open any more. */
    void close(Radio radio) throws Refusal {
        if (active.equals("/")) {
            return;
        }
        try {
            radio.bus().call(Radio.MANAGER, Bus.NETWORK_MANAGER, "DeactivateConnection", "o", new DBusPath(active));
        } catch (Refusal e) {
            if (!e.isGone() && !e.is("ConnectionNotActive")) {
                throw e;
            }
        }
        active = "/";
    }

    /** Whether NetworkManager gives addresses of its own choice, since it is too old to be told. */
    boolean isRangeIgnored() {
        return rangeIgnored;
    }

    /** Such as wlan0. */
    String interfaceName() {
        return device.name();
    }

    String mac(Radio radio) throws Refusal {
        return radio.macOf(device.path());
    }

    /** The password is needed no longer. */
    void erase() {
        Arrays.fill(config.password.bytes, (byte) 0);
    }

    private Map<String, Map<String, Variant<?>>> settings(boolean takesRange) throws Refusal {
        Map<String, Map<String, Variant<?>>> settings = new HashMap<>();
        settings.put("connection", Map.of("type", new Variant<>("802-11-wireless"), "id", new Variant<>(NAME),
                "uuid", new Variant<>(UUID.randomUUID().toString()), "autoconnect", new Variant<>(Boolean.FALSE)));
        settings.put("802-11-wireless", wireless());
        if (config.encryption != AccessPoint.OPEN) {
            settings.put("802-11-wireless-security", security());
        }
        settings.put("ipv4", ipv4(takesRange));
        settings.put("ipv6", Map.of("method", new Variant<>("disabled")));
        return settings;
    }

    private Map<String, Variant<?>> wireless() {
        Map<String, Variant<?>> wireless = new HashMap<>();
        wireless.put("mode", new Variant<>("ap"));
        wireless.put("ssid", new Variant<>(Arrays.copyOf(config.ssid.bytes, config.ssid.length), "ay"));
        wireless.put("band", new Variant<>("bg"));
        wireless.put("channel", new Variant<>(new UInt32(config.channel)));
        wireless.put("hidden", new Variant<>(config.hidden));
        if (config.mac.length > 0) {
            wireless.put("assigned-mac-address", new Variant<>(Latin1.string(config.mac)));
        }
        return wireless;
    }

    /** Protected management frames only where WPA3 wants them: radios of a Raspberry Pi let nobody in with them. */
    private Map<String, Variant<?>> security() throws Refusal {
        int encryption = config.encryption;
        Map<String, Variant<?>> security = new HashMap<>();
        security.put("key-mgmt", new Variant<>(encryption == WPA3 ? "sae" : "wpa-psk"));
        security.put("psk", new Variant<>(Wanted.utf8(Arrays.copyOf(config.password.bytes, config.password.length))));
        security.put("pmf", new Variant<>(encryption == WPA3 ? PMF_REQUIRED : PMF_DISABLE));
        security.put("proto", new Variant<>(encryption == WPA ? List.of("wpa")
                : encryption == WPA2 || encryption == WPA3 ? List.of("rsn") : List.of("wpa", "rsn"), "as"));
        return security;
    }

    private Map<String, Variant<?>> ipv4(boolean takesRange) throws Refusal {
        int mask = bits(config.netmask);
        int prefix = Integer.bitCount(mask);
        if (prefix == 0 || mask != -1 << 32 - prefix) {
            throw new Refusal("the netmask of AT+CIPAP is none", Station.FAILED);
        }
        Map<String, Variant<?>> ipv4 = new HashMap<>();
        ipv4.put("method", new Variant<>(config.dhcp ? "shared" : "manual"));
        ipv4.put("address-data", new Variant<>(List.of(Map.of("address", new Variant<>(Latin1.string(config.address)),
                "prefix", new Variant<>(new UInt32(prefix)))), "aa{sv}"));
        boolean told = takesRange && isNear(config.first, mask) && isNear(config.last, mask);
        rangeIgnored = config.dhcp && !told;
        if (config.dhcp && told) {
            ipv4.put("shared-dhcp-range", new Variant<>(Latin1.string(config.first) + ","
                    + Latin1.string(config.last)));
            ipv4.put("shared-dhcp-lease-time",
                    new Variant<>(Math.max(LEASE_SECONDS_LEAST, config.leaseMinutes * SECONDS)));
        }
        return ipv4;
    }

    private boolean isNear(Text other, int mask) {
        return ((bits(other) ^ bits(config.address)) & mask) == 0;
    }

    /** Of an IPv4 address, which the firmware has looked at. */
    private static int bits(Text ipv4) {
        int bits = 0;
        for (String part : Latin1.string(ipv4).split("\\.")) {
            bits = bits << 8 | Integer.parseInt(part);
        }
        return bits;
    }
}
