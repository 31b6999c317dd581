package wsat.board.nm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.freedesktop.dbus.types.UInt32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.board.text.Latin1;
import wsat.port.SoftAp;
import wsat.port.SoftApConfig;
import wsat.port.Station;
import wsat.port.Text;

/** Access points, against python-dbusmock's NetworkManager on a bus of the test's own. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostingTest extends OnMockNetwork {
    private static final String OPEN_SETTINGS = "802-11-wireless.band=bg 802-11-wireless.channel=%d "
            + "802-11-wireless.hidden=%d 802-11-wireless.mode=ap 802-11-wireless.ssid=net %s"
            + "connection.autoconnect=0 connection.id=wsat access point connection.type=802-11-wireless "
            + "ipv4.address-data=192.168.4.1/24 ipv4.method=%s ipv6.method=disabled";

    private final SoftApConfig config = new SoftApConfig();
    private final Text mac = new Text(17);
    private final Text address = new Text(15);
    private SoftAp softAp;

    @BeforeEach
    void start() throws Exception {
        hurry = 100;
        softAp = station.softAp();
        config.ssid.set("net");
        config.password.set(PASSWORD);
        config.channel = 5;
        config.encryption = 3;
        config.address.set("192.168.4.1");
        config.netmask.set("255.255.255.0");
        config.first.set("192.168.4.2");
        config.last.set("192.168.4.101");
        config.leaseMinutes = 120;
    }

    @Test
    void itIsOpenedAndClosedAndNothingIsLeftOfIt() {
        opens();
        assertEquals(String.format(OPEN_SETTINGS, 5, 0, security("wpa-psk", 1, "rsn"), "shared"), mock.said());
        assertEquals(MockNetwork.DEVICE, mock.mock("Hotspot", null));
        assertEquals("11:22:33:44:55:66", Latin1.string(softAp.mac()));
        assertTrue(logged("the access point is open on wlan0; NetworkManager chooses the addresses"), said::toString);
        assertEquals(Station.DOWN, station.state());
        softAp.close();
        assertEquals(SoftAp.CLOSED, softAp.state());
        until("its end", () -> mock.said().isEmpty());
        assertEquals("", mock.mock("Hotspot", null));
    }

    private static String security(String keys, int pmf, String proto) {
        return "802-11-wireless-security.key-mgmt=" + keys + " 802-11-wireless-security.pmf=" + pmf
                + " 802-11-wireless-security.proto=" + proto + " 802-11-wireless-security.psk=" + PASSWORD + " ";
    }

    @Test
    void whatTheHostAsksForIsWhatNetworkManagerIsTold() {
        config.encryption = 2;
        opens();
        assertEquals(String.format(OPEN_SETTINGS, 5, 0, security("wpa-psk", 1, "wpa"), "shared"), mock.said());
        config.encryption = 4;
        opens();
        assertEquals(String.format(OPEN_SETTINGS, 5, 0, security("wpa-psk", 1, "wpa rsn"), "shared"), mock.said());
        config.encryption = 6;
        config.channel = 13;
        opens();
        assertEquals(String.format(OPEN_SETTINGS, 13, 0, security("sae", 3, "rsn"), "shared"), mock.said());
        assertFalse(mock.said().contains("mac-address"), mock::said);
        config.mac.set("1a:fe:35:98:d3:7b");
        opens();
        assertTrue(mock.said().startsWith("802-11-wireless.assigned-mac-address=1a:fe:35:98:d3:7b "), mock::said);
        config.mac.clear();
        config.encryption = 0;
        config.hidden = true;
        config.dhcp = false;
        opens();
        assertEquals(String.format(OPEN_SETTINGS, 13, 1, "", "manual"), mock.said());
    }

    @Test
    void theRangeOfAddressesIsToldToANetworkManagerThatTakesIt() throws Exception {
        mock.stopManager();
        mock.startManager("{\"Version\": \"1.52.1\"}");
        opens();
        assertTrue(mock.said().contains("ipv4.shared-dhcp-lease-time=7200 "
                + "ipv4.shared-dhcp-range=192.168.4.2,192.168.4.101"), mock::said);
        config.leaseMinutes = 1;
        opens();
        assertTrue(mock.said().contains("ipv4.shared-dhcp-lease-time=120 "), mock::said);
        config.address.set("10.0.0.1");
        opens();
        assertFalse(mock.said().contains("range"), mock::said);
    }

    @Test
    void whyItIsNotOpenedIsSaidWithTheCure() {
        refused("no-dhcp", "the access point is not opened: its DHCP server does not start (apt install dnsmasq-base");
        refused("no-radio", "the radio does not do that: another channel or <ecn>?");
        mock.mock("Refuse", "s", "wifi.share.protected");
        refused("opens", "NetworkManager does not permit it: install wsat's PolicyKit rule");
        mock.mock("Refuse", "s", "");
        config.netmask.set("255.0.255.0");
        refused("opens", "the netmask of AT+CIPAP is none");
        config.netmask.set("255.255.255.0");
        config.besideStation = true;
        refused("opens", "AT+CWMODE=3 wants a Wi-Fi device of its own");
        config.besideStation = false;
        config.password.set("\u00ff5678901");
        refused("opens", "takes names and passwords in UTF-8 only");
        config.password.set(PASSWORD);
        mock.mock("Capabilities", "u", new UInt32(0x3F));
        refused("opens", "the Wi-Fi device wlan0 cannot be an access point");
        until("that nothing is left", () -> mock.said().isEmpty());
    }

    private void refused(String outcome, String why) {
        said.clear();
        mock.mock("HotspotOutcome", "s", outcome);
        softAp.open(config);
        until("the refusal", () -> softAp.state() == SoftAp.REFUSED);
        assertEquals(1, said.stream().filter(line -> line.contains(why)).count(), said::toString);
    }

    @Test
    void besideAStationItIsOnAnotherRadio() {
        hurry = 0; // a join has a time limit
        mock.mock("PlugAnother", "s", "ap0");
        config.besideStation = true;
        opens();
        assertEquals("/org/freedesktop/NetworkManager/Devices/ap0", mock.mock("Hotspot", null));
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        station.join(new Text(32).append("cafe"), new Text(64), new Text(17), 0);
        until("the station", () -> station.state() == Station.GOT_IP);
        assertEquals(SoftAp.OPEN, softAp.state());
    }

    @Test
    void itsStationsComeAreGivenAddressesAndGo() throws Exception {
        opens();
        int before = softAp.changes();
        mock.associated("DE:AD:BE:EF:00:01");
        until("the station", () -> softAp.stations() == 1);
        assertTrue(softAp.changes() != before);
        assertStation(0, "de:ad:be:ef:00:01", "");
        mock.leases("1764380000 de:ad:be:ef:00:01 192.168.4.17 phone 01:de:ad:be:ef:00:01\nnonsense\n");
        until("its address", () -> address(0).equals("192.168.4.17"));
        mock.associated("DE:AD:BE:EF:00:01", "de:ad:be:ef:00:02");
        mock.neighbours("IP address HW type Flags HW address Mask Device\n"
                + "192.168.4.99     0x1         0x2         de:ad:be:ef:00:02     *        wlan0\n"
                + "192.168.4.98     0x1         0x0         de:ad:be:ef:00:02     *        wlan0\n"
                + "192.168.4.97     0x1         0x2         de:ad:be:ef:00:02     *        eth0\n");
        until("the one without a lease", () -> softAp.stations() == 2 && address(1).equals("192.168.4.99"));
        mock.associated("de:ad:be:ef:00:02");
        until("the end of the first", () -> softAp.stations() == 1);
        assertStation(0, "de:ad:be:ef:00:02", "192.168.4.99");
        softAp.close();
        assertEquals(0, softAp.stations());
    }

    private String address(int index) {
        softAp.station(index, mac, address);
        return Latin1.string(address);
    }

    private void assertStation(int index, String itsMac, String itsAddress) {
        assertEquals(itsAddress, address(index));
        assertEquals(itsMac, Latin1.string(mac));
    }

    @Test
    void stationsAreSentAwayByOpeningAnewAndOneOfSeveralOnlyWithRights() throws Exception {
        opens();
        mock.associated("de:ad:be:ef:00:01", "de:ad:be:ef:00:02");
        until("the stations", () -> softAp.stations() == 2);
        assertEquals(SoftAp.STAYS, sentAway("de:ad:be:ef:00:01"));
        assertTrue(logged("AT+CWQIF: one station of several can only be ended with"), said::toString);
        assertEquals(SoftAp.SENT, sentAway("de:ad:be:ef:00:09"));
        assertEquals(1, mock.mock("Hotspots", null));
        mock.associated();
        assertEquals(SoftAp.SENT, sentAway(""));
        assertEquals(2, mock.mock("Hotspots", null));
        assertEquals(0, softAp.stations());
        mock.associated("de:ad:be:ef:00:01");
        until("the station", () -> softAp.stations() == 1);
        mock.associated();
        assertEquals(SoftAp.SENT, sentAway("de:ad:be:ef:00:01"));
        assertEquals(3, mock.mock("Hotspots", null));
        assertEquals(SoftAp.OPEN, softAp.state());
    }

    private int sentAway(String who) {
        softAp.sendAway(new Text(17).append(who));
        until("the end of that", () -> softAp.sentAway() != SoftAp.SENDING);
        return softAp.sentAway();
    }

    @Test
    void withoutIwWhoHasAnAddressIsThere() throws Exception {
        mock.leases("1764380000 de:ad:be:ef:00:01 192.168.4.17 * *\n");
        StationList list = new StationList(mock.root(), "/nonexistent/iw", log);
        assertEquals(List.of(new StationSeen("de:ad:be:ef:00:01", "192.168.4.17")), list.read("wlan0"));
        assertEquals(1, list.read("wlan0").size());
        assertEquals(1, said.size(), said::toString);
        assertTrue(logged("apt install iw"), said::toString);
    }

    @Test
    void oneThatIsLostIsOpenedAgain() throws Exception {
        opens();
        mock.associated("de:ad:be:ef:00:01");
        until("the station", () -> softAp.stations() == 1);
        mock.associated();
        mock.mock("CloseHotspot", null);
        until("the loss", () -> softAp.state() == SoftAp.OPENING);
        assertEquals(0, softAp.stations());
        assertTrue(logged("the access point is lost: NetworkManager has closed it"), said::toString);
        until("the next", () -> softAp.state() == SoftAp.OPEN);
        mock.stopManager();
        until("the loss", () -> softAp.state() == SoftAp.OPENING);
        mock.startManager("{}");
        until("the next", () -> softAp.state() == SoftAp.OPEN);
        assertEquals(1, mock.mock("Hotspots", null));
    }

    @Test
    void oneThatNobodyCouldOpenYetIsOpenedWhenNetworkManagerIsThere() throws Exception {
        mock.stopManager();
        softAp.open(config);
        until("the refusal", () -> softAp.state() == SoftAp.REFUSED);
        mock.startManager("{}");
        until("the access point", () -> softAp.state() == SoftAp.OPEN);
    }

    @Test
    void itDoesNotOutliveTheProcess() {
        opens();
        station.end();
        assertEquals("", mock.said());
        assertEquals("", mock.mock("Hotspot", null));
    }

    @Test
    void oneThatGivesWayWhileItOpensIsClosed() {
        mock.mock("HotspotOutcome", "s", "hangs");
        softAp.open(config);
        until("the attempt", () -> !mock.said().isEmpty());
        mock.mock("HotspotOutcome", "s", "opens");
        config.ssid.set("next");
        opens();
        assertTrue(mock.said().contains("ssid=next") && !mock.said().contains(";"), mock::said);
    }

    private void opens() {
        softAp.open(config);
        until("the access point", () -> softAp.state() == SoftAp.OPEN);
    }
}
