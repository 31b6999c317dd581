package wsat.sim.world;

import java.util.ArrayList;
import java.util.List;
import wsat.board.text.Latin1;
import wsat.port.AccessPoint;
import wsat.port.EnterpriseRequest;
import wsat.port.Slot;
import wsat.port.SoftAp;
import wsat.port.Station;
import wsat.port.StationInfo;
import wsat.port.Text;

/**
 * The machine's network: up or down as it is told, with joins and scans that end as they are told. Strict:
 * a join or a scan that nobody has begun has no outcome.
 */
final class Radio implements Station {
    private static final long SCAN_MILLIS = 50;

    private final VirtualTime time;
    private final StationInfo info = new StationInfo();
    private final List<AccessPoint> accessPoints = new ArrayList<>();
    private int state;
    private boolean connecting;
    private int lateReason = TIMED_OUT;
    private int outcome = JOINED;
    private long outcomeAfter;
    private long joinEndsAt = Long.MAX_VALUE;
    private int joined = FAILED;
    private boolean tooWeak;
    private boolean refuses;
    private long scanEndsAt = Long.MAX_VALUE;
    private boolean scanFails;
    private boolean scanHangs;
    private int scanned = SCAN_FAILED;
    private final Text hostName = new Text(32);
    private final List<String> joins = new ArrayList<>();
    /** Null: it opens no access points. */
    final Hotspots hotspots;

    /**
     * @param state    at power-up
     * @param hotspots whether it can open access points
     */
    Radio(VirtualTime time, int state, boolean hotspots) {
        this.time = time;
        this.hotspots = hotspots ? new Hotspots(time) : null;
        this.state = state;
        info.ssid.set("wsat");
        info.bssid.set("de:ad:be:ef:00:01");
        info.channel = 6;
        info.rssi = -40;
        info.mac.set("02:00:00:00:00:0f");
        info.address.set("192.168.3.112");
        info.gateway.set("192.168.3.1");
        info.netmask.set("255.255.255.0");
    }

    @Override
    public int state() {
        return state;
    }

    @Override
    public boolean connecting() {
        return state == DOWN && connecting;
    }

    @Override
    public StationInfo info() {
        return info;
    }

    @Override
    public void join(Text ssid, Text password, Text bssid, int weakest) {
        tooWeak = isTooWeak(ssid, weakest);
        begin(Latin1.string(ssid) + " " + Latin1.string(password) + " " + Latin1.string(bssid));
    }

    @Override
    public boolean joinEnterprise(EnterpriseRequest request) {
        if (refuses) {
            return false;
        }
        tooWeak = isTooWeak(request.ssid, AccessPoint.WPA2_ENTERPRISE);
        begin(Latin1.string(request.ssid) + " eap " + request.method + " " + Latin1.string(request.identity) + " "
                + Latin1.string(request.username) + " " + Latin1.string(request.password)
                + bytes(" cert", request.certificate) + bytes(" key", request.key) + bytes(" ca", request.ca));
        return true;
    }

    /** Strict: a slot that is lent holds something. */
    private static String bytes(String name, Slot slot) {
        if (slot != null && slot.size() <= 0) {
            throw new IllegalStateException("there is no" + name);
        }
        return slot == null ? "" : name + " " + slot.size();
    }

    private void begin(String request) {
        joins.add(request);
        joined = JOINING;
        joinEndsAt = outcome == JOINING ? Long.MAX_VALUE : time.millis + outcomeAfter;
        advance();
    }

    /** Whether access points of that name are there, and none of them will do. */
    private boolean isTooWeak(Text ssid, int weakest) {
        boolean there = false;
        for (AccessPoint one : accessPoints) {
            if (one.ssid.same(ssid)) {
                if (AccessPoint.isAtLeast(one.encryption, weakest)) {
                    return false;
                }
                there = true;
            }
        }
        return there;
    }

    @Override
    public void hostName(Text name) {
        hostName.set(name);
    }

    @Override
    public int joined() {
        return joined;
    }

    @Override
    public int outOfTime() {
        return lateReason;
    }

    @Override
    public void leave() {
        joinEndsAt = Long.MAX_VALUE;
        joined = FAILED;
    }

    @Override
    public void scan() {
        scanned = SCANNING;
        scanEndsAt = scanHangs ? Long.MAX_VALUE : time.millis + SCAN_MILLIS;
    }

    @Override
    public int scanned() {
        return scanned;
    }

    @Override
    public void accessPoint(int index, AccessPoint into) {
        if (index < 0 || index >= scanned) {
            throw new IllegalStateException("there is no access point " + index);
        }
        AccessPoint from = accessPoints.get(index);
        into.encryption = from.encryption;
        into.ssid.set(from.ssid);
        into.rssi = from.rssi;
        into.mac.set(from.mac);
        into.channel = from.channel;
    }

    @Override
    public SoftAp softAp() {
        return hotspots;
    }

    // --- the world's side -------------------------------------------------------------------------

    void become(int newState) {
        state = newState;
        connecting = false;
    }

    /** It has these addresses of IPv6; "": it has not. */
    void addresses(String linkLocal, String global) {
        info.linkLocal.set(linkLocal);
        info.global.set(global);
    }

    /** Down, but on its way up. */
    void connect() {
        state = DOWN;
        connecting = true;
    }

    /** From now on joins do not end, and it is known what holds them up: a code of {@code AT+CWJAP}. */
    void joinsHang(int why) {
        joinsEnd(JOINING, 0);
        lateReason = why;
    }

    /** From now on networks with IEEE 802.1X are not joined, as on a machine that looks after its own network. */
    void joinsNoEnterprise() {
        refuses = true;
    }

    /** From now on joins end like this, so much later. */
    void joinsEnd(int how, long afterMillis) {
        outcome = how;
        outcomeAfter = afterMillis;
    }

    void scansFail(boolean fail) {
        scanFails = fail;
        scanHangs = false;
    }

    /** From now on scans do not end. */
    void scansHang() {
        scanHangs = true;
    }

    void add(AccessPoint one) {
        accessPoints.add(one);
    }

    /** {@code ssid password bssid} of the last join, and {@code as} which host if one was named; empty: none. */
    String lastJoin() {
        String name = hostName.length == 0 ? "" : " as " + Latin1.string(hostName);
        return joins.isEmpty() ? "" : joins.get(joins.size() - 1).trim() + name;
    }

    void advance() {
        if (time.millis >= joinEndsAt) {
            joinEndsAt = Long.MAX_VALUE;
            joined = tooWeak ? NOT_FOUND : outcome;
        }
        if (time.millis >= scanEndsAt) {
            scanEndsAt = Long.MAX_VALUE;
            scanned = scanFails ? SCAN_FAILED : accessPoints.size();
        }
        if (hotspots != null) {
            hotspots.advance();
        }
    }

    /** When something happens by itself. @return milliseconds, Long.MAX_VALUE: nothing */
    long nextEvent() {
        long next = Math.min(joinEndsAt, scanEndsAt);
        return hotspots == null ? next : Math.min(next, hotspots.nextEvent());
    }
}
