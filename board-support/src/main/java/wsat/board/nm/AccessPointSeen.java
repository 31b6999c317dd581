package wsat.board.nm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.freedesktop.dbus.types.Variant;
import wsat.board.text.Printable;
import wsat.port.AccessPoint;

/**
 * An access point as NetworkManager tells it (org.freedesktop.NetworkManager.AccessPoint), in ESP-AT's measures.
 *
 * @param rssi       in dBm
 * @param encryption as {@link wsat.port.AccessPoint#encryption}
 * @param keys       what NetworkManager calls the way to its keys, "" for none, null when wsat knows none
 */
record AccessPointSeen(String path, byte[] ssid, String bssid, int rssi, int channel, int encryption, String keys) {
    static final String INTERFACE = "org.freedesktop.NetworkManager.AccessPoint";

    private static final int PRIVACY = 1;
    private static final int PSK = 0x100;
    private static final int WPA_EAP = 0x200;
    private static final int ENTERPRISE = WPA_EAP | 0x2000;
    private static final int SAE = 0x400;
    private static final int OWE = 0x800;

    private static final int WPA2 = 3;
    private static final int WPA_WPA2 = 4;
    private static final int WPA3 = 6;
    private static final int WPA2_WPA3 = 7;
    private static final int ENHANCED_OPEN = 9;

    static AccessPointSeen of(String path, Map<String, Variant<?>> properties) {
        int flags = Bus.number(properties.get("Flags"));
        int wpa = Bus.number(properties.get("WpaFlags"));
        int rsn = Bus.number(properties.get("RsnFlags"));
        return new AccessPointSeen(path, Bus.bytes(properties.get("Ssid")),
                Bus.address(properties.get("HwAddress"), AccessPoint.MAC_LENGTH).toLowerCase(Locale.ROOT),
                dBm(Bus.number(properties.get("Strength"))), channel(Bus.number(properties.get("Frequency"))),
                encryption(flags, wpa, rsn), keys(flags, wpa, rsn));
    }

    boolean isCalled(byte[] name) {
        return Arrays.equals(ssid, name);
    }

    /** For people, and for D-Bus, whose strings hold no NUL. */
    String name() {
        return Printable.of(new String(ssid, StandardCharsets.UTF_8));
    }

    /** Whether IEEE 802.1X lets in, not a password for all. */
    boolean isEnterprise() {
        return encryption == AccessPoint.WPA2_ENTERPRISE;
    }

    /** Whether it lets nobody in without one. */
    boolean wantsPassword() {
        return encryption != AccessPoint.OPEN && encryption != ENHANCED_OPEN;
    }

    /** NetworkManager makes percents of -100 to -40 dBm. */
    static int dBm(int percent) {
        return -100 + Math.max(0, Math.min(100, percent)) * 60 / 100;
    }

    /** @param frequency in MHz @return 0 when it is none of Wi-Fi's */
    static int channel(int frequency) {
        if (frequency == 2484) {
            return 14;
        }
        if (frequency >= 2412 && frequency < 2484) {
            return (frequency - 2407) / 5;
        }
        if (frequency >= 5955) {
            return (frequency - 5950) / 5;
        }
        return frequency >= 5000 ? (frequency - 5000) / 5 : 0;
    }

    static int encryption(int flags, int wpa, int rsn) {
        int all = wpa | rsn;
        if ((all & ENTERPRISE) != 0) {
            return AccessPoint.WPA2_ENTERPRISE;
        }
        if ((rsn & SAE) != 0) {
            return (rsn & PSK) != 0 ? WPA2_WPA3 : WPA3;
        }
        if ((all & PSK) != 0) {
            return (rsn & PSK) == 0 ? AccessPoint.WPA : (wpa & PSK) == 0 ? WPA2 : WPA_WPA2;
        }
        if ((rsn & OWE) != 0) {
            return ENHANCED_OPEN;
        }
        return (flags & PRIVACY) != 0 ? AccessPoint.WEP : AccessPoint.OPEN;
    }

    private static String keys(int flags, int wpa, int rsn) {
        switch (encryption(flags, wpa, rsn)) {
            case AccessPoint.OPEN: return "";
            case WPA3: return "sae";
            case ENHANCED_OPEN: return "owe";
            case AccessPoint.WEP: return null;
            case AccessPoint.WPA2_ENTERPRISE: return ((wpa | rsn) & WPA_EAP) != 0 ? "wpa-eap" : "wpa-eap-suite-b-192";
            default: return "wpa-psk"; // of a network with WPA2 and WPA3 NetworkManager takes the better
        }
    }
}
