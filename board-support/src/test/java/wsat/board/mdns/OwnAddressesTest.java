package wsat.board.mdns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import wsat.board.mdns.OwnAddresses.Own;
import wsat.board.net.ListenAddress;

class OwnAddressesTest {
    /** @param addresses such as 10.0.0.2/24, with blanks between */
    private static String distinct(String addresses) throws UnknownHostException {
        List<Own> own = new ArrayList<>();
        for (String one : addresses.split(" ")) {
            String[] parts = one.split("/");
            own.add(new Own(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1])));
        }
        return OwnAddresses.distinct(own).stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" "));
    }

    @Test
    void theFirstOfANetworkSpeaksForIt() throws Exception {
        assertEquals("10.0.0.2", distinct("10.0.0.2/24"));
        assertEquals("10.0.0.2 10.0.1.2", distinct("10.0.0.2/24 10.0.1.2/24"));
        assertEquals("10.0.0.2 192.168.1.5", distinct("10.0.0.2/24 10.0.0.3/24 192.168.1.5/24 192.168.1.6/24"));
        assertEquals("10.0.0.2", distinct("10.0.0.2/8 10.9.9.9/24"), "one network is within the other");
        assertEquals("10.9.9.9", distinct("10.9.9.9/24 10.0.0.2/8"));
        assertEquals("192.168.1.127 192.168.1.128", distinct("192.168.1.127/25 192.168.1.128/25"));
        assertEquals("10.0.0.1 10.0.0.2", distinct("10.0.0.1/32 10.0.0.2/32"));
        assertEquals("10.0.0.1", distinct("10.0.0.1/0 192.168.0.1/0"), "everything is one network");
        assertEquals("10.0.0.1 fd00:0:0:0:0:0:0:1 fd00:0:0:1:0:0:0:1",
                distinct("10.0.0.1/24 fd00::1/64 fd00::2/64 fd00:0:0:1::1/64"));
    }

    @Test
    void aMachineWithMoreInterfacesIsAnnouncedOnTheFirstOnes() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            many.append("10.0.").append(i).append(".1/24 ");
        }
        assertEquals(8, distinct(many.toString().trim()).split(" ").length);
    }

    @Test
    void theLoopbackIsAmongThoseToAskFromAndOfThoseToAnnounceOnWhereItIsSaid() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        assertTrue(OwnAddresses.toAskFrom().contains(loopback));
        assertEquals(List.of(loopback), OwnAddresses.read(ListenAddress.of("loopback"), false));
        assertTrue(!OwnAddresses.read(ListenAddress.of("all"), false).contains(loopback));
    }
}
