package wsat.board.mdns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wsat.port.Announcement;
import wsat.port.Announcer;

/** On the loopback, as others find it there. */
class MulticastAnnouncerTest extends OnLoopback {
    @AfterEach
    void end() {
        announcer.goodbye(10_000);
        network.close();
    }

    private void announce(Announcement what) throws InterruptedException {
        announcer.announce(what);
        assertTrue(rung.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), "nobody rang");
        assertEquals(Announcer.ANNOUNCED, announcer.announced(), lines::toString);
    }

    private static void untilNothingOfItRuns() {
        untilThereAre(0, "mdns", "JmDNS", "SocketListener");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void othersFindItAndAreToldGoodbye() throws Exception {
        assertEquals(Announcer.FAILED, announcer.announced());
        untilNothingOfItRuns(); // of the test before
        try (Browser browser = new Browser("_wsat-a._tcp.local.")) {
            Announcement what = what("board-a", "Front door", "_wsat-a", 8080);
            what.txt.append(4).append("k=\u00e9x").append(3).append("b=2");
            announce(what);
            assertEquals("add Front door._wsat-a._tcp.local. board-a.local. 8080 127.0.0.1 "
                    + "[(b'b', b'2'), (b'k', b'\\xe9x')]", browser.says("add"));
            announcer.withdraw();
            assertEquals(Announcer.FAILED, announcer.announced());
            assertEquals("remove Front door._wsat-a._tcp.local.", browser.says("remove"));
        }
        announcer.goodbye(20_000);
        untilNothingOfItRuns();
    }

    /** The next one takes its place, and other names, protocol and port are found. */
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void theNextOneTakesItsPlace() throws Exception {
        try (Browser browser = new Browser("_wsat-b._udp.local.")) {
            Announcement what = what("board-b", "b", "_wsat-b", 1);
            what.udp = true;
            announce(what);
            assertEquals("add b._wsat-b._udp.local. board-b.local. 1 127.0.0.1 []", browser.says("add"));
            what.instance.set("c");
            what.hostName.set("board-c");
            what.port = 65_535;
            announce(what);
            assertEquals("remove b._wsat-b._udp.local.", browser.says("remove"));
            assertEquals("add c._wsat-b._udp.local. board-c.local. 65535 127.0.0.1 []", browser.says("add"));
        }
    }

    /** RFC 6762, 9: who comes later has another name, and says so. */
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aNameThatIsTakenIsChanged() throws Exception {
        try (Browser other = new Browser("_wsat-d._tcp.local.", "taken", "Door", "99")) {
            announce(what("taken", "Door", "_wsat-d", 80));
            String added = other.says("add Door (2)");
            assertTrue(added.contains(" taken-1.local. 80 127.0.0.1 "), added);
            for (String name : List.of("host name taken: announced as taken-1",
                    "instance Door: announced as Door (2)")) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                while (lines.stream().noneMatch(line -> line.contains(name))) {
                    assertTrue(System.nanoTime() < end, lines::toString);
                    Thread.onSpinWait();
                }
            }
        }
    }
}
