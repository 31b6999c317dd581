package wsat.board.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.board.Sleeper;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamLineTest {
    private final Sleeper sleeper = new Sleeper();
    private final Doorbell bell = sleeper.bell;

    private void sleep() throws InterruptedException {
        sleeper.sleep(60_000);
    }

    @Test
    void everythingArrivesAndThenItHasEnded() throws Exception {
        byte[] said = new byte[100_000];
        new Random(3).nextBytes(said);
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        StreamLine line = new StreamLine(new ByteArrayInputStream(said), OutputStream.nullOutputStream(), 512, 16,
                bell);
        line.start();
        byte[] piece = new byte[100];
        while (!line.ended()) {
            int n = line.read(piece, 0, piece.length);
            heard.write(piece, 0, n);
            if (n == 0 && !line.ended()) {
                sleep();
            }
        }
        assertArrayEquals(said, heard.toByteArray());
        line.close();
    }

    @Test
    void aFullRingStopsTheReading() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                reads.incrementAndGet();
                return length;
            }
        };
        StreamLine line = new StreamLine(endless, OutputStream.nullOutputStream(), 4096, 16, bell);
        line.start();
        byte[] piece = new byte[4096];
        for (int rounds = 0, got = 0; rounds < 100; rounds++) {
            int n = line.read(piece, 0, piece.length);
            got += n;
            // read so far: what was taken, the ring, and one piece in the thread's hands
            assertTrue(reads.get() <= got / 4096 + 3, reads + " reads for " + got + " bytes");
            if (n == 0) {
                sleep();
            }
        }
        line.close();
    }

    @Test
    void outputIsDrainedWhenTheStreamHasIt() throws Exception {
        Semaphore mayWrite = new Semaphore(0);
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                mayWrite.acquireUninterruptibly();
                heard.write(bytes, offset, length);
            }
        };
        StreamLine line = new StreamLine(new ByteArrayInputStream(new byte[0]), slow, 16, 16, bell);
        line.start();
        assertEquals(16, line.write(new byte[20], 0, 20));
        line.flush();
        assertEquals(0, line.room());
        assertTrue(!line.drained());
        mayWrite.release();
        while (!line.drained()) {
            sleep();
        }
        assertEquals(16, heard.size());
        line.close();
    }

    @Test
    void aBrokenOutputSwallowsTheRest() throws Exception {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        StreamLine line = new StreamLine(InputStream.nullInputStream(), gone, 16, 16, bell);
        line.start();
        line.write(new byte[4], 0, 4);
        line.flush();
        while (!line.broken()) {
            sleep();
        }
        assertEquals(100, line.write(new byte[100], 0, 100));
        assertTrue(line.drained());
        line.close();
    }

    @Test
    void anInputThatFailsInAnyWayHasEnded() throws Exception {
        InputStream faulty = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("a fault");
            }
        };
        StreamLine line = new StreamLine(faulty, OutputStream.nullOutputStream(), 16, 16, bell);
        line.start();
        while (!line.ended()) {
            sleep();
        }
        assertEquals("a fault", line.failure().getMessage());
        line.close();
    }

    @Test
    void anOutputThatFailsInAnyWayIsBroken() throws Exception {
        OutputStream faulty = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("a fault");
            }
        };
        StreamLine line = new StreamLine(InputStream.nullInputStream(), faulty, 16, 16, bell);
        line.start();
        line.write(new byte[4], 0, 4);
        line.flush();
        while (!line.broken()) {
            sleep();
        }
        assertEquals("a fault", line.failure().getMessage());
        line.close();
    }
}
