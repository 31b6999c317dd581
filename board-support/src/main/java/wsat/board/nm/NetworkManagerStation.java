package wsat.board.nm;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import wsat.board.host.BoardStation;
import wsat.board.line.Doorbell;
import wsat.board.net.Slow;
import wsat.board.os.Ticks;
import wsat.board.tls.MaterialException;
import wsat.port.AccessPoint;
import wsat.port.EnterpriseRequest;
import wsat.port.Log;
import wsat.port.SoftAp;
import wsat.port.StationInfo;
import wsat.port.Text;

/**
 * A real Wi-Fi station: {@link Joining}, {@link Scanning}, {@link Watch} and, for an access point of our own,
 * {@link Hosting} drive NetworkManager over D-Bus.
 * All that they know belongs to the loop thread. What they ask of NetworkManager are {@link Errand}s of slow
 * threads, one at a time; the device's changes of state come from a thread of the D-Bus library's, which puts them
 * into a bounded queue and rings.
 */
public final class NetworkManagerStation implements BoardStation {
    private static final int CHANGES = 32;
    private static final long END_MILLIS = 800;
    private static final long STARTING_MILLIS = 30_000;

    /** A change of the device's state. @param of whose activation NetworkManager had been told to begin, or null */
    private record Change(int state, int reason, Attempt of) {
    }

    private final Slow slow;
    private final Log log;
    private final Ticks ticks;
    private final Radio radio;
    private final long begunAt;
    private final Joining joining;
    private final Scanning scanning;
    private final Watch watch;
    private final Hosting hosting;
    private final ArrayBlockingQueue<Change> changes = new ArrayBlockingQueue<>(CHANGES);
    /** NetworkManager, its radio or the bus has come or gone, or a change did not fit. */
    private volatile boolean lost;
    private Sent running;

    /**
     * @param slow          for the errands
     * @param interfaceName such as wlan0, or null for the first radio that NetworkManager knows
     * @param bell          wakes the loop
     */
    public NetworkManagerStation(Slow slow, String interfaceName, Log log, Doorbell bell, Ticks ticks) {
        this(slow, interfaceName, log, bell, ticks, null, new StationList(Path.of("/"), "iw", log));
    }

    /** @param address of the bus, or null for the system's */
    NetworkManagerStation(Slow slow, String interfaceName, Log log, Doorbell bell, Ticks ticks, String address,
            StationList list) {
        this.slow = slow;
        this.log = log;
        this.ticks = ticks;
        begunAt = ticks.millis();
        joining = new Joining(log);
        scanning = new Scanning(log);
        watch = new Watch(joining, log, begunAt);
        hosting = new Hosting(list, log, ticks, this::step);
        radio = new Radio(address, interfaceName, new Radio.Listener() {
            @Override
            public void changed(int newState, int reason) {
                if (!changes.offer(new Change(newState, reason, joining.activating()))) {
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
    }

    // --- what the firmware asks -------------------------------------------------------------------

    @Override
    public int state() {
        return watch.state();
    }

    @Override
    public boolean connecting() {
        return watch.isConnecting();
    }

    @Override
    public StationInfo info() {
        return watch.info();
    }

    @Override
    public void hostName(Text name) {
        joining.hostName(name);
    }

    @Override
    public void join(Text ssid, Text password, Text bssid, int weakest) {
        joining.join(new Wanted(ssid, password, bssid, weakest, joining.hostName()), ticks.millis());
        step();
    }

    @Override
    public boolean joinEnterprise(EnterpriseRequest request) {
        try {
            joining.join(new Wanted(request.ssid, new Supplicant(request), joining.hostName()), ticks.millis());
        } catch (MaterialException e) {
            log.log(Log.WARN, "AT+CWJEAP", e.getMessage(), Log.NO_VALUE);
            return false;
        }
        step();
        return true;
    }

    @Override
    public int joined() {
        return joining.joined();
    }

    @Override
    public int outOfTime() {
        return joining.outOfTime(ticks.millis());
    }

    @Override
    public void leave() {
        joining.leave(ticks.millis());
        step();
    }

    @Override
    public void scan() {
        scanning.begin(ticks.millis());
        step();
    }

    @Override
    public int scanned() {
        return scanning.scanned();
    }

    @Override
    public void accessPoint(int index, AccessPoint into) {
        scanning.accessPoint(index, into);
    }

    @Override
    public SoftAp softAp() {
        return hosting;
    }

    // --- what the loop asks -----------------------------------------------------------------------

    @Override
    public void restarted() {
        joining.restarted(ticks.millis());
        step();
    }

    @Override
    public void refresh(long now) {
        if (lost) {
            lost = false;
            watch.lookAt(now);
        }
        for (Change change = changes.poll(); change != null; change = changes.poll()) {
            watch.changed(change.state(), now);
            joining.changed(change.state(), change.reason(), change.of(), now);
        }
        step();
    }

    @Override
    public long nextDeadline() {
        return running != null ? Long.MAX_VALUE : Math.min(Math.min(joining.due(), hosting.due()),
                Math.min(scanning.due(), watch.due()));
    }

    /** Sends the errand that is due and most urgent, if none is under way. */
    private void step() {
        long now = ticks.millis();
        if (running != null) {
            return;
        }
        Errand errand = now - hosting.due() >= 0 ? hosting.errand() : null;
        if (errand == null && now - joining.due() >= 0) {
            errand = joining.errand();
        }
        if (errand == null && now - scanning.due() >= 0) {
            errand = scanning.errand(now);
        }
        if (errand == null && now - watch.due() >= 0) {
            errand = watch.errand();
        }
        if (errand != null) {
            running = new Sent(errand);
            slow.ask(running);
        }
    }

    /** Whether what is absent is on its way: a machine that starts has us first, NetworkManager and the radio later. */
    private boolean isEarly(Refusal why, long now) {
        return why.absent && !radio.isMet() && now - begunAt < STARTING_MILLIS;
    }

    /** An errand on its way. */
    private final class Sent implements Slow.Job {
        private final Errand errand;
        private Refusal refusal;

        Sent(Errand errand) {
            this.errand = errand;
        }

        @Override
        public void work() {
            try {
                synchronized (radio) {
                    errand.ask(radio);
                }
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
        public void done() {
            long now = ticks.millis();
            running = null;
            if (refusal == null) {
                errand.answered(now);
                return;
            }
            if (isEarly(refusal, now)) {
                errand.early(refusal, now);
                return;
            }
            errand.refused(refusal, now);
            if (refusal.stale) {
                watch.lost(refusal, now);
                joining.lost(refusal, now);
            }
        }
    }

    /** What was tried and has not been joined is taken back, an access point closed. Waits, but not for long. */
    @Override
    public void end() {
        List<Attempt> attempts = joining.end(ticks.millis());
        List<Hotspot> hotspots = hosting.end();
        if (attempts.isEmpty() && hotspots.isEmpty()) {
            return;
        }
        Thread last = new Thread(() -> settle(attempts, hotspots), "last errand");
        last.setDaemon(true);
        last.start();
        try {
            last.join(END_MILLIS);
            if (last.isAlive()) {
                log.log(Log.WARN, "AT+CWJAP", "NetworkManager does not answer: a profile may be left as it was tried",
                        Log.NO_VALUE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(List<Attempt> attempts, List<Hotspot> hotspots) {
        synchronized (radio) { // an errand may still be under way
            for (Hotspot one : hotspots) {
                try {
                    one.close(radio);
                } catch (Refusal e) {
                    log.log(Log.WARN, "AT+CWSAP", "NetworkManager closes it by itself: " + e.getMessage(),
                            Log.NO_VALUE);
                }
            }
            for (Attempt one : attempts) {
                try {
                    one.settle(radio);
                } catch (Refusal e) {
                    log.log(Log.WARN, one.command(), one.unsettled() + e.getMessage(), Log.NO_VALUE);
                }
            }
        }
    }
}
