package wsat.board.nm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wsat.board.host.SntpClock;
import wsat.board.line.Doorbell;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.Log;

/** A station against python-dbusmock's NetworkManager, on a bus of the test's own, in a loop that the test turns. */
@Execution(ExecutionMode.CONCURRENT)
abstract class OnMockNetwork {
    static final String PASSWORD = "correct horse";
    private static final long PATIENCE_MILLIS = 60_000;

    final List<String> said = new ArrayList<>();
    final Log log = (level, where, what, value) -> said.add(where + ": " + what);
    final Slow slow = new Slow();
    final AheadTicks ticks = new AheadTicks();
    MockNetwork mock;
    /** Milliseconds that the clock is put forward in each turn of the loop, for what is looked at from time to time. */
    long hurry;
    Network network;
    NetworkManagerStation station;

    @BeforeEach
    void startStation() throws Exception {
        mock = new MockNetwork();
        network = new Network(1, 1024, slow, new SntpClock(slow, log), VerifyOptions.USUAL, log, new Ticks());
        station = new NetworkManagerStation(slow, null, log, new Doorbell(network::wake), ticks, mock.address,
                mock.stationList(log));
    }

    @AfterEach
    void stopStation() throws Exception {
        assertFalse(said.toString().contains(PASSWORD), said.toString());
        if (network != null) {
            network.close();
        }
        if (mock != null) {
            mock.close();
        }
    }

    boolean logged(String part) {
        return said.stream().anyMatch(line -> line.contains(part));
    }

    /** Turns the loop until something is so. */
    void until(String what, BooleanSupplier condition) {
        long limit = new Ticks().millis() + PATIENCE_MILLIS;
        while (!condition.getAsBoolean()) {
            if (new Ticks().millis() - limit > 0) {
                fail("waited in vain for " + what + "; log " + said);
            }
            ticks.pass(hurry);
            station.refresh(ticks.millis());
            network.turn(Math.max(0, Math.min(20, station.nextDeadline() - ticks.millis())));
        }
    }

    /** A clock that may be put forward, so that a test does not wait for what is due later, and may stand still. */
    static final class AheadTicks extends Ticks {
        private final AtomicLong ahead = new AtomicLong();
        private volatile long stoppedAt = Long.MIN_VALUE;

        void pass(long millis) {
            ahead.addAndGet(millis * 1_000_000);
        }

        /** From now on it is always now. */
        void stop() {
            stoppedAt = nanos();
        }

        @Override
        public long nanos() {
            return stoppedAt == Long.MIN_VALUE ? super.nanos() + ahead.get() : stoppedAt;
        }
    }
}
