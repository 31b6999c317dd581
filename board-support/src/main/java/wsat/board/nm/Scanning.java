package wsat.board.nm;

import java.util.List;
import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.Station;

/** {@code AT+CWLAP}. All of it belongs to the loop. */
final class Scanning {
    /** A scan of all channels takes four seconds, a slow machine longer; the host is answered within 15. */
    private static final long SCAN_MILLIS = 12_000;
    private static final long STEP_MILLIS = 250;

    private final Log log;
    /** The one that is awaited, or null: an answer to another is nobody's any more. */
    private Sweep sweep;
    private long deadline;
    private long due;
    private int scanned = Station.SCAN_FAILED;
    private List<AccessPointSeen> found = List.of();

    Scanning(Log log) {
        this.log = log;
    }

    void begin(long now) {
        sweep = new Sweep(null);
        deadline = now + SCAN_MILLIS;
        due = now;
        scanned = Station.SCANNING;
        found = List.of();
    }

    /** As {@link Station#scanned}. */
    int scanned() {
        return scanned;
    }

    /** As {@link Station#accessPoint}. */
    void accessPoint(int index, AccessPoint into) {
        AccessPointSeen one = found.get(index);
        into.encryption = one.encryption();
        into.ssid.clear();
        into.ssid.append(one.ssid(), 0, Math.min(one.ssid().length, AccessPoint.SSID_MAX));
        into.rssi = one.rssi();
        into.mac.set(one.bssid());
        into.channel = one.channel();
    }

    /** When {@link #errand} wants to be sent; Long.MAX_VALUE: there is none. */
    long due() {
        return sweep == null ? Long.MAX_VALUE : due;
    }

    Errand errand(long now) {
        return new Scan(now - deadline >= 0);
    }

    private void end(int outcome, List<AccessPointSeen> seen) {
        sweep = null;
        scanned = outcome;
        found = seen;
    }

    private final class Scan extends Errand {
        private final Sweep mine = sweep;
        private final boolean last;
        private List<AccessPointSeen> seen;
        private boolean over;

        Scan(boolean last) {
            this.last = last;
        }

        @Override
        void ask(Radio radio) throws Refusal {
            radio.look(); // one that is switched off says so
            seen = radio.accessPoints();
            over = mine.isOver(radio, !seen.isEmpty());
        }

        @Override
        void answered(long now) {
            if (mine != sweep) {
                return;
            }
            if (over || last) {
                end(seen.size(), seen);
            } else {
                due = now + STEP_MILLIS;
            }
        }

        @Override
        void refused(Refusal why, long now) {
            if (mine == sweep) {
                log.log(Log.WARN, "AT+CWLAP", why.getMessage(), Log.NO_VALUE);
                end(Station.SCAN_FAILED, List.of());
            }
        }

        @Override
        void early(Refusal why, long now) {
            if (last) {
                refused(why, now);
            } else {
                due = now + EARLY_MILLIS;
            }
        }
    }
}
