package wsat.board.nm;

import org.freedesktop.dbus.DBusPath;
import wsat.port.Station;

/**
 * One attempt to join a network: the search for it, its profile, the activation, and what becomes of the
 * profile at the end. Methods that take a {@link Radio} wait; they are called in slow threads, one at a time.
 */
final class Attempt {
    private static final String ACTIVE = "org.freedesktop.NetworkManager.Connection.Active";

    private final Wanted wanted;
    private final Sweep sweep;
    private Profile profile;
    private boolean wantsPassword;
    private String active = "/";
    private volatile boolean over;
    private boolean joined;

    Attempt(Wanted wanted) {
        this.wanted = wanted;
        sweep = new Sweep(wanted.ssid.length == 0 ? null : wanted.ssid);
    }

    /**
     * Looks for the network and begins to join it.
     *
     * @param activating run before NetworkManager is told to
     * @return false: not found yet, ask again
     */
    boolean begin(Radio radio, Runnable activating) throws Refusal {
        if (over) {
            return false; // given up before it was its turn
        }
        if (wanted.supplicant != null) {
            wanted.supplicant.read();
        }
        Seen seen = radio.look();
        AccessPointSeen found = wanted.best(radio.accessPoints());
        if (found == null) {
            if (sweep.isOver(radio, false)) {
                throw notFound();
            }
            return false;
        }
        Bus bus = radio.bus();
        wantsPassword = found.wantsPassword();
        profile = Profile.of(bus, radio.interfaceName(), found, wanted, sweep.hasCalled());
        wanted.erase();
        if (!profile.isChanged() && seen.device() == DeviceState.ACTIVATED && seen.accessPoint() != null
                && wanted.matches(seen.accessPoint()) && isActive(bus, seen.active())) {
            active = seen.active();
            return true;
        }
        profile.begin(bus);
        activating.run();
        active = Bus.path(bus.call(Radio.MANAGER, Bus.NETWORK_MANAGER, "ActivateConnection", "ooo",
                new DBusPath(profile.path()), new DBusPath(radio.device()), new DBusPath(found.path())));
        return true;
    }

    static Refusal notFound() {
        return new Refusal("there is no such network on the air", Station.NOT_FOUND);
    }

    private boolean isActive(Bus bus, String path) throws Refusal {
        return !path.equals("/")
                && profile.path().equals(Bus.path(bus.properties(path, ACTIVE).get("Connection")));
    }

    /** As the log calls it. */
    String command() {
        return wanted.command();
    }

    /** What is most likely wrong when it is not let in. */
    String proof() {
        return wanted.proof();
    }

    /** Whether the access point that was found lets nobody in without one. */
    boolean wantsPassword() {
        return wantsPassword;
    }

    /** Whether this look shows that it has been joined. */
    boolean isJoined(Seen seen) {
        return seen.device() == DeviceState.ACTIVATED && seen.active().equals(active);
    }

    /** Whether this look shows it under way. */
    boolean isUnderWay(Seen seen) {
        return seen.active().equals(active);
    }

    /** It has come to its end. @param well whether it has been joined with */
    void end(boolean well) {
        joined = well;
        over = true;
    }

    /** Whether nothing is left to be done when it is over. Erases the password that it may still have. */
    boolean isSettled() {
        wanted.erase();
        return profile == null || profile.isSettled();
    }

    /** It is over: the profile is kept when it has been joined with, else nothing of it is left. */
    void settle(Radio radio) throws Refusal {
        if (joined) {
            profile.keep(radio.bus());
        } else if (profile != null) {
            profile.takeBack(radio.bus());
        }
    }

    /** What it means that it cannot be settled. */
    String unsettled() {
        return joined ? "joined, but the profile is not stored: " : "the profile is left as it was tried: ";
    }
}
