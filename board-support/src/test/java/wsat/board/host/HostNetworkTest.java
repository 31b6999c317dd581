package wsat.board.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.board.text.AddressText;
import wsat.port.Station;

class HostNetworkTest {
    private static final String HEAD =
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT";

    @Test
    void theDefaultRouteWithTheLowestMetricCounts() {
        assertArrayEquals(new String[] {"eth0", "192.168.3.1"}, HostNetwork.defaultRoute(List.of(HEAD,
                "wlan0\t00000000\tFE03A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0   ",
                "eth0\t00000000\t0103A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0   ",
                "eth0\t0003A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0   ")));
    }

    @Test
    void aTableWithoutADefaultRouteHasNone() {
        assertNull(HostNetwork.defaultRoute(List.of()));
        assertNull(HostNetwork.defaultRoute(
                List.of(HEAD, "eth0\t0003A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0")));
    }

    @Test
    void theGatewaysHardwareAddressStandsForTheAccessPoint() {
        List<String> table = List.of("IP address       HW type     Flags       HW address            Mask     Device",
                "192.168.3.1      0x1         0x2         DE:AD:BE:EF:00:01     *        eth0");
        assertEquals("de:ad:be:ef:00:01", HostNetwork.neighbour(table, "192.168.3.1"));
        assertEquals("00:00:00:00:00:00", HostNetwork.neighbour(table, "192.168.3.2"));
    }

    @Test
    void aRadiosStrengthIsTold() {
        List<String> table = List.of("Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE",
                " wlan0: 0000   53.  -57.  -256        0      0      0      0     20        0");
        assertEquals(-57, HostNetwork.strength(table, "wlan0"));
        assertEquals(-40, HostNetwork.strength(table, "eth0"));
    }

    @Test
    void theFirstThreeIpv4NameServersCount() {
        assertEquals(List.of("10.0.0.1", "10.0.0.2", "10.0.0.3"), HostNetwork.servers(List.of("# by hand",
                "search example.com", "nameserver 10.0.0.1", "nameserver 2001:db8::1", "nameserver  10.0.0.2",
                "nameserver 10.0.0.3", "nameserver 10.0.0.4", "options edns0")));
    }

    /** As the kernel's own table has them: address, number, prefix, scope, flags and name. */
    @Test
    void addressesOfIpv6AreTheKernels() throws IOException {
        assertEquals(new HostNetwork.Ipv6("", ""), HostNetwork.Ipv6.of("no-such-one"));
        Path table = Path.of("/proc/net/if_inet6");
        assumeTrue(Files.exists(table), "this machine has no IPv6");
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(table)) {
            rows.add(line.trim().split(" +"));
        }
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            HostNetwork.Ipv6 told = HostNetwork.Ipv6.of(one.getName());
            assertIsAmong(rows, one.getName(), "20", told.linkLocal());
            assertIsAmong(rows, one.getName(), "00", told.global());
        }
    }

    private static void assertIsAmong(List<String[]> rows, String name, String scope, String told) throws IOException {
        List<String> all = new ArrayList<>();
        for (String[] row : rows) {
            if (row[5].equals(name) && row[3].equals(scope)) {
                all.add(AddressText.of(InetAddress.getByAddress(HexFormat.of().parseHex(row[0]))));
            }
        }
        assertTrue(all.isEmpty() ? told.isEmpty() : all.contains(told), name + ": " + told + " of " + all);
    }

    @Test
    void netmasksAreWrittenOut() {
        assertEquals("255.255.255.0", HostNetwork.netmask(24));
        assertEquals("255.128.0.0", HostNetwork.netmask(9));
        assertEquals("0.0.0.0", HostNetwork.netmask(0));
        assertEquals("255.255.255.255", HostNetwork.netmask(32));
    }

    @Test
    void aMachineWithoutANetworkHasItsLoopback() {
        HostNetwork network = HostNetwork.loopback(List.of());
        assertEquals(Station.DOWN, network.state());
        assertEquals("127.0.0.1", network.address());
    }

    @Test
    void thisMachineCanBeLookedAt() {
        HostNetwork network = HostNetwork.read();
        assertTrue(network.address().matches("\\d+\\.\\d+\\.\\d+\\.\\d+"), network.toString());
        assertEquals(17, network.mac().length(), network.toString());
        assertEquals(17, network.bssid().length(), network.toString());
    }
}
