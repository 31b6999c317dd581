package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** What is an address is told without a resolver: this is asked in the loop thread. */
class LookUpTest {

    @Test
    void anAddressIsWhatSpellsOneOut() throws Exception {
        assertEquals(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), LookUp.literal("127.0.0.1"));
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        assertEquals(InetAddress.getByAddress(loopback), LookUp.literal("::1"));
    }

    @Test
    void aNameIsNotLookedUpEvenIfItHasColons() {
        assertNull(LookUp.literal("localhost"));
        assertNull(LookUp.literal("no:address"), "the resolver of these tests knows it, and must not be asked");
    }
}
