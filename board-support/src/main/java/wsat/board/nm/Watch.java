package wsat.board.nm;

import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.Station;
import wsat.port.StationInfo;

/**
 * The Wi-Fi device as a host is told of it: {@code AT+CWSTATE?}, the addresses, and what is news. It is looked at
 * when it has changed, and from time to time. All of it belongs to the loop.
 */
final class Watch {
    private static final long LOOK_MILLIS = 5000;
    /** While NetworkManager or its radio is not there. */
    private static final long LOOK_AGAIN_MILLIS = 2000;
    /** While something is under way that may end without a signal. */
    private static final long STEP_MILLIS = 250;

    private final Joining joining;
    private final Log log;
    private final StationInfo info = new StationInfo();
    private int state;
    private boolean connecting;
    private int changes;
    private long due;
    private long lookedAt;
    private String trouble = "";

    Watch(Joining joining, Log log, long now) {
        this.joining = joining;
        this.log = log;
        due = now;
        lookedAt = now;
    }

    /** {@link Station#DOWN} to {@link Station#GOT_IP}. */
    int state() {
        return state;
    }

    /** As {@link Station#connecting}. */
    boolean isConnecting() {
        return connecting;
    }

    StationInfo info() {
        return info;
    }

    /** NetworkManager has told a new state. What is better is told by the next look, which has the address too. */
    void changed(int deviceState, long now) {
        changes++;
        connecting = DeviceState.isConnecting(deviceState);
        if (!DeviceState.isUp(deviceState)) {
            become(Station.DOWN);
        }
        due = now;
    }

    /** Something has changed, whatever it is. */
    void lookAt(long now) {
        changes++;
        due = now;
    }

    /** Nobody can tell how it is. */
    void lost(Refusal why, long now) {
        lookedAt = now;
        complain(why);
        connecting = false;
        become(Station.DOWN);
        due = now + LOOK_AGAIN_MILLIS;
    }

    /** Says it once while it lasts. */
    private void complain(Refusal why) {
        if (!trouble.equals(why.getMessage())) {
            trouble = why.getMessage();
            log.log(Log.WARN, "Wi-Fi", trouble, Log.NO_VALUE);
        }
    }

    private void become(int newState) {
        if (state != newState) {
            state = newState;
            log.log(Log.INFO, "Wi-Fi", "0 not joined, 1 without an address, 2 joined:", state);
        }
    }

    private void take(Seen seen) {
        AccessPointSeen accessPoint = seen.accessPoint();
        info.mac.set(seen.mac());
        info.address.set(seen.address());
        info.netmask.set(seen.netmask());
        info.gateway.set(seen.gateway());
        info.linkLocal.set(seen.ipv6().linkLocal());
        info.global.set(seen.ipv6().global());
        for (int i = 0; i < info.nameServers.length; i++) {
            info.nameServers[i].set(i < seen.servers().size() ? seen.servers().get(i) : "");
        }
        info.ssid.clear();
        info.bssid.clear();
        if (accessPoint != null) {
            info.ssid.append(accessPoint.ssid(), 0, Math.min(accessPoint.ssid().length, AccessPoint.SSID_MAX));
            info.bssid.set(accessPoint.bssid());
            info.channel = accessPoint.channel();
            info.rssi = accessPoint.rssi();
        }
        connecting = DeviceState.isConnecting(seen.device());
        become(DeviceState.stationState(seen.device(), !seen.address().isEmpty()));
    }

    /** Soon while something is joined: what is joined already changes nothing that would be told. */
    long due() {
        return joining.isUnderWay() ? Math.min(due, lookedAt + STEP_MILLIS) : due;
    }

    Errand errand() {
        return new Look();
    }

    private final class Look extends Errand {
        private final int before = changes;
        private Seen seen;

        @Override
        void ask(Radio radio) throws Refusal {
            seen = radio.look();
        }

        @Override
        void answered(long now) {
            trouble = "";
            lookedAt = now;
            if (before != changes) {
                due = now; // what has been seen may be older than what has been told
                return;
            }
            take(seen);
            joining.looked(seen, state, now);
            due = now + LOOK_MILLIS;
        }

        @Override
        void refused(Refusal why, long now) {
            lost(why, now);
            joining.lost(why, now);
        }

        @Override
        void early(Refusal why, long now) {
            lost(why, now);
        }
    }
}
