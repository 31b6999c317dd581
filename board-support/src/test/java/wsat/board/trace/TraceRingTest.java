package wsat.board.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.port.Trace;

/** What passes from the loop to another thread, in order and bounded. */
class TraceRingTest {
    private final List<String> told = new ArrayList<>();
    private final Trace listener = (kind, bytes, offset, length, now) -> told.add(kind + " " + now + " " + length + " "
            + new String(bytes, offset, Math.min(length, 9), StandardCharsets.ISO_8859_1));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatFitsIsHandedOverInOrderAndTheRestIsCounted() {
        TraceRing ring = new TraceRing(16);
        byte[] big = bytes("x".repeat(15_000));
        for (int i = 0; i < 10; i++) {
            ring.said(Trace.PAYLOAD, big, 0, big.length, i);
            ring.said(Trace.NEWS, bytes("+NEWS\r\n"), 0, 7, 1L << 40 | i);
            if (i == 4) {
                assertEquals(9, ring.drain(listener), "five payloads are more than the ring");
            }
        }
        ring.drain(listener);
        assertEquals(2, ring.dropped());
        assertEquals(List.of("1 0 15000 xxxxxxxxx", "5 1099511627776 7 +NEWS\r\n", "1 1 15000 xxxxxxxxx"),
                told.subList(0, 3));
        assertEquals("5 1099511627785 7 +NEWS\r\n", told.get(told.size() - 1));
    }

    @Test
    void aLongPayloadIsPiecesAndLongWordsAreCut() {
        TraceRing ring = new TraceRing(20);
        byte[] long40k = bytes("y".repeat(40_000));
        ring.said(Trace.DATA, long40k, 0, long40k.length, 1);
        ring.said(Trace.ANSWER, long40k, 0, long40k.length, 2);
        ring.drain(listener);
        assertEquals(List.of("6 1 16384 yyyyyyyyy", "6 1 16384 yyyyyyyyy", "6 1 7232 yyyyyyyyy",
                "4 2 16384 yyyyyyyyy"), told, "the rest of a secret must not be words of its own");
    }

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void whoWaitsIsWoken() throws InterruptedException {
        TraceRing ring = new TraceRing(16);
        Thread reader = new Thread(() -> {
            while (ring.drain(listener) == 0) {
                ring.await(TimeUnit.HOURS.toNanos(1));
            }
        });
        reader.start();
        ring.said(Trace.COMMAND, bytes("AT"), 0, 2, 3);
        reader.join();
        assertEquals(List.of("0 3 2 AT"), told);
    }
}
