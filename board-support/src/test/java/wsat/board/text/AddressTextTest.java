package wsat.board.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AddressTextTest {
    /** Examples of RFC 5952, 1 to 4, and the ends. */
    @Test
    void addressesAreWrittenAsRfc5952HasThem() throws Exception {
        String[][] texts = {
            {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"}, {"2001:0db8::0001", "2001:db8::1"},
            {"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"}, {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
            {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"}, {"2001:DB8::AbCd", "2001:db8::abcd"}, {"::1", "::1"},
            {"::", "::"}, {"1::", "1::"}, {"fe80::1:2", "fe80::1:2"}, {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
            {"0:2:3:4:5:6:7:0", "0:2:3:4:5:6:7:0"}, {"0:0:3:4:5:6:7:0", "::3:4:5:6:7:0"},
            {"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"}, {"192.168.1.7", "192.168.1.7"},
        };
        for (String[] one : texts) {
            assertEquals(one[1], AddressText.of(InetAddress.getByName(one[0])));
        }
        byte[] local = InetAddress.getByName("fe80::1").getAddress();
        assertEquals("fe80::1", AddressText.of(Inet6Address.getByAddress(null, local, 1)), "without its zone");
        assertEquals("[::1]:80", AddressText.of(InetAddress.getByName("::1"), 80));
        assertEquals("10.0.0.1:80", AddressText.of(InetAddress.getByName("10.0.0.1"), 80));
    }
}
