package wsat.board.fault;

import wsat.port.AccessPoint;
import wsat.port.EnterpriseRequest;
import wsat.port.SoftAp;
import wsat.port.Station;
import wsat.port.StationInfo;
import wsat.port.Text;

/** The station with the {@link Faults} that somebody makes: while they keep its network down, nothing joins. */
public class FaultyStation implements Station {
    private final Station port;
    private final Faults faults;

    public FaultyStation(Station port, Faults faults) {
        this.port = port;
        this.faults = faults;
    }

    private boolean down() {
        faults.look();
        return faults.reach().isDown();
    }

    @Override
    public int state() {
        return down() ? DOWN : port.state();
    }

    @Override
    public boolean connecting() {
        return !down() && port.connecting();
    }

    @Override
    public StationInfo info() {
        return port.info();
    }

    @Override
    public void join(Text ssid, Text password, Text bssid, int weakest) {
        port.join(ssid, password, bssid, weakest);
    }

    @Override
    public boolean joinEnterprise(EnterpriseRequest request) {
        return port.joinEnterprise(request);
    }

    @Override
    public int joined() {
        return down() ? JOINING : port.joined();
    }

    @Override
    public int outOfTime() {
        return down() ? NOT_FOUND : port.outOfTime();
    }

    @Override
    public void hostName(Text name) {
        port.hostName(name);
    }

    @Override
    public void leave() {
        port.leave();
    }

    @Override
    public void scan() {
        port.scan();
    }

    @Override
    public int scanned() {
        int found = port.scanned();
        return found > 0 && down() ? 0 : found;
    }

    @Override
    public void accessPoint(int index, AccessPoint into) {
        port.accessPoint(index, into);
    }

    @Override
    public SoftAp softAp() {
        return port.softAp();
    }
}
