package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.WebSocketPort;

/** The end of the process: a goodbye takes no longer than it may. */
class GoodbyeTest {

    @ParameterizedTest
    @ValueSource(longs = {41, 43, 45})
    void aServerThatDoesNotAnswerDelaysTheEndByTheLimitOnly(long limitMillis) {
        CountDownLatch over = new CountDownLatch(1);
        AtomicLong now = new AtomicLong();
        // A clock that goes on between any two looks at it, as a machine's does that has much to do.
        Network network = new Network(1, 1024, new Slow(), new FakeClock(), VerifyOptions.USUAL,
                (level, where, what, value) -> { }, new Ticks() {
                    @Override
                    public long millis() {
                        return now.addAndGet(2);
                    }
                });
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade();
            over.await();
        }); network) {
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
                network.open(0, Loop.request("127.0.0.1", server.port, "/", 1024));
                while (network.state(0) != WebSocketPort.OPEN) {
                    network.turn(20);
                }
                network.goodbye(limitMillis);
            });
        } finally {
            over.countDown();
        }
    }
}
