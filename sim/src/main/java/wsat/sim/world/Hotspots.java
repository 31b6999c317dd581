package wsat.sim.world;

import java.util.ArrayList;
import java.util.List;
import wsat.board.text.Latin1;
import wsat.port.SoftAp;
import wsat.port.SoftApConfig;
import wsat.port.Text;

/**
 * The access points that the machine opens, one at a time: opened or refused as it is told, with stations that come and
 * go. Strict: to one that is not open nobody comes.
 */
final class Hotspots implements SoftAp {
    private final VirtualTime time;
    private final Text mac = new Text(17);
    /** {@code MAC}, or {@code MAC ADDRESS}. */
    private final List<String> stations = new ArrayList<>();
    private boolean refuses;
    private long opensAfter;
    private long opensAt = Long.MAX_VALUE;
    private boolean stubborn;
    private int state;
    private int changes;
    private int sentAway = STAYS;
    private String wanted = "";
    private String ownMac = "";

    Hotspots(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void open(SoftApConfig config) {
        close();
        state = OPENING;
        opensAt = time.millis + opensAfter;
        wanted = describe(config);
        ownMac = config.mac.length == 0 ? "02:00:00:00:00:aa" : Latin1.string(config.mac);
        advance();
    }

    private static String describe(SoftApConfig config) {
        return Latin1.string(config.ssid) + " " + (config.password.length == 0 ? "-" : Latin1.string(config.password))
                + " channel " + config.channel + " ecn " + config.encryption + (config.hidden ? " hidden" : "")
                + (config.besideStation ? " beside" : "")
                + (config.mac.length == 0 ? "" : " as " + Latin1.string(config.mac)) + " at "
                + Latin1.string(config.address) + " "
                + Latin1.string(config.netmask) + (config.dhcp ? " gives " + Latin1.string(config.first) + " "
                + Latin1.string(config.last) + " for " + config.leaseMinutes : "");
    }

    @Override
    public void close() {
        state = CLOSED;
        opensAt = Long.MAX_VALUE;
        mac.clear();
        wanted = "";
        empty();
    }

    private void empty() {
        changes += stations.isEmpty() ? 0 : 1;
        stations.clear();
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
        String[] one = stations.get(index).split(" ");
        stationMac.set(one[0]);
        address.set(one.length == 1 ? "" : one[1]);
    }

    @Override
    public void sendAway(Text who) {
        if (stubborn) {
            sentAway = STAYS;
            return;
        }
        sentAway = SENT;
        if (who.length == 0) {
            empty();
        } else {
            leave(Latin1.string(who));
        }
    }

    @Override
    public int sentAway() {
        return sentAway;
    }

    // --- the world's side -------------------------------------------------------------------------

    /** From now on they are opened so much later, or refused. */
    void open(boolean refuse, long afterMillis) {
        refuses = refuse;
        opensAfter = afterMillis;
    }

    /** From now on nobody can be sent away, or all can. */
    void keep(boolean all) {
        stubborn = all;
    }

    void come(String stationMac) {
        if (state != OPEN) {
            throw new IllegalStateException("no access point is open");
        }
        leave(stationMac);
        stations.add(stationMac);
        changes++;
    }

    /** The station gets an address. */
    void give(String stationMac, String address) {
        leave(stationMac);
        stations.add(stationMac + " " + address);
        changes++;
    }

    void leave(String stationMac) {
        changes += stations.removeIf(one -> one.split(" ")[0].equals(stationMac)) ? 1 : 0;
    }

    /** How the one that is open or being opened is, in words; empty: there is none. */
    String describe() {
        return state == OPEN || state == OPENING ? wanted : "";
    }

    void advance() {
        if (time.millis >= opensAt) {
            opensAt = Long.MAX_VALUE;
            state = refuses ? REFUSED : OPEN;
            mac.set(refuses ? "" : ownMac);
        }
    }

    /** When something happens by itself. @return milliseconds, Long.MAX_VALUE: nothing */
    long nextEvent() {
        return opensAt;
    }
}
