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

    /** All links and sockets, and the station, wait for a name server that is dead: whoever needs none is answered. */
    @Test
    void whileNineteenLookUpsHangAHostIsPingedAndATimeServerIsAsked() {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(3);
        try (Loop loop = new Loop(1, 1024)) {
            for (int i = 0; i < 19; i++) {
                loop.network.slow().ask(new Hanging(over));
            }
            for (int i = 0; i < 3; i++) {
                loop.network.slow().ask(new Done(done));
            }
            loop.until("all three", () -> done.getCount() == 0);
        } finally {
            over.countDown();
        }
    }

    /** Waits for nothing. */
    private static final class Done implements Slow.Job {
        private final CountDownLatch done;

        Done(CountDownLatch done) {
            this.done = done;
        }

        @Override
        public void work() {
            // nothing to wait for
        }

        @Override
        public void done() {
            done.countDown();
        }
    }
}
