package wsat.board.nm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.board.line.Doorbell;
import wsat.port.AccessPoint;
import wsat.port.Station;
import wsat.port.Text;

/** Against python-dbusmock's NetworkManager, on a bus of the test's own. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkManagerStationTest extends OnMockNetwork {
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

    @Test
    void anOpenNetworkIsJoinedWithoutAPassword() {
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        assertEquals(Station.JOINED, join("cafe", "", ""));
        untilKept(List.of("1 802-11-wireless.mode=infrastructure 802-11-wireless.ssid=cafe connection.autoconnect=1 "
                + "connection.id=cafe connection.type=802-11-wireless ipv4.method=auto ipv6.method=auto"));
    }

    @Test
    void failuresAreToldApartAndLeaveNoProfile() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        assertEquals(Station.WRONG_PASSWORD, fails("wrong-password", "home", PASSWORD));
        assertEquals(Station.WRONG_PASSWORD, fails("asks-the-user", "home", PASSWORD));
        assertEquals(Station.WRONG_PASSWORD, fails("took-too-long", "home", PASSWORD));
        assertEquals(Station.WRONG_PASSWORD, fails("joined", "home", "short"));
        assertEquals(Station.WRONG_PASSWORD, fails("joined", "home", ""));
        assertEquals(Station.NOT_FOUND, fails("vanished", "home", PASSWORD));
        assertEquals(Station.NOT_FOUND, fails("joined", "elsewhere", PASSWORD));
        assertEquals(Station.TIMED_OUT, fails("slow-supplicant", "home", PASSWORD));
        assertEquals(Station.FAILED, fails("no-address", "home", PASSWORD));
        assertTrue(logged("AT+CWJAP: the network gives no address"), said.toString());
        assertEquals(Station.DOWN, station.state());
    }

    private int fails(String outcome, String ssid, String password) {
        mock.outcome(outcome);
        int code = join(ssid, password, "");
        station.leave();
        untilKept(List.of());
        return code;
    }

    @Test
    void whatTheHostGivesUpIsNotGoneOnWith() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.outcome("hangs");
        station.join(text("home"), text(PASSWORD), text(""), AccessPoint.OPEN);
        until("the profile", () -> mock.kept().size() == 1);
        assertEquals(Station.JOINING, station.joined());
        station.leave();
        untilKept(List.of());
        assertEquals(Station.FAILED, station.joined());
    }

    @Test
    void anAttemptWhoseBusIsLostIsTakenBackWhenTheBusIsBack() throws Exception {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.outcome("hangs");
        try (LooseBus bus = overALooseBus()) {
            station.join(text("home"), text(PASSWORD), text(""), AccessPoint.OPEN);
            until("the profile", () -> mock.kept().size() == 1);
            bus.cut();
            station.leave();
            untilKept(List.of());
        }
    }

    @Test
    void aProfileWhoseMakingWasNotAnsweredIsTakenBackToo() throws Exception {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        try (LooseBus bus = overALooseBus()) {
            bus.loseTheAnswerTo("AddConnectionUnsaved");
            station.join(text("home"), text(PASSWORD), text(""), AccessPoint.OPEN);
            until("the profile", () -> mock.kept().size() == 1);
            bus.cut();
            untilKept(List.of());
            assertEquals(Station.FAILED, station.joined());
        }
    }

    @Test
    void aProfileThatWasChangedIsAsItWasWhenTheBusIsBack() throws Exception {
        keepAtHome();
        try (LooseBus bus = overALooseBus()) {
            bus.loseTheAnswerTo("Update2");
            station.join(text("home"), text(PASSWORD), text(""), AccessPoint.OPEN);
            until("the new password", () -> mock.said().contains(PASSWORD));
            bus.cut();
            untilKept(List.of("1 " + String.format(AT_HOME, "before and before")));
            assertFalse(mock.said().contains(PASSWORD));
        }
    }

    private LooseBus overALooseBus() throws Exception {
        LooseBus bus = new LooseBus(mock.address);
        station = new NetworkManagerStation(slow, null, log, new Doorbell(network::wake), ticks, bus.address,
                mock.stationList(log));
        return bus;
    }

    @Test
    void whatARestartOrAnotherJoinCancelsIsTakenBack() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.accessPoint("b", "cafe", "02:00:00:00:00:02", 50, true);
        mock.outcome("hangs");
        station.join(text("home"), text(PASSWORD), text(""), AccessPoint.OPEN);
        until("the profile", () -> mock.kept().size() == 1);
        station.restarted();
        untilKept(List.of());
        station.join(text("home"), text(PASSWORD), text(""), AccessPoint.OPEN);
        until("the profile", () -> mock.kept().size() == 1);
        mock.outcome("joined");
        assertEquals(Station.JOINED, join("cafe", "", ""));
        until("one profile", () -> mock.kept().size() == 1 && mock.kept().toString().contains("ssid=cafe"));
    }

    @Test
    void whatAnEndOfTheProcessCutsShortIsTakenBackBeforeIt() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.outcome("hangs");
        station.join(text("home"), text(PASSWORD), text(""), AccessPoint.OPEN);
        until("the profile", () -> mock.kept().size() == 1);
        station.end();
        assertEquals(List.of(), mock.kept());
    }

    @Test
    void whatHasNotBegunWhenTheProcessEndsNeverBegins() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        station.join(text("home"), text(PASSWORD), text(""), AccessPoint.OPEN);
        station.end();
        network.turn(1000); // the errand that was on its way
        assertEquals(List.of(), mock.kept());
    }

    @Test
    void whatHasJustBeenJoinedIsKeptWhenTheProcessEnds() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        assertEquals(Station.JOINED, join("home", PASSWORD, ""));
        station.end();
        assertTrue(mock.kept().get(0).startsWith("1 "), mock.kept()::toString);
    }

    @Test
    void anAccessPointThatLetsNobodyInIsTakenForAWrongPasswordWhenTheTimeIsUp() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.outcome("hangs");
        station.join(text("home"), text(PASSWORD), text(""), AccessPoint.OPEN);
        until("the profile", () -> mock.kept().size() == 1);
        assertEquals(Station.TIMED_OUT, station.outOfTime());
        until("the knocking", () -> {
            ticks.pass(100);
            return station.outOfTime() == Station.WRONG_PASSWORD;
        });
        assertEquals(Station.JOINING, station.joined());
        assertTrue(station.connecting());
    }

    @Test
    void aHiddenNetworkIsCalledByItsName() {
        mock.mock("Hide", "s", "attic");
        assertEquals(Station.JOINED, join("attic", PASSWORD, ""));
        until("the profile", () -> mock.kept().toString().contains("802-11-wireless.hidden=1"));
    }

    @Test
    void anAccessPointThatIsNamedIsTheOne() {
        mock.accessPoint("near", "home", "02:00:00:00:00:01", 90, false);
        mock.accessPoint("far", "home", "02:00:00:00:00:AF", 20, false);
        assertEquals(Station.JOINED, join("", PASSWORD, "02:00:00:00:00:af"));
        until("the profile", () -> mock.kept().toString().contains("802-11-wireless.bssid=02:00:00:00:00:af"));
        station.leave();
        assertEquals(Station.NOT_FOUND, join("home", PASSWORD, "02:00:00:00:00:02"));
    }

    @Test
    void aHiddenNetworkMayBeNamedByItsAccessPointToo() {
        mock.mock("Hide", "s", "attic");
        assertEquals(Station.JOINED, join("attic", PASSWORD, "02:00:00:00:00:99"));
        station.leave();
        assertEquals(Station.NOT_FOUND, join("attic", PASSWORD, "02:00:00:00:00:98"));
    }

    @Test
    void whatAPasswordMayBeNetworkManagerIsTold() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        for (String password : new String[] {"0123456789abcdef".repeat(4), "p\u00e4ssw\u00f6rd \u6c34",
            "a\"b,c\\d'e f", "12345678", "x".repeat(63)}) {
            assertEquals(Station.JOINED, join("home", password, ""), password);
            until(password, () -> mock.kept().size() == 1 && mock.kept().get(0).contains("psk=" + password + " "));
        }
    }

    @Test
    void whatNoPasswordCanBeIsAWrongOne() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        assertEquals(Station.WRONG_PASSWORD, join("home", "1234567", ""));
        assertEquals(Station.WRONG_PASSWORD, join("home", "x".repeat(64), ""));
        assertEquals(Station.WRONG_PASSWORD, join("home", "null in\0side", ""));
        // its bytes are no UTF-8
        station.join(text("home"), new Text(64).append("latin \u00e4\u00f6\u00fc"), text(""), AccessPoint.OPEN);
        until("the end of the join", () -> station.joined() != Station.JOINING);
        assertEquals(Station.WRONG_PASSWORD, station.joined());
        untilKept(List.of());
    }

    @Test
    void aNameMayHoldAnyBytes() {
        mock.accessPoint("a", "", "02:00:00:00:00:01", 50, true);
        for (String name : new String[] {"a\"b,c\\d", "caf\u00e9 \u6c34", "null\0in\nside", "x".repeat(32)}) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            mock.mock("Name", "say", "a", bytes);
            Text ssid = new Text(32).append(bytes, 0, bytes.length);
            station.join(ssid, text(""), text(""), AccessPoint.OPEN);
            until("the end of the join", () -> station.joined() != Station.JOINING);
            assertEquals(Station.JOINED, station.joined(), name);
        }
    }

    @Test
    void networksWithWpa3AreJoinedByTheirOwnWay() {
        mock.mock("Flags", "sssuu", "a", "new", "02:00:00:00:00:A1", new UInt32(0), new UInt32(0x400));
        assertEquals(Station.JOINED, join("new", "short", "")); // SAE has no shortest password
        until("the profile", () -> mock.kept().toString().contains("key-mgmt=sae"));
    }

    @Test
    void aPasswordIsForANetworkThatWantsOne() {
        mock.accessPoint("false", "home", "02:00:00:00:00:01", 90, true);
        mock.accessPoint("true", "home", "02:00:00:00:00:02", 20, false);
        assertEquals(Station.JOINED, join("home", PASSWORD, ""));
        until("the profile", () -> mock.kept().toString().contains("key-mgmt=wpa-psk"));
    }

    /** By strength, not by number: OWE is 9 and weaker than WPA2, which is 3. */
    @Test
    void theWeakestEncryptionThatWillDoIsHeeded() {
        mock.mock("Flags", "sssuu", "a", "home", "02:00:00:00:00:A1", new UInt32(0), new UInt32(0x800));
        mock.accessPoint("b", "home", "02:00:00:00:00:02", 20, false);
        for (int weakest : new int[] {6, 7, 10, 8}) {
            station.join(text("home"), text(PASSWORD), text(""), weakest);
            until("the end of the join", () -> station.joined() != Station.JOINING);
            assertEquals(Station.NOT_FOUND, station.joined(), "weakest " + weakest);
        }
        station.join(text("home"), text(PASSWORD), text(""), 4);
        until("the end of the join", () -> station.joined() != Station.JOINING);
        assertEquals(Station.JOINED, station.joined());
        until("the profile", () -> mock.kept().toString().contains("key-mgmt=wpa-psk"));
    }

    @Test
    void aNetworkWithoutEncryptionIsJoinedOnlyWhereItWillDo() {
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        station.join(text("cafe"), text(""), text(""), AccessPoint.WPA);
        until("the end of the join", () -> station.joined() != Station.JOINING);
        assertEquals(Station.NOT_FOUND, station.joined());
    }

    @Test
    void anAccessPointThatWasNamedOnceIsNotTheOneForEver() {
        mock.accessPoint("near", "home", "02:00:00:00:00:01", 90, false);
        mock.accessPoint("far", "home", "02:00:00:00:00:AF", 20, false);
        assertEquals(Station.JOINED, join("home", PASSWORD, "02:00:00:00:00:af"));
        until("the profile", () -> mock.kept().toString().contains("802-11-wireless.bssid=02:00:00:00:00:af"));
        assertEquals(Station.JOINED, join("home", "", ""));
        until("the profile",
                () -> mock.kept().toString().startsWith("[2 ") && !mock.kept().toString().contains("bssid"));
    }

    private static final String AT_HOME = "802-11-wireless.mode=infrastructure 802-11-wireless.ssid=home "
            + "802-11-wireless-security.key-mgmt=wpa-psk 802-11-wireless-security.psk=%s connection.id=at home "
            + "connection.type=802-11-wireless ipv4.address-data=10.0.0.2/24 ipv4.dns=134744072 ipv4.method=manual";

    /** A profile of somebody's, with an address of its own. */
    private void keepAtHome() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.mock("KeepAtHome", "s", "before and before");
    }

    @Test
    void aProfileThatIsThereGetsTheNewPasswordAndKeepsTheRest() {
        keepAtHome();
        assertEquals(Station.JOINED, join("home", PASSWORD, ""));
        untilKept(List.of("1 " + String.format(AT_HOME, PASSWORD)));
        long took = Long.MAX_VALUE;
        for (int i = 0; i < 5 && took >= 4000; i++) { // a busy machine takes long once, one that waits each time
            long begun = ticks.millis();
            assertEquals(Station.JOINED, join("home", PASSWORD, ""));
            took = ticks.millis() - begun;
        }
        assertTrue(took < 4000, "what is joined already is not waited for");
        assertEquals(List.of("1 " + String.format(AT_HOME, PASSWORD)), mock.kept(), "not written again");
    }

    @Test
    void aProfileThatIsThereIsUsedWithoutAPassword() {
        keepAtHome();
        assertEquals(Station.JOINED, join("home", "", ""));
        assertEquals(List.of("0 " + String.format(AT_HOME, "before and before")), mock.kept());
    }

    @Test
    void aProfileThatIsThereSurvivesAWrongPassword() {
        keepAtHome();
        mock.outcome("wrong-password");
        assertEquals(Station.WRONG_PASSWORD, join("home", PASSWORD, ""));
        untilKept(List.of("1 " + String.format(AT_HOME, "before and before")));
        mock.outcome("joined");
        assertEquals(Station.JOINED, join("home", "", ""));
    }

    @Test
    void theHostNameIsForTheDhcpServer() {
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        station.hostName(text("not a name"));
        assertTrue(logged("no host name"));
        station.hostName(text("board-7"));
        assertEquals(Station.JOINED, join("cafe", "", ""));
        until("the profile", () -> mock.kept().toString().contains("ipv4.dhcp-hostname=board-7"));
    }

    @Test
    void aNetworkThatIsLostAndComesBackIsNewsAtOnce() {
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        join("cafe", "", "");
        ticks.stop(); // so nothing is due to be looked at
        mock.step(30, 8);
        untilState(Station.DOWN);
        until("no address", () -> station.info().address.length == 0);
        mock.step(50, 0);
        mock.step(70, 0);
        untilState(Station.CONNECTED);
        mock.step(100, 0);
        untilState(Station.GOT_IP);
    }

    @Test
    void whatIsLeftStaysLeftUntilARestart() {
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        join("cafe", "", "");
        station.leave();
        untilState(Station.DOWN);
        until("no joining by itself", () -> !autoconnects());
        station.restarted();
        until("joining by itself", this::autoconnects);
        station.leave();
        until("no joining by itself", () -> !autoconnects());
        assertEquals(Station.JOINED, join("cafe", "", ""));
        until("joining by itself", this::autoconnects);
    }

    private boolean autoconnects() {
        return Boolean.TRUE.equals(mock.property(MockNetwork.DEVICE, Radio.DEVICE, "Autoconnect"));
    }

    @Test
    void aScanTellsWhatIsOnTheAirInTheWordsOfEspAt() {
        int[][] flags = {{0, 0x100, 3}, {0x100, 0x100, 4}, {0x100, 0, 2}, {0, 0x400, 6}, {0, 0x500, 7}, {0, 0x200, 5},
            {0, 0x800, 9}, {0, 0, 1}};
        for (int i = 0; i < flags.length; i++) {
            mock.mock("Flags", "sssuu", "ap" + i, "net " + i, "02:00:00:00:00:A" + i,
                    new UInt32(flags[i][0]), new UInt32(flags[i][1]));
        }
        mock.accessPoint("open", "caf\u00e9", "02:00:00:00:00:B0", 100, true);
        assertEquals(flags.length + 1, scan());
        AccessPoint one = new AccessPoint();
        for (int i = 0; i < flags.length; i++) {
            station.accessPoint(i, one);
            assertEquals("net " + i + " -70 02:00:00:00:00:a" + i + " 6 " + flags[i][2], string(one.ssid) + " "
                    + one.rssi + " " + string(one.mac) + " " + one.channel + " " + one.encryption);
        }
        station.accessPoint(flags.length, one);
        assertEquals(-40, one.rssi);
        assertEquals(0, one.encryption);
        assertEquals("caf\u00e9", new String(one.ssid.bytes, 0, one.ssid.length, StandardCharsets.UTF_8));
        mock.mock("RefuseScans", "b", true);
        assertEquals(flags.length + 1, scan(), "what is known is told when NetworkManager does not scan again yet");
        assertEquals(2, mock.mock("Scans", null));
    }

    @Test
    void anAddressThatIsNoneIsNotTold() {
        mock.accessPoint("odd", "odd", "02:00:00:00:00:01 and more", 90, true);
        assertEquals(1, scan());
        AccessPoint one = new AccessPoint();
        station.accessPoint(0, one);
        assertEquals("odd ", string(one.ssid) + " " + string(one.mac));
        assertEquals(Station.JOINED, join("odd", "", ""));
        assertEquals("", string(station.info().bssid));
    }

    @Test
    void aScanThatWasUnderWayBeforeIsNotTheOneThatWasAskedFor() {
        mock.mock("Appear", "as", (Object) new String[] {"", "new"});
        mock.mock("Scanning", "b", false);
        assertEquals(1, scan());
    }

    @Test
    void theFirstScanEverEndsWhenItEndsNotWhenItBegins() {
        mock.mock("Appear", "as", (Object) new String[] {"new"});
        mock.mock("NeverScanned", null);
        assertEquals(1, scan());
    }

    @Test
    void whereAScanIsRefusedWhileOneIsUnderWayThatOneIsAwaited() {
        mock.mock("Appear", "as", (Object) new String[] {"new"});
        mock.mock("Scanning", "b", true);
        assertEquals(1, scan());
    }

    @Test
    void anEmptyAirIsToldWhenTwoScansHaveFoundNothing() {
        assertEquals(0, scan());
        assertEquals(2, mock.mock("Scans", null));
    }

    @Test
    void aNetworkThatIsNotKnownYetIsJoinedAfterTheScanThatFindsIt() {
        mock.mock("Appear", "as", (Object) new String[] {"", "new"});
        mock.mock("Scanning", "b", false);
        assertEquals(Station.JOINED, join("new", PASSWORD, ""));
    }

    @Test
    void aRefusalFailsTheScanThatWasRefusedAndNoNewerOne() throws Exception {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.mock("Refuse", "s", "wifi.scan");
        station.scan();
        mock.untilRefused(); // and the loop has not heard of it
        mock.mock("Refuse", "s", "");
        assertEquals(1, scan(), said::toString);
    }

    private int scan() {
        station.scan();
        until("the scan", () -> station.scanned() != Station.SCANNING);
        return station.scanned();
    }

    @Test
    void whatPolicyKitDoesNotPermitSaysTheCure() {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.mock("Refuse", "s", "settings.modify.system");
        assertEquals(Station.FAILED, join("home", PASSWORD, ""));
        assertTrue(logged("AT+CWJAP: NetworkManager does not permit it: install wsat's PolicyKit rule"),
                said.toString());
        mock.mock("Refuse", "s", "network-control");
        assertEquals(Station.FAILED, join("home", PASSWORD, ""));
        mock.mock("Refuse", "s", "wifi.scan");
        assertEquals(Station.SCAN_FAILED, scan());
        assertTrue(logged("AT+CWLAP: NetworkManager does not permit it"), said.toString());
        mock.mock("Refuse", "s", "");
        assertEquals(1, scan());
    }

    @Test
    void aRadioThatIsSwitchedOffSaysTheCure() {
        mock.mock("SetProperty", "sssv", Radio.MANAGER, Bus.NETWORK_MANAGER, "WirelessEnabled", new Variant<>(false));
        mock.step(20, 0);
        until("the line", () -> logged("Wi-Fi is switched off (nmcli radio wifi on; rfkill unblock wifi"));
        assertEquals(Station.FAILED, join("home", PASSWORD, ""));
    }

    @Test
    void aMachineWithoutARadioSaysSo() throws Exception {
        mock.stopManager();
        mock.startManager("{\"Radio\": false}");
        ticks.pass(30_000); // the machine has started
        assertEquals(Station.FAILED, join("home", PASSWORD, ""));
        assertTrue(logged("NetworkManager knows no Wi-Fi device"), said.toString());
        assertEquals(Station.SCAN_FAILED, scan());
    }

    @Test
    void whatIsAskedWhileTheMachineStartsWaitsForItsRadio() throws Exception {
        mock.stopBus();
        station.join(text("cafe"), text(""), text(""), AccessPoint.OPEN);
        until("the line", () -> logged("Wi-Fi: no D-Bus system bus"));
        mock.startBus();
        until("the next line", () -> logged("Wi-Fi: NetworkManager is not running"));
        mock.startManager("{\"Radio\": false}");
        until("the last line", () -> logged("Wi-Fi: NetworkManager knows no Wi-Fi device"));
        assertEquals(Station.JOINING, station.joined());
        mock.stopManager();
        mock.startManager("{}");
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        until("the end of the join", () -> station.joined() != Station.JOINING);
        assertEquals(Station.JOINED, station.joined(), said::toString);
        assertFalse(logged("AT+CWJAP"), said::toString);
    }

    @Test
    void networkManagerMayGoAndComeBack() throws Exception {
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        join("cafe", "", "");
        mock.stopManager();
        untilState(Station.DOWN);
        until("the line", () -> logged("NetworkManager is not running (systemctl enable --now NetworkManager)"));
        assertEquals(Station.FAILED, join("cafe", "", ""));
        mock.startManager("{}");
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        until("it to be joined again", () -> join("cafe", "", "") == Station.JOINED);
    }

    @Test
    void theBusMayGoAndComeBack() throws Exception {
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        join("cafe", "", "");
        mock.stopBus();
        untilState(Station.DOWN);
        until("the line", () -> logged("no D-Bus system bus"));
        mock.startBus();
        mock.startManager("{}");
        mock.accessPoint("a", "cafe", "02:00:00:00:00:01", 50, true);
        until("it to be joined again", () -> join("cafe", "", "") == Station.JOINED);
    }

    private int join(String ssid, String password, String bssid) {
        station.join(text(ssid), text(password), text(bssid), AccessPoint.OPEN);
        until("the end of the join", () -> station.joined() != Station.JOINING);
        return station.joined();
    }

    private void untilKept(List<String> profiles) {
        until(profiles + " but there is " + mock.kept(), () -> mock.kept().equals(profiles));
    }

    private void untilState(int state) {
        until("state " + state, () -> station.state() == state);
    }

    private static Text text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Text(64).append(bytes, 0, bytes.length);
    }

    private static String string(Text text) {
        return new String(text.bytes, 0, text.length);
    }
}
