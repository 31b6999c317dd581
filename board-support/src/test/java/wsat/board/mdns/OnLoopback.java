package wsat.board.mdns;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import wsat.board.host.SntpClock;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.Announcement;
import wsat.port.Log;

/** An announcer on the loopback, which one class at a time has. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("multicast DNS on the loopback")
abstract class OnLoopback {
    static final long PATIENCE_SECONDS = 60;

    final List<String> lines = new CopyOnWriteArrayList<>();
    private final Log log = (level, where, what, value) -> lines.add(where + ": " + what);
    private final Slow slow = new Slow();
    final Network network = new Network(1, 1024, slow, new SntpClock(slow, log), VerifyOptions.USUAL, log,
            new Ticks());
    final Semaphore rung = new Semaphore(0);
    final MulticastAnnouncer announcer = new MulticastAnnouncer(network, rung::release, log);

    /** Waits: JmDNS's own threads outlive a goodbye that a busy machine takes long for, its caller's included. */
    static void untilThereAre(int wanted, String... names) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<String> those = threads(names);
        while (those.size() != wanted) {
            assertTrue(System.nanoTime() < end, those::toString);
            Thread.onSpinWait();
            those = threads(names);
        }
    }

    private static List<String> threads(String... names) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> Stream.of(names).anyMatch(name::contains)).toList();
    }

    static Announcement what(String hostName, String instance, String type, int port) {
        Announcement what = new Announcement();
        what.hostName.set(hostName);
        what.instance.set(instance);
        what.type.set(type);
        what.port = port;
        return what;
    }
}
