package wsat.board.nm;

import org.freedesktop.dbus.DBusPath;

import wsat.port.Station;

/**
 * One attempt to join a network: the search for it, its profile, the activation, and what becomes of the
 * profile at the end. Its methods wait; they are called in slow threads, one at a time.
 */
final class Attempt {
    private static final String ACTIVE = "org.freedesktop.NetworkManager.Connection.Active";

    private final Wanted wanted;
    private boolean called;
    private long scanBefore;
    private Profile profile;
    private String active = "/";
    private boolean joinedAlready;

    Attempt(Wanted wanted) {
        this.wanted = wanted;
    }

    /**
     * Looks for the network and begins to join it.
     *
     * @param activating run before NetworkManager is told to
     * @return false: not found yet, ask again
     */
    boolean begin(Radio radio, Runnable activating) throws Refusal {
        Seen seen = radio.look();
        AccessPointSeen found = wanted.best(radio.accessPoints());
        if (found == null) {
            search(radio);
            return false;
        }
        Bus bus = radio.bus();
        profile = Profile.of(bus, radio.interfaceName(), found, wanted, called);
        wanted.erase();
        if (!profile.isChanged() && seen.device() == DeviceState.ACTIVATED && seen.accessPoint() != null
                && wanted.matches(seen.accessPoint()) && isActive(bus, seen.active())) {
            active = seen.active();
            joinedAlready = true;
            return true;
        }
        activating.run();
        active = Bus.path(bus.call(Radio.MANAGER, Bus.NETWORK_MANAGER, "ActivateConnection", "ooo",
                new DBusPath(profile.path), new DBusPath(radio.device()), new DBusPath(found.path())));
        return true;
    }

    /** Calls the network by its name, since it may be hidden, and waits for the scan to end. */
    private void search(Radio radio) throws Refusal {
        if (!called) {
            scanBefore = radio.lastScan();
            called = radio.scan(wanted.ssid.length == 0 ? null : wanted.ssid);
        } else if (radio.lastScan() != scanBefore) {
            throw notFound();
        }
    }

    static Refusal notFound() {
        return new Refusal("there is no such network on the air", Station.NOT_FOUND);
    }

    private boolean isActive(Bus bus, String path) throws Refusal {
        return !path.equals("/")
                && profile.path.equals(Bus.path(bus.properties(path, ACTIVE).get("Connection")));
    }

    /** Whether this look shows that it has been joined. */
    boolean isJoined(Seen seen) {
        return seen.device() == DeviceState.ACTIVATED && seen.active().equals(active);
    }

    /** Whether this look shows it under way. */
    boolean isUnderWay(Seen seen) {
        return seen.active().equals(active);
    }

    /** The end, a good one: the profile is kept. */
    void keep(Radio radio) throws Refusal {
        if (!joinedAlready) {
            profile.keep(radio.bus());
        }
        radio.allowAutoconnect();
    }

    /** The end, a bad one: nothing of it is left. */
    void takeBack(Radio radio) throws Refusal {
        wanted.erase();
        if (profile != null) {
            profile.takeBack(radio.bus());
        }
    }
}
