package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.board.net.Frames.frame;
import static wsat.board.net.Frames.header;

import java.nio.channels.SelectionKey;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wsat.port.WebSocketPort;

/** More than fits: long frames, peers that do not read, consumers that do not take. */
class FlowTest {
    private static final long GIB = 1L << 30;
    /** Repeats with a period that no buffer has. */
    private static final byte[] PATTERN = new byte[65_521];

    static {
        for (int i = 0; i < PATTERN.length; i++) {
            PATTERN[i] = (byte) (i * 31 + (i >> 8));
        }
    }

    private final Loop loop = new Loop(1, 8192);

    @AfterEach
    void stopLoop() {
        loop.close();
    }

    /** In a heap of 64 MiB, as the build file says. */
    @Test
    void aFrameOfOneGibibytePassesInOrder() {
        assertTrue(Runtime.getRuntime().maxMemory() < GIB / 8);
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(header(0x82, GIB));
            for (long sent = 0; sent < GIB; sent += PATTERN.length) {
                peer.out.write(PATTERN, 0, (int) Math.min(PATTERN.length, GIB - sent));
            }
            peer.send(frame(0x81, "done"));
        })) {
            loop.open(server.port, "/", 8192);
            for (long offset = 0; offset < GIB; offset += 8192) {
                loop.next();
                assertEquals(offset, loop.chunk.offset);
                assertEquals(GIB, loop.chunk.unitLength);
                assertEquals(8192, loop.chunk.length);
                assertEquals(offset == GIB - 8192, loop.chunk.last);
                assertPattern(offset);
                loop.network.release(0, 8192);
            }
            assertEquals("done", loop.text());
        }
    }

    private void assertPattern(long offset) {
        int from = loop.chunk.start;
        int end = from + loop.chunk.length;
        int at = (int) (offset % PATTERN.length);
        while (from < end) {
            int count = Math.min(end - from, PATTERN.length - at);
            assertTrue(Arrays.equals(loop.chunk.bytes, from, from + count, PATTERN, at, at + count), "at " + offset);
            from += count;
            at = 0;
        }
    }

    @Test
    void aLengthNearTheLimitOfTheProtocolIsNoProblem() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(header(0x82, Long.MAX_VALUE), new byte[9000]);
            peer.readEnd();
        })) {
            loop.open(server.port, "/", 8192).next();
            assertEquals(Long.MAX_VALUE, loop.chunk.unitLength);
            assertFalse(loop.chunk.last);
            loop.network.drop(0);
            loop.untilDone(server);
        }
    }

    @Test
    void aServerThatDoesNotReadMakesSendBusyAndNotAPong() {
        CountDownLatch full = new CountDownLatch(1);
        AtomicLong frames = new AtomicLong();
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade();
            full.await();
            peer.send(frame(0x89, "still there?"));
            for (long left = frames.get(); left > 0; left--) {
                assertEquals(8192, peer.read().payload.length);
            }
            assertEquals(0x8A, peer.read().first);
        })) {
            loop.open(server.port, "/", 8192);
            byte[] payload = new byte[8192];
            // The network stack takes some megabytes first.
            while (loop.network.send(0, 2, true, payload, 0, payload.length) == WebSocketPort.TAKEN) {
                frames.incrementAndGet();
                loop.network.turn(0);
            }
            assertEquals(WebSocketPort.BUSY, loop.network.send(0, 2, true, payload, 0, payload.length));
            assertTrue(loop.network.unsent(0) > 0);
            assertTrue(loop.network.unsent(0) <= 2 * 8206);
            assertEquals(WebSocketPort.BUSY, loop.network.send(0, 2, true, payload, 0, payload.length));
            full.countDown();
            loop.untilDone(server);
            loop.until("all to be sent", () -> loop.network.unsent(0) == 0);
        }
    }

    @Test
    void aConsumerThatDoesNotTakeStopsTheServer() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade();
            for (int i = 0; i < 64 * 1024; i++) {
                peer.send(frame(0x82, new byte[1024]));
            }
        })) {
            loop.open(server).next();
            SelectionKey key = loop.network.selector().keys().iterator().next();
            loop.until("the socket to be let alone", () -> key.interestOps() == 0);
            int arrivals = loop.network.arrivals(0);
            for (int i = 0; i < 5; i++) {
                assertEquals(0, loop.network.turn(5));
            }
            assertEquals(arrivals, loop.network.arrivals(0));
            assertFalse(server.done());
            for (int i = 0; i < 64 * 1024; i++) {
                assertEquals(1024, loop.next().length);
                loop.network.release(0, 1024);
            }
            loop.untilState(WebSocketPort.LOST);
        }
    }

    @Test
    void aFloodOfPingsIsAnsweredInBoundedMemory() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade();
            byte[] pings = Frames.join(frame(0x89, new byte[125]), frame(0x89, new byte[125]));
            // Reads nothing for a while: as much as fits the network stack both ways, and more.
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < 50_000; i++) {
                        peer.send(pings);
                    }
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            for (int i = 0; i < 100_000; i++) {
                if (i == 0) {
                    writer.join(300);
                }
                assertEquals(0x8A, peer.read().first);
            }
            writer.join();
        })) {
            loop.open(server).untilDone(server);
        }
    }
}
