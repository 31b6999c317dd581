package wsat.board.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.board.StderrLog;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.AccessPoint;
import wsat.port.EnterpriseRequest;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.Station;
import wsat.port.Text;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostStationTest {
    private static final Log LOG = new StderrLog(StderrLog.OFF, System.err);
    private final Slow slow = new Slow();

    @Test
    @SuppressWarnings("try") // the network has only to be there while the block lasts
    void aStationThatIsAlwaysUpHasAnAddressAndCanBeJoined() {
        try (Network network = network()) {
            HostStation station = new HostStation(slow, "my network", true, LOG, new Ticks());
            assertEquals(Station.GOT_IP, station.state());
            assertTrue(station.info().address.length >= 7);
            station.join(text("any"), text("password"), text(""), AccessPoint.OPEN);
            assertEquals(Station.JOINED, station.joined());
            station.scan();
            assertEquals(1, station.scanned());
            AccessPoint one = new AccessPoint();
            station.accessPoint(0, one);
            assertTrue(one.ssid.same(text("my network")));
        }
    }

    @Test
    void anEnterpriseNetworkIsNotJoinedAndTheCureIsLogged() {
        StringBuilder said = new StringBuilder();
        HostStation station = new HostStation(slow, "wsat", true,
                (level, where, what, value) -> said.append(where).append(": ").append(what), new Ticks());
        assertFalse(station.joinEnterprise(new EnterpriseRequest()));
        assertEquals("AT+CWJEAP: the machine looks after its own network; wsat run --network networkmanager joins "
                + "others", said.toString());
    }

    @Test
    void whileNothingChangesItIsLookedAtForWhoAsksAlone() {
        try (Network network = network()) {
            QuickTicks ticks = new QuickTicks();
            HostStation station = new HostStation(slow, "wsat", true, LOG, ticks);
            ticks.sleep(3_600_000);
            station.refresh(ticks.millis());
            assertEquals(Long.MAX_VALUE, station.nextDeadline(), "nobody has asked");
            station.info();
            assertEquals(2000, station.nextDeadline() - ticks.millis(), "it was looked at, and is again");
            ticks.sleep(2000);
            station.info();
            assertEquals(0, station.nextDeadline() - ticks.millis(), "the slow thread's look is near");
            station.refresh(ticks.millis());
            assertEquals(Long.MAX_VALUE, station.nextDeadline(), "it is under way");
            station.info();
            await(station, network);
            assertEquals(2000, station.nextDeadline() - ticks.millis(), "somebody has asked meanwhile");
            ticks.sleep(2000);
            station.refresh(ticks.millis());
            while (network.turn(1000) == 0) {
                continue;
            }
            assertEquals(Long.MAX_VALUE, station.nextDeadline(), "nobody has asked again");
            ticks.sleep(2000);
            station.info();
            assertEquals(2000, station.nextDeadline() - ticks.millis(), "it was looked at for who has asked");
        }
    }

    private static void await(HostStation station, Network network) {
        while (station.nextDeadline() == Long.MAX_VALUE) {
            network.turn(1000);
        }
    }

    @Test
    void theLoopIsWokenByWhatIsNewInTheTablesAlone() {
        try (Network network = network()) {
            QuickTicks ticks = new QuickTicks();
            HostStation station = new HostStation(slow, "wsat", true, LOG, ticks);
            station.compareTables();
            assertEquals(2000, pauseOfALook(station, network, ticks), "what is not known is new");
            long pause = 0;
            for (int i = 0; pause < 30_000 && i < 5; i++) { // others may change the machine's network, but not always
                pause = pauseOfALook(station, network, ticks);
            }
            assertEquals(30_000, pause, "nothing is new");
            station.info();
            assertEquals(2000, pauseOfALook(station, network, ticks), "somebody has asked");
        }
    }

    /** @return milliseconds from its beginning to what wakes the loop */
    private static long pauseOfALook(HostStation station, Network network, QuickTicks ticks) {
        long begun = ticks.slept.get();
        station.refresh(ticks.millis());
        await(station, network);
        return ticks.slept.get() - begun;
    }

    /** Who sleeps by it has slept at once, and nothing else makes it go on. */
    private static final class QuickTicks extends Ticks {
        private final AtomicLong slept = new AtomicLong();

        @Override
        public long nanos() {
            return slept.get() * 1_000_000;
        }

        @Override
        public long millis() {
            return slept.get();
        }

        @Override
        public void sleep(long millis) {
            slept.addAndGet(millis);
        }
    }

    @Test
    void namesAreLookedUpWithoutWaiting() {
        try (Network network = network()) {
            HostResolver resolver = new HostResolver(slow, LOG);
            resolver.lookUp(text("localhost"), Resolver.IPV4_ONLY);
            assertEquals(Resolver.ASKING, resolver.found());
            while (resolver.found() == Resolver.ASKING) {
                network.turn(1000);
            }
            Text address = new Text(Resolver.ADDRESS_MAX);
            resolver.address(0, address);
            assertTrue(address.same(text("127.0.0.1")));
            resolver.lookUp(text("no-such-host.invalid"), Resolver.IPV4_FIRST);
            while (resolver.found() == Resolver.ASKING) {
                network.turn(1000);
            }
            assertEquals(0, resolver.found());
        }
    }

    @Test
    void theMachineItselfAnswersAPing() {
        try (Network network = network()) {
            HostResolver resolver = new HostResolver(slow, LOG);
            resolver.ping(text("127.0.0.1"), 3000);
            while (resolver.echoed() == Resolver.ASKING) {
                network.turn(1000);
            }
            assertTrue(resolver.echoed() >= 0);
        }
    }

    private Network network() {
        return new Network(3, 8192, slow, new SntpClock(slow, LOG), VerifyOptions.USUAL, LOG, new Ticks());
    }

    private static Text text(String text) {
        return new Text(64).append(text);
    }
}
