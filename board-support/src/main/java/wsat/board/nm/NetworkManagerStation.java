package wsat.board.nm;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

import wsat.board.BoardStation;
import wsat.board.Doorbell;
import wsat.board.Loop;
import wsat.board.net.Slow;
import wsat.board.text.Latin1;
import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.StationInfo;
import wsat.port.Text;

/**
 * A real Wi-Fi station: {@code AT+CWJAP}, {@code AT+CWQAP} and {@code AT+CWLAP} drive NetworkManager over D-Bus.
 * All that it knows belongs to the loop thread. What it asks of NetworkManager are errands of slow threads, one
 * at a time; the device's changes of state come from a thread of the D-Bus library's, which puts them into a
 * bounded queue and rings.
 */
public final class NetworkManagerStation implements BoardStation {
    private static final long LOOK_MILLIS = 5000;
    private static final long LOOK_AGAIN_MILLIS = 2000;
    /** While something is under way that may end without a signal. */
    private static final long STEP_MILLIS = 250;
    private static final long SEARCH_MILLIS = 10_000;
    private static final long SCAN_MILLIS = 5000;
    /** How long another connection may be active after NetworkManager was told to activate ours. */
    private static final long BEGIN_MILLIS = 5000;
    private static final int CHANGES = 32;
    private static final String JOIN = "AT+CWJAP";

    /** A change of the device's state. @param of whose activation NetworkManager had been told to begin, or null */
    private record Change(int state, int reason, Attempt of) {
    }

    /** An attempt that is over, and whether well. */
    private record Ending(Attempt of, boolean well) {
    }

    private final Slow slow;
    private final Log log;
    private final Radio radio;
    private final StationInfo info = new StationInfo();
    private final ArrayBlockingQueue<Change> changes = new ArrayBlockingQueue<>(CHANGES);
    /** NetworkManager or the bus has come or gone, or a change did not fit. */
    private volatile boolean lost;
    /** What NetworkManager has been told to activate, or null. Written by errands too. */
    private volatile Attempt activating;

    private Errand running;
    private long nextLook;
    private int state;
    private String trouble = "";
    private String hostName;

    private Attempt attempt;
    private int joined = FAILED;
    private boolean asked;
    private boolean begun;
    private boolean progress;
    private long joinDeadline;
    /** One, or two after a host that does not wait. */
    private final ArrayDeque<Ending> endings = new ArrayDeque<>();
    private boolean leaving;
    private boolean left;
    private boolean returning;

    private int scanned = SCAN_FAILED;
    private boolean scanAsked;
    private long scanDeadline;
    private List<AccessPointSeen> found = List.of();

    /**
     * @param slow          for the errands
     * @param interfaceName such as wlan0, or null for the first radio that NetworkManager knows
     * @param bell          wakes the loop
     */
    public NetworkManagerStation(Slow slow, String interfaceName, Log log, Doorbell bell) {
        this(slow, interfaceName, log, bell, null);
    }

    /** @param address of the bus, or null for the system's */
    NetworkManagerStation(Slow slow, String interfaceName, Log log, Doorbell bell, String address) {
        this.slow = slow;
        this.log = log;
        radio = new Radio(address, interfaceName, new Radio.Listener() {
            @Override
            public void changed(int newState, int reason) {
                if (!changes.offer(new Change(newState, reason, activating))) {
                    lost = true;
                }
                bell.ring();
            }

            @Override
            public void lost() {
                lost = true;
                bell.ring();
            }
        });
        nextLook = Loop.millis();
    }

    // --- what the firmware asks -------------------------------------------------------------------

    @Override
    public int state() {
        return state;
    }

    @Override
    public StationInfo info() {
        return info;
    }

    @Override
    public void hostName(Text name) {
        String given = Latin1.string(name);
        if (given.isEmpty()) {
            hostName = null;
        } else if (given.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
            hostName = given;
        } else {
            log.log(Log.WARN, "AT+CWHOSTNAME", "this is no host name; DHCP servers get the one before", Log.NO_VALUE);
        }
    }

    @Override
    public void join(Text ssid, Text password, Text bssid) {
        giveUp();
        attempt = new Attempt(new Wanted(ssid, password, bssid, hostName));
        joined = JOINING;
        asked = false;
        begun = false;
        progress = false;
        leaving = false;
        left = false;
        returning = false;
        activating = null;
        joinDeadline = Loop.millis() + SEARCH_MILLIS;
        step();
    }

    @Override
    public int joined() {
        return joined;
    }

    @Override
    public void leave() {
        giveUp();
        joined = FAILED;
        leaving = true;
        left = true;
        step();
    }

    /** An attempt that is under way comes to a bad end. */
    private void giveUp() {
        if (attempt != null) {
            end(FAILED);
        }
    }

    @Override
    public void restarted() {
        giveUp();
        returning = left;
        left = false;
        step();
    }

    @Override
    public void scan() {
        found = List.of();
        scanned = SCANNING;
        scanAsked = false;
        scanDeadline = Loop.millis() + SCAN_MILLIS;
        step();
    }

    @Override
    public int scanned() {
        return scanned;
    }

    @Override
    public void accessPoint(int index, AccessPoint into) {
        AccessPointSeen one = found.get(index);
        into.encryption = one.encryption();
        into.ssid.clear();
        into.ssid.append(one.ssid(), 0, Math.min(one.ssid().length, AccessPoint.SSID_MAX));
        into.rssi = one.rssi();
        into.mac.set(one.bssid());
        into.channel = one.channel();
    }

    // --- what the loop asks -----------------------------------------------------------------------

    @Override
    public void refresh(long now) {
        if (lost) {
            lost = false;
            nextLook = now;
        }
        for (Change change = changes.poll(); change != null; change = changes.poll()) {
            take(change);
            nextLook = now;
        }
        if (running == null && now - nextLook >= 0) {
            step();
        }
    }

    @Override
    public long nextDeadline() {
        return running != null ? Long.MAX_VALUE : nextLook;
    }

    private void take(Change change) {
        if (change.state() < DeviceState.IP_CONFIG || change.state() > DeviceState.ACTIVATED) {
            become(DOWN); // at once; what is better is told by the next look, which has the address too
        }
        if (attempt == null || change.of() != attempt) {
            return;
        }
        if (DeviceState.isFailure(change.state(), change.reason())) {
            fail(DeviceState.refusal(change.reason()));
        } else if (change.state() >= DeviceState.PREPARE && change.state() < DeviceState.ACTIVATED) {
            progress = true;
        } else if (progress && change.state() <= DeviceState.DISCONNECTED) {
            fail(DeviceState.refusal(change.reason()));
        }
    }

    /** Sends the errand that is most urgent, if none is under way. */
    private void step() {
        if (running != null) {
            return;
        }
        if (leaving) {
            send(new Leave());
        } else if (!endings.isEmpty()) {
            send(new End());
        } else if (attempt != null && !begun) {
            send(new Begin());
        } else if (returning) {
            send(new Return());
        } else if (scanned == SCANNING) {
            send(new Scan());
        } else {
            send(new Look());
        }
    }

    /** Whether there is an errand that has not been sent yet. */
    private boolean isUrgent() {
        return leaving || returning || !endings.isEmpty() || attempt != null && !asked
                || scanned == SCANNING && !scanAsked;
    }

    private void send(Errand errand) {
        running = errand;
        slow.ask(errand);
    }

    /** One thing to ask of NetworkManager. */
    private abstract class Errand implements Slow.Job {
        private Refusal refusal;

        @Override
        public final void work() {
            try {
                radio.find();
                ask();
            } catch (Refusal e) {
                refusal = e;
                if (e.stale) {
                    radio.forget();
                }
            } catch (RuntimeException e) {
                radio.forget();
                refusal = new Refusal("NetworkManager's answer is not understood: " + e.getClass().getSimpleName(),
                        FAILED);
            }
        }

        @Override
        public final void done() {
            long now = Loop.millis();
            running = null;
            nextLook = now;
            if (refusal == null) {
                trouble = "";
                answered();
            } else {
                refused(refusal);
            }
            if (isUrgent()) {
                nextLook = now;
            }
        }

        /** Waits, in a slow thread. */
        abstract void ask() throws Refusal;

        /** Takes the answer, in the loop. */
        abstract void answered();

        void refused(Refusal why) {
            say("Wi-Fi", why);
            become(DOWN);
            nextLook = Loop.millis() + LOOK_AGAIN_MILLIS;
        }
    }

    /** Says it once while it lasts. */
    private void say(String where, Refusal why) {
        if (!trouble.equals(why.getMessage())) {
            trouble = why.getMessage();
            log.log(Log.WARN, where, trouble, Log.NO_VALUE);
        }
    }

    private final class Look extends Errand {
        private Seen seen;

        @Override
        void ask() throws Refusal {
            seen = radio.look();
        }

        @Override
        void answered() {
            long now = Loop.millis();
            take(seen);
            if (attempt != null && begun) {
                if (attempt.isJoined(seen) && state == GOT_IP) {
                    end(JOINED);
                } else if (!attempt.isUnderWay(seen) && now - joinDeadline >= 0) {
                    fail(new Refusal("NetworkManager is busy with another connection", FAILED));
                }
            }
            nextLook = now + (attempt != null || scanned == SCANNING ? STEP_MILLIS : LOOK_MILLIS);
        }

        @Override
        void refused(Refusal why) {
            super.refused(why);
            if (attempt != null) {
                fail(why);
            }
        }
    }

    private void take(Seen seen) {
        AccessPointSeen accessPoint = seen.accessPoint();
        info.mac.set(seen.mac());
        info.address.set(seen.address());
        info.netmask.set(seen.netmask());
        info.gateway.set(seen.gateway());
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
        become(DeviceState.stationState(seen.device(), !seen.address().isEmpty()));
    }

    private void become(int newState) {
        if (state != newState) {
            state = newState;
            log.log(Log.INFO, "Wi-Fi", "0 not joined, 1 without an address, 2 joined:", state);
        }
    }

    private final class Begin extends Errand {
        private final Attempt mine = attempt;
        private boolean under;

        Begin() {
            asked = true;
        }

        @Override
        void ask() throws Refusal {
            under = mine.begin(radio, () -> activating = mine);
        }

        @Override
        void answered() {
            if (mine != attempt) {
                return; // given up meanwhile
            }
            long now = Loop.millis();
            begun = under;
            if (under) {
                joinDeadline = now + BEGIN_MILLIS;
            } else if (now - joinDeadline >= 0) {
                fail(Attempt.notFound());
            } else {
                nextLook = now + STEP_MILLIS;
            }
        }

        @Override
        void refused(Refusal why) {
            if (why.stale) {
                super.refused(why);
            }
            if (mine == attempt) {
                fail(why);
            }
        }
    }

    private void fail(Refusal why) {
        log.log(Log.WARN, JOIN, why.getMessage(), Log.NO_VALUE);
        end(why.code);
    }

    /** The attempt is over: {@link #JOINED} or one of the failures. */
    private void end(int outcome) {
        endings.add(new Ending(attempt, outcome == JOINED));
        attempt = null;
        activating = null;
        joined = outcome;
        step();
    }

    /** Sees to the profile of an attempt that is over. */
    private final class End extends Errand {
        private final Ending ending = endings.remove();

        @Override
        void ask() throws Refusal {
            if (ending.well()) {
                ending.of().keep(radio);
            } else {
                ending.of().takeBack(radio);
            }
        }

        @Override
        void answered() {
            // that was all
        }

        @Override
        void refused(Refusal why) {
            log.log(Log.WARN, JOIN, ending.well() ? "joined, but the profile is not stored: " + why.getMessage()
                    : "the profile is left as it was tried: " + why.getMessage(), Log.NO_VALUE);
        }
    }

    private final class Leave extends Errand {
        Leave() {
            leaving = false;
        }

        @Override
        void ask() throws Refusal {
            radio.disconnect();
        }

        @Override
        void answered() {
            // the look that follows tells
        }
    }

    /** After a restart NetworkManager joins again what it knows, as a module does that stores its network. */
    private final class Return extends Errand {
        Return() {
            returning = false;
        }

        @Override
        void ask() throws Refusal {
            radio.allowAutoconnect();
        }

        @Override
        void answered() {
            // the look that follows tells
        }
    }

    /** Begins a scan, or looks whether it has ended. */
    private final class Scan extends Errand {
        private final boolean first = !scanAsked;
        private final boolean last = Loop.millis() - scanDeadline >= 0;
        private List<AccessPointSeen> seen;

        Scan() {
            scanAsked = true;
        }

        @Override
        void ask() throws Refusal {
            boolean scanning = first ? radio.beginScan() : radio.isScanning();
            if (!scanning || last) {
                seen = radio.accessPoints();
            }
        }

        @Override
        void answered() {
            if (scanned == SCANNING && seen != null && scanAsked) {
                found = seen;
                scanned = seen.size();
            } else {
                nextLook = Loop.millis() + STEP_MILLIS;
            }
        }

        @Override
        void refused(Refusal why) {
            scanned = SCAN_FAILED;
            trouble = "";
            say("AT+CWLAP", why);
            trouble = "";
            if (why.stale) {
                super.refused(why);
            }
        }
    }
}
