package wsat.board.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ByteRingTest {

    @Test
    void whatGoesInComesOutInOrderAcrossTheEdge() {
        ByteRing ring = new ByteRing(8);
        byte[] out = new byte[8];
        for (int round = 0; round < 20; round++) {
            byte[] in = {(byte) round, 2, 3, 4, 5};
            assertEquals(5, ring.put(in, 0, 5));
            assertEquals(5, ring.size());
            assertEquals(3, ring.free());
            assertEquals(2, ring.take(out, 0, 2));
            assertEquals(3, ring.take(out, 2, 6));
            assertArrayEquals(in, java.util.Arrays.copyOf(out, 5));
        }
    }

    @Test
    void aFullRingTakesNoMore() {
        ByteRing ring = new ByteRing(5);
        assertEquals(8, ring.capacity());
        assertEquals(8, ring.put(new byte[10], 1, 9));
        assertEquals(0, ring.put(new byte[10], 0, 10));
        assertEquals(0, ring.free());
    }

    @Test
    void whatIsPeekedStaysUntilItIsDropped() {
        ByteRing ring = new ByteRing(4);
        ring.put(new byte[] {7, 8, 9}, 0, 3);
        byte[] out = new byte[4];
        assertEquals(3, ring.peek(out, 0, 4));
        ring.drop(1);
        assertEquals(2, ring.take(out, 0, 4));
        assertEquals(8, out[0]);
    }

    @Test
    void twoThreadsSeeOneStream() throws Exception {
        int total = 2_000_000;
        ByteRing ring = new ByteRing(256);
        Thread putter = new Thread(() -> {
            Random random = new Random(1);
            byte[] piece = new byte[300];
            for (int sent = 0; sent < total;) {
                int n = Math.min(total - sent, 1 + random.nextInt(piece.length));
                for (int i = 0; i < n; i++) {
                    piece[i] = value(sent + i);
                }
                int put = ring.put(piece, 0, n);
                sent += put;
                if (put == 0) {
                    Thread.yield();
                }
            }
        });
        putter.start();
        Random random = new Random(2);
        byte[] piece = new byte[300];
        for (int got = 0; got < total;) {
            int n = ring.take(piece, 0, 1 + random.nextInt(piece.length));
            for (int i = 0; i < n; i++) {
                if (piece[i] != value(got + i)) {
                    assertEquals(value(got + i), piece[i], "byte " + (got + i));
                }
            }
            got += n;
            if (n == 0) {
                Thread.yield();
            }
        }
        putter.join(TimeUnit.SECONDS.toMillis(10));
        assertEquals(0, ring.size());
    }

    private static byte value(int index) {
        return (byte) (index * 31 + (index >> 8));
    }
}
