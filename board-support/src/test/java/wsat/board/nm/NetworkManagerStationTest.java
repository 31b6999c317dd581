package wsat.board.nm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import wsat.board.Doorbell;
import wsat.board.Loop;
import wsat.board.SntpClock;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.Station;
import wsat.port.Text;

/** Against python-dbusmock's NetworkManager, on a bus of the test's own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkManagerStationTest {
    private static final long PATIENCE_MILLIS = 15_000;
    private static final String PASSWORD = "correct horse";

    private final List<String> said = new ArrayList<>();
    private final Log log = (level, where, what, value) -> said.add(where + ": " + what);
    private final Slow slow = new Slow();
    private MockNetwork mock;
    private Network network;
    private NetworkManagerStation station;

    @BeforeEach
    void start() throws Exception {
        mock = new MockNetwork();
        network = new Network(1, 1024, slow, new SntpClock(slow, log), false, log);
        station = new NetworkManagerStation(slow, null, log, new Doorbell(network::wake), mock.address);
    }

    @AfterEach
    void stop() throws Exception {
        assertFalse(said.toString().contains(PASSWORD), said.toString());
        if (network != null) {
            network.close();
        }
        if (mock != null) {
            mock.close();
        }
    }

    @Test
    void aNetworkIsJoinedItsAddressesAreToldAndItsProfileIsKept() {
        mock.accessPoint("far", "home", "02:00:00:00:00:01", 30, false);
        mock.accessPoint("near", "home", "02:00:00:00:00:02", 80, false);
        assertEquals(Station.JOINED, join("home", PASSWORD, ""));
        assertEquals(Station.GOT_IP, station.state());
        assertEquals("192.168.3.112", string(station.info().address));
        assertEquals("255.255.255.0", string(station.info().netmask));
        assertEquals("192.168.3.1", string(station.info().gateway));
        assertEquals("9.9.9.9", string(station.info().nameServers[1]));
        assertEquals("11:22:33:44:55:66", string(station.info().mac));
        assertEquals("home", string(station.info().ssid));
        assertEquals(6, station.info().channel);
        untilKept(List.of("1 802-11-wireless.mode=infrastructure 802-11-wireless.ssid=home "
                + "802-11-wireless-security.key-mgmt=wpa-psk 802-11-wireless-security.psk=" + PASSWORD + " "
                + "connection.autoconnect=1 connection.id=home connection.type=802-11-wireless "
                + "ipv4.method=auto ipv6.method=auto"));
    }

    private int join(String ssid, String password, String bssid) {
        station.join(text(ssid), text(password), text(bssid));
        until("the end of the join", () -> station.joined() != Station.JOINING);
        return station.joined();
    }

    private void untilKept(List<String> profiles) {
        until(profiles + " but there is " + mock.kept(), () -> mock.kept().equals(profiles));
    }

    private void untilState(int state) {
        until("state " + state, () -> station.state() == state);
    }

    private boolean logged(String part) {
        return said.stream().anyMatch(line -> line.contains(part));
    }

    private void until(String what, BooleanSupplier condition) {
        long limit = Loop.millis() + PATIENCE_MILLIS;
        while (!condition.getAsBoolean()) {
            if (Loop.millis() - limit > 0) {
                fail("waited in vain for " + what + "; log " + said);
            }
            station.refresh(Loop.millis());
            network.turn(Math.max(0, Math.min(20, station.nextDeadline() - Loop.millis())));
        }
    }

    private static Text text(String text) {
        return new Text(64).append(text);
    }

    private static String string(Text text) {
        return new String(text.bytes, 0, text.length);
    }
}
