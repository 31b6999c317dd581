package wsat.board.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import wsat.board.os.Ticks;
import wsat.port.Uart;
import wsat.port.UartConfig;

class PacedLineTest {
    private static final long MILLI = 1_000_000;
    private static final int BAUD = 115_200;
    private static final int MESSAGE_MAX = 8192;
    /** 1152 bytes at 115200 baud. */
    private static final long TENTH = 100 * MILLI;

    private final MemoryLine wire = new MemoryLine();
    private long now = 123_456_789_012L;
    private final PacedLine line = new PacedLine(wire, BAUD, MESSAGE_MAX, new Ticks() {
        @Override
        public long nanos() {
            return now;
        }
    });
    private final byte[] buffer = new byte[8192];

    @Test
    void aShortMessageComesOutWholeWhenItsLastStopBitHasPassed() {
        line.write(new byte[20], 0, 20);
        now += 1_736_111; // of 1_736_111.1
        line.flush();
        assertEquals(0, wire.sent.size(), "what follows without a gap on a wire must not come with one");
        now += 1;
        line.flush();
        assertEquals(20, wire.sent.size());
    }

    @Test
    void soDoesALongOneAtEveryRate() {
        for (int baud : new int[] {80, 9600, BAUD, 921_600, 5_000_000}) {
            UartConfig config = new UartConfig();
            config.baud = baud;
            line.configure(config);
            wire.sent.reset();
            line.write(new byte[MESSAGE_MAX], 0, MESSAGE_MAX);
            line.flush();
            long end = now + (MESSAGE_MAX * 10_000_000_000L + baud - 1) / baud;
            assertEquals((end + MILLI - 1) / MILLI, line.nextDeadline(), "nothing is to be done before");
            now = end - 1;
            line.flush();
            assertEquals(0, wire.sent.size(), "no pause inside a message");
            now = end;
            line.flush();
            assertEquals(MESSAGE_MAX, wire.sent.size());
        }
    }

    /** Eight frames of 81 bytes, as fast as they can be said. */
    @Test
    void messagesBackToBackComeOneByOneEachWhenItsLastStopBitHasPassed() {
        long begin = now;
        for (int i = 0; i < 8; i++) {
            line.write(new byte[12], 0, 12); // head,
            line.write(new byte[69], 0, 69); // and payload
            line.flush();
        }
        for (int i = 1; i <= 8; i++) {
            now = line.nextDeadline() * MILLI;
            assertEquals(begin + i * 81 * 10_000_000_000L / BAUD, now, MILLI);
            line.flush();
            assertEquals(81 * i, wire.sent.size());
        }
    }

    @Test
    void whatIsSaidAfterListeningIsAnotherMessage() {
        line.write(new byte[20], 0, 20);
        line.read(buffer, 0, 10);
        line.write(new byte[1000], 0, 1000);
        line.flush();
        now += 20 * 10_000_000_000L / BAUD + 1;
        line.flush();
        assertEquals(20, wire.sent.size(), "it does not wait for what follows");
    }

    @Test
    void whoSaysMoreThanTheWireTakesIsToldToWaitAndTheWireDoesNotFallIdle() {
        long begin = now;
        int written = 0;
        while (written < 400_000) {
            int n = line.write(buffer, 0, 700);
            assertTrue(n == 0 || n == 700, "a message is taken whole or not at all");
            written += n;
            line.flush();
            assertTrue(written - wire.sent.size() <= 1024 + 2 * 700, "what waits is bounded");
            if (n == 0) {
                now = Math.max(now, line.nextDeadline() * MILLI);
            }
        }
        now = begin + (400_400 * 10_000_000_000L + BAUD - 1) / BAUD;
        line.flush();
        assertEquals(400_400, wire.sent.size());
    }

    @Test
    void itIsDrainedWhenTheLastStopBitHasPassed() {
        assertTrue(line.drained());
        line.write(new byte[1152], 0, 1152);
        now += TENTH - 1;
        line.flush();
        assertFalse(line.drained());
        now += 1;
        line.flush();
        assertTrue(line.drained());
    }

    @Test
    void inputArrivesByteByByteAtTenBitTimes() {
        wire.hostSays(new byte[1152]);
        assertEquals(0, line.read(buffer, 0, buffer.length));
        now += TENTH / 4;
        assertEquals(288, line.read(buffer, 0, buffer.length));
        now += TENTH / 4;
        assertEquals(100, line.read(buffer, 0, 100));
        assertEquals(188, line.read(buffer, 0, buffer.length));
        now += TENTH;
        assertEquals(576, line.read(buffer, 0, buffer.length));
        assertEquals(0, line.read(buffer, 0, buffer.length));
    }

    @Test
    void theRateIsExactOverMinutesOfIrregularTurns() {
        long start = now;
        long written = 0;
        long tick = 0;
        while (now - start < 600_000 * MILLI) {
            written += line.write(buffer, 0, 256);
            now += 1 + tick++ % 7 * 4_999_999;
            line.flush();
        }
        long exact = (now - start) / 100 * BAUD / 100_000_000;
        assertEquals(exact, wire.sent.size(), 256);
        assertTrue(written - wire.sent.size() <= 1024 + 2 * 256);
    }

    @Test
    void aHostThatSaysALotMustWait() {
        wire.hostSays(new byte[100_000]);
        line.read(buffer, 0, buffer.length);
        assertTrue(wire.unread() >= 100_000 - 4096, "what is not on the wire stays with the host");
        int got = 0;
        long start = now;
        while (got < 100_000) {
            now += 3 * MILLI;
            got += line.read(buffer, 0, buffer.length);
        }
        assertEquals(100_000 * 10.0 / BAUD, (now - start) / 1e9, 0.004);
    }

    @Test
    void theDeadlineIsWhatIsWaitedFor() {
        assertEquals(Long.MAX_VALUE, line.nextDeadline());
        line.write(new byte[10], 0, 10);
        line.flush();
        long first = line.nextDeadline();
        assertEquals((now + 868_056 + MILLI - 1) / MILLI, first);
        now = first * MILLI;
        line.flush();
        assertEquals(10, wire.sent.size(), "it has passed when the deadline has come");
    }

    @Test
    void inputThatTheFirmwareDoesNotWantNeedsNoDeadline() {
        wire.hostSays(new byte[10]);
        line.read(buffer, 0, buffer.length);
        assertTrue(line.nextDeadline() < Long.MAX_VALUE);
        now += TENTH;
        assertEquals(Long.MAX_VALUE, line.nextDeadline(), "nobody has asked since");
        assertEquals(10, line.read(buffer, 0, buffer.length));
    }

    @Test
    void aStuckHostStopsTheWireAndLosesNothing() {
        wire.room = 5;
        line.write(new byte[20], 0, 20);
        now += TENTH;
        line.flush();
        assertEquals(5, wire.sent.size());
        assertEquals(Long.MAX_VALUE, line.nextDeadline(), "who makes room wakes the loop");
        assertFalse(line.drained());
        wire.room = 100;
        line.flush();
        assertEquals(20, wire.sent.size());
        assertTrue(line.drained());
    }

    @Test
    void itEndsAfterTheLastByteHasArrived() {
        wire.hostSays(new byte[1]);
        wire.ended = true;
        assertEquals(0, line.read(buffer, 0, 10));
        assertFalse(line.ended());
        now += MILLI;
        assertEquals(1, line.read(buffer, 0, 10));
        assertTrue(line.ended());
    }

    /** As a client of TCP that says its lines and leaves; the next one is heard behind the cut. */
    @Test
    void whatAHostHadSaidArrivesBeforeTheCutAndNothingWithIt() {
        wire.hostSays(new byte[10]);
        assertEquals(0, line.read(buffer, 0, 10));
        wire.cut = true;
        assertEquals(0, line.read(buffer, 0, 10));
        wire.hostSays(new byte[1]);
        now += TENTH;
        assertEquals(10, line.read(buffer, 0, 20));
        assertEquals(Uart.CUT, line.read(buffer, 0, 10));
        assertEquals(0, line.read(buffer, 0, 10));
        now += TENTH;
        assertEquals(1, line.read(buffer, 0, 10));
    }

    @Test
    void itChangesItsPaceWithTheSettings() {
        UartConfig config = new UartConfig();
        line.config(config);
        assertEquals(BAUD, config.baud);
        assertEquals(10_000_000_000L / BAUD, line.characterNanos());
        config.baud = 9600;
        config.dataBits = 7;
        config.parity = 2;
        config.stopBits = 3;
        assertTrue(line.configure(config)); // eleven bits a byte
        assertEquals(11_000_000_000L / 9600, line.characterNanos());
        UartConfig told = new UartConfig();
        line.config(told);
        assertTrue(told.same(config));
        line.write(new byte[960], 0, 960);
        now += 1100 * MILLI - 1;
        line.flush();
        assertFalse(line.drained());
        now += 1;
        line.flush();
        assertEquals(960, wire.sent.size());
        assertTrue(line.drained());
    }

    @Test
    void whatIsOnItsWayWhenItIsSwitchedComesAtTheNewPace() {
        wire.hostSays(new byte[1152]);
        assertEquals(0, line.read(buffer, 0, buffer.length));
        now += TENTH / 2;
        UartConfig config = new UartConfig();
        config.baud = 2 * BAUD;
        line.configure(config);
        assertEquals(576, line.read(buffer, 0, buffer.length));
        now += TENTH / 8;
        assertEquals(288, line.read(buffer, 0, buffer.length));
        now += TENTH / 8;
        assertEquals(288, line.read(buffer, 0, buffer.length));
    }
}
