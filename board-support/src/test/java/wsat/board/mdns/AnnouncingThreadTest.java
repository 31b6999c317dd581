package wsat.board.mdns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import wsat.board.net.ListenAddress;
import wsat.board.text.AddressText;
import wsat.port.Announcement;
import wsat.port.Announcer;

/** An address that comes and goes while something is announced. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("multicast DNS on the loopback")
class AnnouncingThreadTest {
    private static final int LOOK_MILLIS = 50;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile List<InetAddress> addresses = List.of();

    /** On a network of this machine that has IPv6, if there is one; both kinds at once, as AT+CIPV6=1 has them. */
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void anAddressOfIpv6IsAnnouncedOverIpv6() throws Exception {
        List<InetAddress> both = OwnAddresses.read(ListenAddress.of("all"), true);
        InetAddress six = both.stream().filter(one -> one instanceof Inet6Address).findFirst().orElse(null);
        if (six == null) {
            System.out.println("skipped: multicast DNS over IPv6: this machine has no such network");
        }
        assumeTrue(six != null, "skipped: this machine has no network with IPv6");
        addresses = both;
        Announcement what = new Announcement();
        what.hostName.set("board-6");
        what.instance.set("six");
        what.type.set("_wsat-6");
        what.port = 6;
        what.ipv6 = true;
        AnnouncingThread thread = new AnnouncingThread(Wish.of(what), ListenAddress.of("all"), () -> addresses,
                LOOK_MILLIS, null, () -> { }, (level, where, text, value) -> lines.add(text));
        String address = AddressText.of(six);
        try (Browser browser = Browser.on(address, "_wsat-6._tcp.local.")) {
            thread.start();
            assertEquals("add six._wsat-6._tcp.local. board-6.local. 6 " + address + " []", browser.says("add"));
        } finally {
            thread.withdraw();
            thread.await(20_000);
        }
        assertTrue(lines.stream().allMatch(line -> line.startsWith("announced on ")), lines::toString);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void itIsAnnouncedWhereverTheMachinesAddressesGo() throws Exception {
        List<InetAddress> loopback = List.of(InetAddress.getByName("127.0.0.1"));
        Announcement what = new Announcement();
        what.hostName.set("board-w");
        what.instance.set("w");
        what.type.set("_wsat-w");
        what.port = 7;
        Semaphore rung = new Semaphore(0);
        AnnouncingThread thread = new AnnouncingThread(Wish.of(what), ListenAddress.of("loopback"), () -> addresses,
                LOOK_MILLIS, null, rung::release, (level, where, text, value) -> lines.add(text));
        try (Browser browser = new Browser("_wsat-w._tcp.local.")) {
            thread.start();
            assertTrue(rung.tryAcquire(60, TimeUnit.SECONDS));
            assertEquals(Announcer.ANNOUNCED, thread.announced(), "as soon as there is an address");
            assertTrue(lines.get(0).startsWith("there is no IPv4 address to announce on (--listen loopback)"),
                    lines::toString);
            addresses = loopback;
            assertEquals("add w._wsat-w._tcp.local. board-w.local. 7 127.0.0.1 []", browser.says("add"));
            addresses = List.of();
            assertEquals("remove w._wsat-w._tcp.local.", browser.says("remove"));
            addresses = loopback;
            assertEquals("add w._wsat-w._tcp.local. board-w.local. 7 127.0.0.1 []", browser.says("add"));
        } finally {
            thread.withdraw();
            thread.await(20_000);
        }
        assertEquals(2, lines.stream().filter(line -> line.startsWith("there is no IPv4")).count(), "once each time");
        assertTrue(!thread.isAlive());
    }
}
