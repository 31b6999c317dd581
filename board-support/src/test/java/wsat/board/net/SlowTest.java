package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static wsat.port.SocketRequest.SSL;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import wsat.board.tls.Pki;

/** Who waits for others holds up nobody who does not. */
class SlowTest {

    /** As a resolver that does not answer. */
    private static final class Hanging implements Slow.Job {
        private final CountDownLatch over;

        Hanging(CountDownLatch over) {
            this.over = over;
        }

        @Override
        public void work() {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void done() {
            // Nobody asked.
        }
    }

    @Test
    void whileFourLookUpsHangTlsOpensAndCertificatesAreChecked() {
        CountDownLatch over = new CountDownLatch(1);
        try (Loop loop = new Loop(1, 1024); RawServer server = RawServer.tls(Pki.server("server"), raw -> { },
                peer -> peer.send(Frames.ascii("hello")).readEnd())) {
            for (int i = 0; i < 4; i++) {
                loop.network.slow().ask(new Hanging(over));
            }
            Plug socket = new Plug(loop, 0).configure(2, null, "root").open(SSL, server.port);
            assertEquals("hello", socket.text(5));
        } finally {
            over.countDown();
        }
    }
}
