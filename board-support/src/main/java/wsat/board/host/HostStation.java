package wsat.board.host;

import java.nio.charset.StandardCharsets;
import wsat.board.net.Slow;
import wsat.board.os.Ticks;
import wsat.port.AccessPoint;
import wsat.port.EnterpriseRequest;
import wsat.port.Log;
import wsat.port.SoftAp;
import wsat.port.StationInfo;
import wsat.port.Text;

/**
 * The machine's own network, reported as a joined station: the machine looks after it, whoever joins joins
 * that one, and nothing is ever left. It is looked at from time to time on a slow thread, and soon where the kernel's
 * tables show that it has changed, or somebody asks; the first time at once, when somebody wants to know.
 */
public final class HostStation implements BoardStation {
    private static final int UNKNOWN = -1;
    private static final long REFRESH_MILLIS = 2000;
    /** Who wants to know waits so long for a look under way, which takes some ms, before he looks himself. */
    private static final long FIRST_LOOK_MILLIS = 1000;
    /** So many times nothing is looked at but the tables, which do not show the strength of a signal, for one. */
    private static final int LOOKS_SKIPPED = 15;
    /** What a host is told of the encryption: WPA2. */
    private static final int ENCRYPTION = 3;

    private final Slow slow;
    private final boolean alwaysUp;
    private final Log log;
    private final Ticks ticks;
    private final StationInfo info = new StationInfo();
    private final Look look = new Look();
    private boolean known;
    private boolean looking;
    /** Whether somebody has asked since the last look. */
    private volatile boolean asked;
    private int state;

    /**
     * @param ssid     the name to report, at most 32 bytes
     * @param alwaysUp whether a machine without a network is reported as joined too, with its loopback; else the first
     *                 look begins at once, beside the rest of the start
     */
    public HostStation(Slow slow, String ssid, boolean alwaysUp, Log log, Ticks ticks) {
        this.slow = slow;
        this.alwaysUp = alwaysUp;
        this.log = log;
        this.ticks = ticks;
        byte[] name = ssid.getBytes(StandardCharsets.UTF_8);
        info.ssid.append(name, 0, Math.min(name.length, AccessPoint.SSID_MAX));
        state = alwaysUp ? GOT_IP : UNKNOWN;
        if (!alwaysUp) {
            look();
        }
    }

    private void know() {
        if (!known) {
            HostNetwork seen = looking ? look.seenWithin(FIRST_LOOK_MILLIS) : null;
            take(seen == null ? HostNetwork.read() : seen);
        }
    }

    private void take(HostNetwork seen) {
        HostNetwork network = alwaysUp && seen.state() != GOT_IP ? HostNetwork.loopback(seen.servers()) : seen;
        state = alwaysUp ? GOT_IP : network.state();
        known = true;
        info.mac.set(network.mac());
        info.bssid.set(network.bssid());
        info.rssi = network.rssi();
        info.address.set(network.address());
        info.netmask.set(network.netmask());
        info.gateway.set(network.gateway());
        info.linkLocal.set(network.ipv6().linkLocal());
        info.global.set(network.ipv6().global());
        for (int i = 0; i < info.nameServers.length; i++) {
            info.nameServers[i].set(i < network.servers().size() ? network.servers().get(i) : "");
        }
    }

    /** Has the next look made, which waits for a change by itself. */
    @Override
    public void refresh(long now) {
        if (!looking) {
            look();
        }
    }

    private void look() {
        looking = true;
        look.first = !known;
        look.settled = state == GOT_IP;
        slow.ask(look);
    }

    /** @return Long.MAX_VALUE while a look is under way */
    @Override
    public long nextDeadline() {
        return looking ? Long.MAX_VALUE : ticks.millis();
    }

    @Override
    public void restarted() {
        // nothing was left
    }

    @Override
    public int state() {
        if (state == UNKNOWN) {
            know();
        }
        return state;
    }

    /** The machine does not say. */
    @Override
    public boolean connecting() {
        return false;
    }

    @Override
    public void end() {
        // nothing was begun
    }

    @Override
    public StationInfo info() {
        know();
        asked = true;
        return info;
    }

    @Override
    public void join(Text ssid, Text password, Text bssid, int weakest) {
        log.log(Log.INFO, "AT+CWJAP", "the machine's own network stands for the one that is asked for", Log.NO_VALUE);
    }

    @Override
    public boolean joinEnterprise(EnterpriseRequest request) {
        log.log(Log.WARN, "AT+CWJEAP", "the machine looks after its own network; wsat run --network networkmanager "
                + "joins others", Log.NO_VALUE);
        return false;
    }

    @Override
    public void hostName(Text name) {
        // the machine keeps its own
    }

    /** Whoever joins while the network is down waits for it. */
    @Override
    public int joined() {
        return state() == DOWN ? JOINING : JOINED;
    }

    @Override
    public int outOfTime() {
        return TIMED_OUT;
    }

    @Override
    public void leave() {
        log.log(Log.INFO, "station", "the machine's own network is not left, the host is told so only", Log.NO_VALUE);
    }

    @Override
    public void scan() {
        // What there is to see is known.
    }

    @Override
    public int scanned() {
        return state() == DOWN ? 0 : 1;
    }

    @Override
    public void accessPoint(int index, AccessPoint into) {
        know();
        into.encryption = ENCRYPTION;
        into.ssid.set(info.ssid);
        into.rssi = info.rssi;
        into.mac.set(info.bssid);
        into.channel = info.channel;
    }

    /** The machine's network is its own affair. */
    @Override
    public SoftAp softAp() {
        return null;
    }

    /** One look, made again and again: in its thread, so that the loop is woken by what is new alone. */
    private final class Look implements Slow.Job {
        /** Null until there is something to compare: its native code would hold up a start. */
        private NetworkTables tables;
        private long sum;
        /** Written by the slow thread, under the lock; null: nothing yet. */
        private HostNetwork seen;
        /** Nothing is known yet: it does not wait. */
        private boolean first;
        /** Whether the network is there, so that a change shows in the tables. */
        private boolean settled;

        @Override
        public void work() {
            try {
                await();
                HostNetwork now = HostNetwork.read();
                synchronized (this) {
                    seen = now;
                    notifyAll();
                }
            } catch (InterruptedException e) {
                // the process ends
            }
        }

        /** What the first look sees, whose end somebody waits for. @return null: it takes too long */
        synchronized HostNetwork seenWithin(long millis) {
            long end = System.nanoTime() + millis * 1_000_000;
            try {
                for (long left = millis; seen == null && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                    wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return seen;
        }

        private void await() throws InterruptedException {
            for (int i = 0; !first && i < LOOKS_SKIPPED; i++) {
                ticks.sleep(REFRESH_MILLIS);
                tables = tables == null ? new NetworkTables() : tables;
                long before = sum;
                sum = tables.sum(seen == null ? "" : seen.name());
                if (sum != before || asked || !settled) {
                    break;
                }
            }
            asked = false;
        }

        @Override
        public void done() {
            looking = false;
            int before = state;
            if (seen != null) {
                take(seen);
            }
            if (before != state && before != UNKNOWN) {
                log.log(Log.INFO, "station", "the machine's network, 0 down, 1 without an address, 2 up:", state);
            }
        }
    }
}
