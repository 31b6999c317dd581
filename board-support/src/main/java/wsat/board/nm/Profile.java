package wsat.board.nm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import wsat.port.Station;

/**
 * A connection profile of NetworkManager's for one network (org.freedesktop.NetworkManager.Settings.Connection).
 * One that is changed or new stays in memory until it has been joined with: only then is it written, and before
 * that the disk holds what it held. Methods that take a {@link Bus} wait.
 */
final class Profile {
    private static final String SETTINGS = "/org/freedesktop/NetworkManager/Settings";
    private static final String SETTINGS_INTERFACE = "org.freedesktop.NetworkManager.Settings";
    private static final String INTERFACE = SETTINGS_INTERFACE + ".Connection";

    private static final String CONNECTION = "connection";
    private static final String WIRELESS = "802-11-wireless";
    private static final String SECURITY = "802-11-wireless-security";
    private static final String ENTERPRISE = "802-1x";
    private static final String IPV4 = "ipv4";
    private static final String HOST_NAME = "dhcp-hostname";
    private static final String AUTOCONNECT = "autoconnect";

    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    /** NMSettingsUpdate2Flags. */
    private static final int TO_DISK = 1;
    private static final int IN_MEMORY = 2;

    /** By which it is found again when the bus or NetworkManager has been away. */
    private final String uuid;
    /** Its object; null: it is not there yet. */
    private String path;
    /** What it says before {@link #begin}; null: it is new, or stays as it is. Like the next one it holds passwords. */
    private Map<String, Map<String, Variant<?>>> before;
    /** What it is to say, null: what it says. */
    private Map<String, Map<String, Variant<?>>> now;
    /** NetworkManager may have been told of a change that is neither kept nor taken back. */
    private boolean unsettled;

    private Profile(String uuid, String path, Map<String, Map<String, Variant<?>>> before,
            Map<String, Map<String, Variant<?>>> now) {
        this.uuid = uuid;
        this.path = path;
        this.before = before;
        this.now = now;
    }

    /** Finds the profile of a network, or drafts one; nothing is changed before {@link #begin}. */
    static Profile of(Bus bus, String interfaceName, AccessPointSeen accessPoint, Wanted wanted, boolean hidden)
            throws Refusal {
        for (Object one : Bus.list(bus.call(SETTINGS, SETTINGS_INTERFACE, "ListConnections", null))) {
            String path = Bus.path(one);
            Map<String, Map<String, Variant<?>>> said = settings(bus.call(path, INTERFACE, "GetSettings", null));
            if (isFor(said, interfaceName, accessPoint)) {
                return changed(bus, path, said, accessPoint, wanted);
            }
        }
        return draft(accessPoint, wanted, hidden);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Variant<?>>> settings(Object answer) {
        Map<String, Map<String, Variant<?>>> copy = new HashMap<>();
        ((Map<String, Map<String, Variant<?>>>) answer).forEach((group, values) ->
                copy.put(group, new HashMap<>(values)));
        return copy;
    }

    private static boolean isFor(Map<String, Map<String, Variant<?>>> said, String interfaceName,
            AccessPointSeen accessPoint) {
        Map<String, Variant<?>> wireless = said.get(WIRELESS);
        if (wireless == null || !accessPoint.isCalled(Bus.bytes(wireless.get("ssid")))) {
            return false;
        }
        String mode = Bus.string(wireless.get("mode"));
        String bound = Bus.string(said.get(CONNECTION).get("interface-name"));
        return (mode.isEmpty() || mode.equals("infrastructure")) && (bound.isEmpty() || bound.equals(interfaceName));
    }

    private static Profile changed(Bus bus, String path, Map<String, Map<String, Variant<?>>> said,
            AccessPointSeen accessPoint, Wanted wanted) throws Refusal {
        if (wanted.supplicant == null && (said.containsKey(ENTERPRISE) || !wanted.hasPassword()
                && wanted.bssid.isEmpty() && isAllowed(said, accessPoint)
                && (wanted.hostName == null || isHostName(said, wanted.hostName)))) {
            return new Profile(uuid(said), path, null, null); // as it is
        }
        Map<String, Map<String, Variant<?>>> before = said;
        for (String group : List.of(SECURITY, ENTERPRISE)) {
            if (said.containsKey(group)) {
                before.get(group).putAll(settings(bus.call(path, INTERFACE, "GetSecrets", "s", group))
                        .getOrDefault(group, Map.of()));
            }
        }
        Map<String, Map<String, Variant<?>>> now = settings(before);
        fill(now, accessPoint, wanted);
        if (same(before, now)) {
            return new Profile(uuid(said), path, null, null);
        }
        return new Profile(uuid(said), path, before, now);
    }

    private static String uuid(Map<String, Map<String, Variant<?>>> said) {
        return Bus.string(said.get(CONNECTION).get("uuid"));
    }

    /** Whether the profile is for this access point, or for any. */
    private static boolean isAllowed(Map<String, Map<String, Variant<?>>> said, AccessPointSeen accessPoint) {
        byte[] only = Bus.bytes(said.get(WIRELESS).get("bssid"));
        return only.length == 0 || MAC.formatHex(only).equals(accessPoint.bssid());
    }

    private static boolean isHostName(Map<String, Map<String, Variant<?>>> said, String name) {
        return name.equals(Bus.string(said.getOrDefault(IPV4, Map.of()).get(HOST_NAME)));
    }

    /** Whether what {@link #fill} can change is the same. */
    private static boolean same(Map<String, Map<String, Variant<?>>> one, Map<String, Map<String, Variant<?>>> other) {
        return same(one, other, SECURITY, "psk") && same(one, other, SECURITY, "key-mgmt")
                && Supplicant.same(one.getOrDefault(ENTERPRISE, Map.of()), other.getOrDefault(ENTERPRISE, Map.of()))
                && same(one, other, IPV4, HOST_NAME) && Arrays.equals(
                        Bus.bytes(one.get(WIRELESS).get("bssid")), Bus.bytes(other.get(WIRELESS).get("bssid")));
    }

    private static boolean same(Map<String, Map<String, Variant<?>>> one, Map<String, Map<String, Variant<?>>> other,
            String group, String key) {
        return Bus.string(one.getOrDefault(group, Map.of()).get(key))
                .equals(Bus.string(other.getOrDefault(group, Map.of()).get(key)));
    }

    private static Profile draft(AccessPointSeen accessPoint, Wanted wanted, boolean hidden) throws Refusal {
        if (accessPoint.keys() == null || accessPoint.isEnterprise() && wanted.supplicant == null) {
            throw new Refusal("it is for AT+CWJEAP, or wants a profile of its own (nmcli connection add), which "
                    + "AT+CWJAP without a password then uses: WEP and enterprise networks", Station.FAILED);
        }
        if (accessPoint.wantsPassword() && !wanted.hasPassword() && wanted.supplicant == null) {
            throw new Refusal("the network wants a password", Station.WRONG_PASSWORD);
        }
        Map<String, Map<String, Variant<?>>> now = new HashMap<>();
        Map<String, Variant<?>> connection = group(now, CONNECTION);
        connection.put("type", new Variant<>(WIRELESS));
        connection.put("id", new Variant<>(accessPoint.name()));
        connection.put("uuid", new Variant<>(UUID.randomUUID().toString()));
        connection.put(AUTOCONNECT, new Variant<>(Boolean.FALSE)); // not before it has been joined with
        Map<String, Variant<?>> wireless = group(now, WIRELESS);
        wireless.put("ssid", new Variant<>(accessPoint.ssid(), "ay"));
        wireless.put("mode", new Variant<>("infrastructure"));
        if (hidden) {
            wireless.put("hidden", new Variant<>(Boolean.TRUE));
        }
        group(now, IPV4).put("method", new Variant<>("auto"));
        group(now, "ipv6").put("method", new Variant<>("auto"));
        fill(now, accessPoint, wanted);
        return new Profile(uuid(now), null, null, now);
    }

    /** Puts in what the host has asked for; what it has not mentioned stays. */
    private static void fill(Map<String, Map<String, Variant<?>>> settings, AccessPointSeen accessPoint,
            Wanted wanted) throws Refusal {
        if (wanted.supplicant != null) {
            settings.put(SECURITY, Map.of("key-mgmt", new Variant<>(accessPoint.keys())));
            settings.put(ENTERPRISE, wanted.supplicant.setting());
        } else if (accessPoint.keys() != null && !accessPoint.keys().isEmpty()
                && (wanted.hasPassword() || !accessPoint.wantsPassword())) {
            Map<String, Variant<?>> security = new HashMap<>();
            security.put("key-mgmt", new Variant<>(accessPoint.keys()));
            if (accessPoint.wantsPassword()) {
                security.put("psk", new Variant<>(wanted.password()));
            }
            settings.put(SECURITY, security);
        }
        if (!wanted.bssid.isEmpty()) {
            group(settings, WIRELESS).put("bssid", new Variant<>(MAC.parseHex(wanted.bssid), "ay"));
        } else if (!isAllowed(settings, accessPoint)) {
            group(settings, WIRELESS).remove("bssid"); // of an earlier AT+CWJAP
        }
        if (wanted.hostName != null) {
            group(settings, IPV4).put(HOST_NAME, new Variant<>(wanted.hostName));
        }
    }

    private static Map<String, Variant<?>> group(Map<String, Map<String, Variant<?>>> settings, String name) {
        return settings.computeIfAbsent(name, absent -> new HashMap<>());
    }

    private static void update(Bus bus, String path, Map<String, Map<String, Variant<?>>> settings, int flags)
            throws Refusal {
        bus.call(path, INTERFACE, "Update2", "a{sa{sv}}ua{sv}", settings, new UInt32(flags),
                Map.of());
    }

    /** Its object, after {@link #begin}. */
    String path() {
        return path;
    }

    /** Whether it is to say something else than it does. */
    boolean isChanged() {
        return now != null;
    }

    /** Has it say what is wanted; not on the disk yet. */
    void begin(Bus bus) throws Refusal {
        if (now == null) {
            return;
        }
        unsettled = true;
        if (path == null) {
            path = Bus.path(bus.call(SETTINGS, SETTINGS_INTERFACE, "AddConnectionUnsaved", "a{sa{sv}}", now));
            now.get(CONNECTION).put(AUTOCONNECT, new Variant<>(Boolean.TRUE));
        } else {
            update(bus, path, now, IN_MEMORY);
        }
    }

    /** Whether nothing is to be kept or taken back. */
    boolean isSettled() {
        return !unsettled;
    }

    /** It has been joined with: writes it, unless it was there and said the same. */
    void keep(Bus bus) throws Refusal {
        if (unsettled) {
            String there = find(bus);
            if (there != null) {
                update(bus, there, now, TO_DISK);
            }
            settled();
        }
    }

    /** It has not been joined with: the profiles are again as they were. */
    void takeBack(Bus bus) throws Refusal {
        if (unsettled) {
            String there = find(bus);
            if (there != null && before == null) {
                bus.call(there, INTERFACE, "Delete", null);
            } else if (there != null) {
                update(bus, there, before, TO_DISK);
            }
            settled();
        }
    }

    /** @return its object, or null: somebody has deleted it, or it has never come to be */
    private String find(Bus bus) throws Refusal {
        try {
            return Bus.path(bus.call(SETTINGS, SETTINGS_INTERFACE, "GetConnectionByUuid", "s", uuid));
        } catch (Refusal e) {
            if (e.is("InvalidConnection")) {
                return null;
            }
            throw e;
        }
    }

    private void settled() {
        unsettled = false;
        before = null;
        now = null;
    }
}
