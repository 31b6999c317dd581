package wsat.board.nm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import wsat.board.os.Ticks;
import wsat.board.text.Latin1;
import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.SoftAp;
import wsat.port.SoftApConfig;
import wsat.port.Text;

/**
 * {@code AT+CWSAP}, {@code AT+CWLIF} and {@code AT+CWQIF}: one {@link Hotspot} at a time, who is there, and those
 * before it that are to be closed. All of it belongs to the loop.
 */
final class Hosting implements SoftAp {
    private static final String WHERE = "AT+CWSAP";
    private static final long STEP_MILLIS = 250;
    private static final long LOOK_MILLIS = 1000;
    /** Until it is opened once more. */
    private static final long AGAIN_MILLIS = 3000;

    private final StationList list;
    private final Log log;
    private final Ticks ticks;
    private final Runnable step;
    private final Text mac = new Text(AccessPoint.MAC_LENGTH);
    /** Those to be closed. The next one waits for them. */
    private final ArrayDeque<Hotspot> over = new ArrayDeque<>();
    /** The one that is wanted, or null. */
    private Hotspot hotspot;
    private boolean begun;
    /** It has been open, so it is tried again whatever is in the way. */
    private boolean proven;
    private int state;
    private long due;
    private String trouble = "";
    private List<StationSeen> stations = List.of();
    private int changes;
    private int sentAway = STAYS;
    /** Who is to be sent away by itself; null: nobody. */
    private String leaving;

    /** @param step run when there is something new to ask */
    Hosting(StationList list, Log log, Ticks ticks, Runnable step) {
        this.list = list;
        this.log = log;
        this.ticks = ticks;
        this.step = step;
    }

    // --- what the firmware asks -------------------------------------------------------------------

    @Override
    public void open(SoftApConfig config) {
        close();
        hotspot = new Hotspot(config);
        begun = false;
        proven = false;
        trouble = "";
        state = OPENING;
        step.run();
    }

    @Override
    public void close() {
        if (hotspot != null) {
            over.add(hotspot);
            hotspot = null;
        }
        due = ticks.millis();
        state = CLOSED;
        sentAway = STAYS;
        leaving = null;
        mac.clear();
        are(List.of());
        step.run();
    }

    @Override
    public int state() {
        return state;
    }

    @Override
    public Text mac() {
        return mac;
    }

    @Override
    public int changes() {
        return changes;
    }

    @Override
    public int stations() {
        return stations.size();
    }

    @Override
    public void station(int index, Text stationMac, Text address) {
        stationMac.set(stations.get(index).mac());
        address.set(stations.get(index).address());
    }

    /** NetworkManager can send away all by opening anew, and nobody by itself. */
    @Override
    public void sendAway(Text who) {
        String one = Latin1.string(who);
        boolean there = one.isEmpty() || stations.stream().anyMatch(seen -> seen.mac().equals(one));
        if (!there || stations.isEmpty()) {
            sentAway = SENT;
        } else if (one.isEmpty() || stations.size() == 1) {
            sentAway = SENDING;
            reopen();
        } else {
            sentAway = SENDING;
            leaving = one;
            due = ticks.millis();
        }
        step.run();
    }

    @Override
    public int sentAway() {
        return sentAway;
    }

    // --- what the loop asks -----------------------------------------------------------------------

    private void are(List<StationSeen> now) {
        if (!stations.equals(now)) {
            stations = now;
            changes++;
        }
    }

    private void reopen() {
        Hotspot again = hotspot.again();
        over.add(hotspot);
        hotspot = again;
        begun = false;
        state = OPENING;
        due = ticks.millis();
        are(List.of());
    }

    /** When {@link #errand} wants to be sent; Long.MAX_VALUE: there is none. */
    long due() {
        return !over.isEmpty() ? ticks.millis() : hotspot == null ? Long.MAX_VALUE : due;
    }

    /** The most urgent, or null. No other one is under way. */
    Errand errand() {
        if (!over.isEmpty()) {
            return new Close();
        }
        if (hotspot == null) {
            return null;
        }
        if (leaving != null && state == OPEN) {
            return new SendOne();
        }
        return begun ? new Look() : new Open();
    }

    /** The process ends. @return those to be closed before */
    List<Hotspot> end() {
        close();
        return new ArrayList<>(over);
    }

    /** It is not open, or not any more. */
    private void lost(Refusal why, long now) {
        if (!trouble.equals(why.getMessage())) {
            trouble = why.getMessage();
            log.log(Log.WARN, WHERE, (proven ? "the access point is lost: " : "the access point is not opened: ")
                    + trouble, Log.NO_VALUE);
        }
        sentAway = STAYS;
        leaving = null;
        mac.clear();
        if (begun) {
            reopen(); // what is left of it goes first
        }
        state = proven ? OPENING : REFUSED;
        due = proven || why.stale ? now + AGAIN_MILLIS : Long.MAX_VALUE;
    }

    private final class Open extends Errand {
        private final Hotspot mine = hotspot;

        @Override
        void ask(Radio radio) throws Refusal {
            mine.open(radio);
        }

        @Override
        void answered(long now) {
            if (mine == hotspot) {
                begun = true;
                due = now + STEP_MILLIS;
            }
        }

        @Override
        void refused(Refusal why, long now) {
            if (mine == hotspot) {
                lost(why, now);
            }
        }
    }

    private final class Look extends Errand {
        private final Hotspot mine = hotspot;
        private boolean open;
        private String ownMac;
        private List<StationSeen> seen;

        @Override
        void ask(Radio radio) throws Refusal {
            open = mine.isOpen(radio);
            if (open) {
                ownMac = mine.mac(radio);
                seen = list.read(mine.interfaceName());
            }
        }

        @Override
        void answered(long now) {
            if (mine != hotspot) {
                return;
            }
            due = now + (open ? LOOK_MILLIS : STEP_MILLIS);
            if (!open) {
                return;
            }
            if (state != OPEN) {
                opened();
            }
            mac.set(ownMac);
            are(seen);
        }

        private void opened() {
            state = OPEN;
            proven = true;
            trouble = "";
            sentAway = sentAway == SENDING ? SENT : sentAway;
            log.log(Log.INFO, WHERE, "the access point is open on " + mine.interfaceName()
                    + (mine.isRangeIgnored() ? "; NetworkManager chooses the addresses that it gives (AT+CWDHCPS wants "
                    + "1.52, and addresses of AT+CIPAP's network)" : ""), Log.NO_VALUE);
        }

        @Override
        void refused(Refusal why, long now) {
            if (mine == hotspot) {
                lost(why, now);
            }
        }
    }

    private final class Close extends Errand {
        private final Hotspot mine = over.element();

        @Override
        void ask(Radio radio) throws Refusal {
            mine.close(radio);
        }

        @Override
        void answered(long now) {
            over.remove(mine);
            mine.erase();
        }

        /** A bus or a NetworkManager that is gone has closed it. */
        @Override
        void refused(Refusal why, long now) {
            over.remove(mine);
            mine.erase();
            if (!why.stale) {
                log.log(Log.WARN, WHERE, "the access point may still be open: " + why.getMessage(), Log.NO_VALUE);
            }
        }
    }

    private final class SendOne extends Errand {
        private final Hotspot mine = hotspot;
        private final String who = leaving;
        private boolean done;

        @Override
        void ask(Radio radio) {
            done = list.end(mine.interfaceName(), who);
        }

        @Override
        void answered(long now) {
            if (mine != hotspot) {
                return;
            }
            leaving = null;
            sentAway = done ? SENT : STAYS;
            due = now;
            if (!done) {
                log.log(Log.WARN, "AT+CWQIF", "one station of several can only be ended with the right to administer "
                        + "the network (CAP_NET_ADMIN), and with iw; AT+CWQIF ends them all", Log.NO_VALUE);
            }
        }

        @Override
        void refused(Refusal why, long now) {
            if (mine == hotspot) {
                lost(why, now);
            }
        }
    }
}
