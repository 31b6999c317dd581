package wsat.board.host;

import java.io.IOException;
import java.nio.channels.Selector;
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
 * that one, and nothing is ever left. It is looked at on a slow thread where the kernel tells that it has changed
 * ({@link #listen}), and again after somebody has asked; and at once for who asks first after a while, since the kernel
 * does not tell the strength of a signal, for one.
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
    /** Null: the kernel does not tell what changes. */
    private Rtnetlink kernel;
    /** Whether its tables are compared instead. */
    private boolean byTables;
    private boolean known;
    /** When the last look has ended. */
    private long lookedAt;
    private boolean looking;
    /** Whether somebody has asked since the last look. */
    private volatile boolean asked;
    private int state;

    /**
     * @param ssid     the name to report, at most 32 bytes
     * @param alwaysUp whether a machine without a network is reported as joined too, with its loopback; else the first
     *                 look begins at once, beside the rest of the start, and {@link #listen} is to be called
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

    /**
     * What changes is noticed from now on: the kernel tells it, or, where it does not, its tables show it. To be called
     * once, when there is nothing better to do: native code that is not loaded yet would hold up a start.
     *
     * @param selector the loop's
     */
    public void listen(Selector selector) {
        try {
            kernel = new Rtnetlink(selector);
        } catch (IOException | IllegalStateException e) {
            compareTables();
            log.log(Log.INFO, "station", "the kernel does not tell changes of the network (" + e.getMessage()
                    + "): its tables are looked at every 2 s", Log.NO_VALUE);
        }
        asked = true; // something may have changed since the first look
    }

    /** Where the kernel tells nothing. */
    void compareTables() {
        byTables = true;
    }

    private void know() {
        if (known && isForgotten()) {
            take(HostNetwork.read());
        } else if (!known) {
            HostNetwork seen = looking ? look.seenWithin(FIRST_LOOK_MILLIS) : null;
            take(seen == null ? HostNetwork.read() : seen);
        }
    }

    /** Nobody has looked for a while, nor is about to. */
    private boolean isForgotten() {
        return !byTables && !asked && !looking && ticks.millis() - lookedAt >= REFRESH_MILLIS;
    }

    private void take(HostNetwork seen) {
        HostNetwork network = alwaysUp && seen.state() != GOT_IP ? HostNetwork.loopback(seen.servers()) : seen;
        state = alwaysUp ? GOT_IP : network.state();
        known = true;
        lookedAt = ticks.millis();
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

    @Override
    public void refresh(long now) {
        long due = due();
        if (!looking && due != Long.MAX_VALUE && now - due >= 0) {
            look();
        }
    }

    /** When the next look is to begin, on the clock; one by the tables waits by itself. */
    private long due() {
        if (byTables) {
            return lookedAt;
        }
        if (asked || kernel != null && kernel.changed()) {
            return lookedAt + REFRESH_MILLIS;
        }
        return Long.MAX_VALUE;
    }

    private void look() {
        looking = true;
        look.waits = byTables;
        look.settled = state == GOT_IP;
        if (!byTables) {
            asked = false;
        }
        if (kernel != null) {
            kernel.forget();
        }
        slow.ask(look);
    }

    /** @return Long.MAX_VALUE while a look is under way, or none is wanted */
    @Override
    public long nextDeadline() {
        return looking ? Long.MAX_VALUE : due();
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
        if (kernel != null) {
            kernel.close();
        }
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

    /** One look, made again and again; it waits in its thread, so that the loop is woken by what is new alone. */
    private final class Look implements Slow.Job {
        /** Null until there is something to compare: its native code would hold up a start. */
        private NetworkTables tables;
        private long sum;
        /** Written by the slow thread, under the lock; null: nothing yet. */
        private HostNetwork seen;
        /** Until the tables show a change. */
        private boolean waits;
        /** Whether the network is there, so that a change shows in the tables. */
        private boolean settled;

        @Override
        public void work() {
            try {
                if (waits) {
                    await();
                }
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
            for (int i = 0; i < LOOKS_SKIPPED; i++) {
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
            lookedAt = ticks.millis();
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
