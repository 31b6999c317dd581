package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.board.text.AddressText;

/** What is an address is told without a resolver: this is asked in the loop thread. */
class LookUpTest {

    @Test
    void anAddressIsWhatSpellsOneOut() throws Exception {
        assertEquals(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), LookUp.literal("127.0.0.1"));
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        assertEquals(InetAddress.getByAddress(loopback), LookUp.literal("::1"));
    }

    /** The kernel refuses it otherwise, and a host has no word for a network: a module has one alone. */
    @Test
    void anAddressOfTheLinkAloneIsOnTheMachinesNetwork() throws Exception {
        NetworkInterface way = Way.to(new InetSocketAddress(LookUp.literal("ff0e::1"), 9));
        assumeFalse(way.isLoopback(), "skipped: this machine has no network with IPv6");
        List<InetAddress> found = new ArrayList<>();
        new LookUp(null, "fe80::411c:1fdb:22a6:4d24") {
            @Override
            void found(InetAddress[] answer) {
                found.addAll(List.of(answer));
            }
        }.begin();
        assertEquals(way, ((Inet6Address) found.get(0)).getScopedInterface());
        assertEquals("fe80::411c:1fdb:22a6:4d24", AddressText.of(found.get(0)));
        assertNull(((Inet6Address) Way.onNetwork(LookUp.literal("2001:db8::1"))).getScopedInterface());
    }

    @Test
    void aNameIsNotLookedUpEvenIfItHasColons() {
        assertNull(LookUp.literal("localhost"));
        assertNull(LookUp.literal("no:address"), "the resolver of these tests knows it, and must not be asked");
    }
}
