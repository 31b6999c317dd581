package wsat.board.nm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.Variant;
import wsat.board.host.HostNetwork;
import wsat.port.AccessPoint;
import wsat.port.Station;

/**
 * The Wi-Fi device, by way of NetworkManager. All methods wait; they are called in slow threads, one at a time.
 * Bus and device are found again after they have been lost.
 */
final class Radio {
    static final String MANAGER = "/org/freedesktop/NetworkManager";
    static final String DEVICE = "org.freedesktop.NetworkManager.Device";
    static final String WIRELESS = DEVICE + ".Wireless";
    private static final String IP4 = "org.freedesktop.NetworkManager.IP4Config";
    private static final int WIFI = 2;
    /** NM80211Mode. */
    private static final int AP_MODE = 3;
    /** NMDeviceWifiCapabilities: it can be an access point. */
    private static final int CAN_BE_AP = 0x40;
    private static final int IP4_MAX = 15;
    private static final int SERVERS = 3;
    /** More than fits on the air. */
    private static final int ACCESS_POINTS = 128;

    /** Who is told that the device has changed its state; in a thread of the library's. */
    interface Listener {
        void changed(int state, int reason);

        /** NetworkManager or the bus has come or gone. */
        void lost();
    }

    private final String address;
    private final String name;
    private final Listener listener;
    private Bus bus;
    private volatile String owner;
    private volatile String device;
    private volatile boolean stale;
    private String interfaceName;
    private volatile boolean met;

    /**
     * @param address of the bus, or null for the system's
     * @param name    of the interface, such as wlan0, or null for the first radio
     */
    Radio(String address, String name, Listener listener) {
        this.address = address;
        this.name = name;
        this.listener = listener;
    }

    /** Finds the bus, unless it is known. */
    private void reach() throws Refusal {
        if (bus != null && !bus.isOpen()) {
            bus.close();
            bus = null;
            device = null;
        }
        if (bus == null) {
            bus = connect();
        }
    }

    /** Finds bus and device, unless they are known. */
    private void find() throws Refusal {
        reach();
        if (stale) {
            stale = false;
            device = null;
        }
        if (device == null) {
            owner = bus.owner();
            device = findDevice();
        }
    }

    /** A bus that would not tell of changes is no use: it is tried again. */
    private Bus connect() throws Refusal {
        Bus opened = Bus.open(address, this::lose);
        try {
            opened.listenToOwner(signal -> lose());
            opened.listen(DEVICE, "StateChanged", this::tell);
            opened.listen(Bus.NETWORK_MANAGER, "DeviceAdded", signal -> appeared());
            opened.listen(Bus.NETWORK_MANAGER, "DeviceRemoved", this::disappeared);
            return opened;
        } catch (Refusal | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Whether it has been there, able to work. For any thread. */
    boolean isMet() {
        return met;
    }

    /** What is known of NetworkManager's objects is stale. */
    void forget() {
        stale = true;
    }

    private void lose() {
        stale = true;
        listener.lost();
    }

    /** One may be ours: there was none. */
    private void appeared() {
        if (device == null) {
            listener.lost();
        }
    }

    private void disappeared(DBusSignal signal) {
        try {
            if (Bus.path(signal.getParameters()[0]).equals(device)) {
                lose();
            }
        } catch (DBusException | RuntimeException e) {
            lose(); // not what it should be: look for yourself
        }
    }

    private void tell(DBusSignal signal) {
        if (!signal.getPath().equals(device) || !signal.getSource().equals(owner)) {
            return;
        }
        try {
            Object[] values = signal.getParameters();
            listener.changed(((Number) values[0]).intValue(), ((Number) values[2]).intValue());
        } catch (DBusException | RuntimeException e) {
            listener.lost(); // not what it should be: look for yourself
        }
    }

    private String findDevice() throws Refusal {
        for (WifiDevice one : wifiDevices()) {
            if (name == null || name.equals(one.name())) {
                interfaceName = one.name();
                return one.path();
            }
        }
        throw Refusal.noRadio(name == null ? "NetworkManager knows no Wi-Fi device (nmcli device)"
                : "NetworkManager knows no Wi-Fi device " + name + " (nmcli device)");
    }

    private List<WifiDevice> wifiDevices() throws Refusal {
        List<WifiDevice> devices = new ArrayList<>();
        for (Object one : Bus.list(bus.call(MANAGER, Bus.NETWORK_MANAGER, "GetDevices", null))) {
            String path = Bus.path(one);
            Map<String, Variant<?>> properties = bus.properties(path, DEVICE);
            if (Bus.number(properties.get("DeviceType")) == WIFI) {
                devices.add(new WifiDevice(path, Bus.string(properties.get("Interface"))));
            }
        }
        return devices;
    }

    /**
     * Which radio can be an access point: ours, or, beside a station, another one, since NetworkManager has one
     * connection for each.
     */
    WifiDevice forAccessPoint(boolean besideStation) throws Refusal {
        find();
        for (WifiDevice one : wifiDevices()) {
            if (besideStation != one.path().equals(device) && canBeAccessPoint(one)) {
                return one;
            }
        }
        throw new Refusal(besideStation ? "AT+CWMODE=3 wants a Wi-Fi device of its own for the access point, and "
                + "NetworkManager knows none beside " + interfaceName + " (sudo iw dev " + interfaceName
                + " interface add ap0 type __ap, or a second radio); AT+CWMODE=2 opens it on " + interfaceName
                : "the Wi-Fi device " + interfaceName + " cannot be an access point (iw list)", Station.FAILED);
    }

    private boolean canBeAccessPoint(WifiDevice one) throws Refusal {
        return (Bus.number(bus.properties(one.path(), WIRELESS).get("WirelessCapabilities")) & CAN_BE_AP) != 0;
    }

    /** Whether NetworkManager is of this version, or a later one. */
    boolean isAtLeast(int major, int minor) throws Refusal {
        String[] version = Bus.string(bus.properties(MANAGER, Bus.NETWORK_MANAGER).get("Version")).split("[^0-9]", 3);
        try {
            int first = Integer.parseInt(version[0]);
            return first > major || first == major && version.length > 1 && Integer.parseInt(version[1]) >= minor;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Why a device is in its state (NMDeviceStateReason). */
    int stateReason(String path) throws Refusal {
        Variant<?> value = bus.properties(path, DEVICE).get("StateReason");
        Object[] pair = value != null && value.getValue() instanceof Object[] ? (Object[]) value.getValue() : null;
        return pair != null && pair.length > 1 && pair[1] instanceof Number ? ((Number) pair[1]).intValue() : 0;
    }

    /** Its address; "" when it is not known. */
    String macOf(String path) throws Refusal {
        return Bus.address(bus.properties(path, WIRELESS).get("HwAddress"), AccessPoint.MAC_LENGTH)
                .toLowerCase(Locale.ROOT);
    }

    Bus bus() throws Refusal {
        reach();
        return bus;
    }

    /** Its object. */
    String device() {
        return device;
    }

    /** Such as wlan0. */
    String interfaceName() {
        return interfaceName;
    }

    Seen look() throws Refusal {
        find();
        Map<String, Variant<?>> general = bus.properties(device, DEVICE);
        Map<String, Variant<?>> wireless = bus.properties(device, WIRELESS);
        boolean ours = Bus.number(wireless.get("Mode")) == AP_MODE; // then it is in no network
        int state = ours ? DeviceState.DISCONNECTED : Bus.number(general.get("State"));
        if (state < DeviceState.DISCONNECTED) {
            explain(state);
        }
        met = true;
        boolean up = DeviceState.isUp(state);
        AccessPointSeen joined = up ? accessPoint(Bus.path(wireless.get("ActiveAccessPoint"))) : null;
        String mac = Bus.address(wireless.get("HwAddress"), AccessPoint.MAC_LENGTH).toLowerCase(Locale.ROOT);
        String ip4 = Bus.path(general.get("Ip4Config"));
        return addressed(state, Bus.path(general.get("ActiveConnection")), joined, mac,
                ip4.equals("/") || !up ? Map.of() : bus.properties(ip4, IP4));
    }

    /** A device that NetworkManager cannot use. */
    private void explain(int state) throws Refusal {
        Map<String, Variant<?>> manager = bus.properties(MANAGER, Bus.NETWORK_MANAGER);
        if (isFalse(manager.get("WirelessEnabled")) || isFalse(manager.get("WirelessHardwareEnabled"))) {
            throw new Refusal("Wi-Fi is switched off (nmcli radio wifi on; rfkill unblock wifi; a Raspberry Pi also "
                    + "wants its Wi-Fi country: raspi-config)", Station.FAILED);
        }
        throw Refusal.noRadio(state == DeviceState.UNMANAGED
                ? "NetworkManager does not manage the Wi-Fi device (nmcli device set wlan0 managed yes)"
                : "the Wi-Fi device is not available (nmcli device; rfkill list; systemctl status wpa_supplicant)");
    }

    private static boolean isFalse(Variant<?> value) {
        return value != null && Boolean.FALSE.equals(value.getValue());
    }

    private Seen addressed(int state, String active, AccessPointSeen joined, String mac,
            Map<String, Variant<?>> ip4) {
        String address = "";
        String netmask = "";
        for (Object one : Bus.list(ip4.get("AddressData"))) {
            if (address.isEmpty()) {
                Map<?, ?> data = (Map<?, ?>) one;
                address = Bus.address((Variant<?>) data.get("address"), IP4_MAX);
                netmask = HostNetwork.netmask(Bus.number((Variant<?>) data.get("prefix")));
            }
        }
        List<String> servers = new ArrayList<>();
        for (Object one : Bus.list(ip4.get("NameserverData"))) {
            String server = Bus.address((Variant<?>) ((Map<?, ?>) one).get("address"), IP4_MAX);
            if (servers.size() < SERVERS && !server.isEmpty()) {
                servers.add(server);
            }
        }
        return new Seen(state, active, joined, mac, address, netmask, Bus.address(ip4.get("Gateway"), IP4_MAX),
                HostNetwork.Ipv6.of(interfaceName), servers);
    }

    /** @return null when it has just gone */
    private AccessPointSeen accessPoint(String path) throws Refusal {
        if (path.equals("/")) {
            return null;
        }
        try {
            return AccessPointSeen.of(path, bus.properties(path, AccessPointSeen.INTERFACE));
        } catch (Refusal e) {
            if (bus.isOpen()) {
                return null;
            }
            throw e;
        }
    }

    /** What is known to be on the air; hidden ones have no name. */
    List<AccessPointSeen> accessPoints() throws Refusal {
        find();
        List<AccessPointSeen> found = new ArrayList<>();
        for (Object one : Bus.list(bus.call(device, WIRELESS, "GetAllAccessPoints", null))) {
            AccessPointSeen seen = found.size() < ACCESS_POINTS ? accessPoint(Bus.path(one)) : null;
            if (seen != null) {
                found.add(seen);
            }
        }
        return found;
    }

    /** When the last scan ended, or -1: moves when one ends. */
    long lastScan() throws Refusal {
        find();
        Variant<?> value = bus.properties(device, WIRELESS).get("LastScan");
        return value != null && value.getValue() instanceof Number ? ((Number) value.getValue()).longValue() : 0;
    }

    /**
     * Asks for a scan.
     *
     * @param ssid a network to be called by its name, since it may be hidden, or null
     */
    void requestScan(byte[] ssid) throws Refusal {
        find();
        bus.call(device, WIRELESS, "RequestScan", "a{sv}", ssid == null ? Map.of()
                : Map.of("ssids", new Variant<>(new byte[][] {ssid}, "aay")));
    }

    /** Leaves the network, and does not come back by itself until {@link #allowAutoconnect}. */
    void disconnect() throws Refusal {
        find();
        setAutoconnect(false);
        try {
            bus.call(device, DEVICE, "Disconnect", null);
        } catch (Refusal e) {
            if (!e.is("NotActive")) {
                throw e;
            }
        }
    }

    /** Lets NetworkManager join what it knows by itself. */
    void allowAutoconnect() throws Refusal {
        find();
        Variant<?> is = bus.properties(device, DEVICE).get("Autoconnect");
        if (isFalse(is)) {
            setAutoconnect(true);
        }
    }

    private void setAutoconnect(boolean on) throws Refusal {
        bus.call(device, Bus.PROPERTIES, "Set", "ssv", DEVICE, "Autoconnect", new Variant<>(on));
    }
}
