package wsat.at.station;

import wsat.at.NumberCommand;
import wsat.port.EnterpriseRequest;
import wsat.port.Station;
import wsat.port.StationInfo;
import wsat.port.Text;

/**
 * The station as the host knows it: what the Wi-Fi commands have set, and how much of the network's state
 * has been told. At power-up a network that is there counts as told: a host finds it by {@code AT+CWSTATE?}.
 */
public final class Wifi {
    /** Bits of {@code AT+CWMODE}. */
    static final int STATION = 1;
    static final int SOFT_AP = 2;

    /** {@code AT+CWSTATE?}: never connected since power-up. */
    static final int NOT_CONNECTED = 0;
    static final int WITHOUT_ADDRESS = 1;
    static final int WITH_ADDRESS = 2;
    /** Connecting, or connecting once more. */
    static final int CONNECTING = 3;
    static final int DISCONNECTED = 4;

    /** The access point that the machine may be at the same time. */
    public final OwnAccessPoint accessPoint;
    private final Station station;
    private final Text ssid = new Text(64);
    private boolean started = true;
    private int mode = STATION;
    private boolean left;
    private boolean joining;
    private boolean connectedBefore;
    private int told;
    /** {@code AT+CIPV6}; null: nobody has said. */
    private NumberCommand ipv6;
    /** Whether the host has joined, and is to hear of an IPv6 address when there is one. */
    private boolean awaitsLinkLocal;
    private boolean awaitsGlobal;

    public Wifi(Station station) {
        this.station = station;
        accessPoint = new OwnAccessPoint(station.softAp());
    }

    /** {@code AT+CIPV6} says whether IPv6 addresses are told. */
    void ipv6(NumberCommand setting) {
        ipv6 = setting;
    }

    /** Whether the host wants IPv6, and there is a network. */
    boolean tellsIpv6() {
        return ipv6 != null && ipv6.value == 1 && state() == Station.GOT_IP;
    }

    /** What was kept is set again: what is there now needs no telling. */
    public void powerUp() {
        told = state();
        connectedBefore = told != Station.DOWN;
        accessPoint.powerUp();
    }

    /** {@code AT+CWAUTOCONN=0} was kept: at power-up there is no connection until the host wants one. */
    void stayAlone() {
        left = true;
    }

    /** {@code AT+CWJAP} was kept: the name of the network that is joined at power-up. */
    void known(Text name) {
        ssid.set(name);
    }

    /** {@link Station#DOWN} to {@link Station#GOT_IP}, for the host: left is down. */
    public int state() {
        return stationOn() && !left ? station.state() : Station.DOWN;
    }

    /** What {@code AT+CWSTATE?} says. */
    int connectionState() {
        switch (state()) {
            case Station.GOT_IP: return WITH_ADDRESS;
            case Station.CONNECTED: return WITHOUT_ADDRESS;
            default: return connecting() ? CONNECTING : connectedBefore ? DISCONNECTED : NOT_CONNECTED;
        }
    }

    /** Whether there is no connection, but will be if all goes well. */
    boolean connecting() {
        return stationOn() && !left && station.connecting();
    }

    /** Whether there is a station at all, by {@code AT+CWINIT} and {@code AT+CWMODE}. */
    public boolean stationOn() {
        return started && (mode & STATION) != 0;
    }

    /** Whether there would be an access point. */
    boolean softApOn() {
        return started && (mode & SOFT_AP) != 0;
    }

    public boolean started() {
        return started;
    }

    /** {@code AT+CWMODE}: 0 neither a station nor an access point. */
    public int mode() {
        return mode;
    }

    /** The name that the host has joined under, else the one that the board reports. */
    Text ssid() {
        return ssid.length > 0 ? ssid : station.info().ssid;
    }

    StationInfo info() {
        return station.info();
    }

    /** {@code AT+CWINIT}. */
    void start(boolean on) {
        boolean before = stationOn();
        started = on;
        switched(before, true);
    }

    /** {@code AT+CWMODE}. @param connect whether a station that is switched on by it connects */
    void setMode(int newMode, boolean connect) {
        boolean before = stationOn();
        mode = newMode;
        switched(before, connect);
    }

    private void switched(boolean before, boolean connect) {
        if (!before && stationOn()) {
            left = !connect;
        }
        accessPoint.switched(softApOn(), stationOn());
    }

    /** {@code AT+CWQAP}. */
    void leave() {
        left = true;
        station.leave();
    }

    /** {@code AT+CWJAP} begins: nothing is news until it ends. */
    void join(Text name, Text password, Text bssid, int weakest) {
        begun(name);
        station.join(name, password, bssid, weakest);
    }

    /** {@code AT+CWJEAP} begins. @return false: the board joins no such networks, and has logged it */
    boolean join(EnterpriseRequest request) {
        if (!station.joinEnterprise(request)) {
            return false;
        }
        begun(request.ssid);
        return true;
    }

    private void begun(Text name) {
        ssid.set(name);
        joining = true;
        connectedBefore = true;
    }

    /** How the join goes, with an address at its end: {@link Station#JOINED} to {@link Station#JOINING}. */
    int joined() {
        int answer = station.joined();
        return answer == Station.JOINED && station.state() != Station.GOT_IP ? Station.JOINING : answer;
    }

    /** The join has taken all the time that it had. @return one of its failures */
    int outOfTime() {
        return station.outOfTime();
    }

    /** The join has come to its end, and the host is told. */
    void joined(boolean well) {
        joining = false;
        left = !well;
        if (well) {
            connected();
        } else {
            station.leave();
        }
    }

    private void connected() {
        told = Station.GOT_IP;
        awaitsLinkLocal = true;
        awaitsGlobal = true;
    }

    /** What the host has not been told yet, in ESP-AT's words; null: nothing. */
    public String news() {
        int is = state();
        if (joining || is == told) {
            return joining ? null : addressNews();
        }
        if (is == Station.DOWN) {
            return "WIFI DISCONNECT\r\n";
        }
        if (told == Station.DOWN) {
            return "WIFI CONNECTED\r\n";
        }
        if (is == Station.GOT_IP) {
            return "WIFI GOT IP\r\n";
        }
        told = is; // ESP-AT has no word for a lost address
        return null;
    }

    /** The IPv6 addresses of a network that was joined come when they come, behind the IPv4 address. */
    private String addressNews() {
        if (!(awaitsLinkLocal || awaitsGlobal) || !tellsIpv6()) {
            return null;
        }
        if (hearsOfLinkLocal()) {
            return "WIFI GOT IPv6 LL\r\n";
        }
        return awaitsGlobal && info().global.length > 0 ? "WIFI GOT IPv6 GL\r\n" : null;
    }

    private boolean hearsOfLinkLocal() {
        return awaitsLinkLocal && info().linkLocal.length > 0;
    }

    /** The host has been told one piece of news. */
    public void told() {
        connectedBefore = true;
        if (state() == Station.DOWN) {
            told = Station.DOWN;
        } else if (told == Station.GOT_IP && hearsOfLinkLocal()) {
            awaitsLinkLocal = false;
        } else if (told == Station.GOT_IP) {
            awaitsGlobal = false;
        } else if (told == Station.DOWN) {
            told = Station.CONNECTED;
        } else {
            connected();
        }
    }
}
