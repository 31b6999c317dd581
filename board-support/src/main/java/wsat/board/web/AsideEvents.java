package wsat.board.web;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import wsat.board.os.Ticks;
import wsat.board.trace.TraceRing;
import wsat.port.Trace;

/**
 * Takes events off the loop's hands: what host and module say is put into a ring as it is, and a thread masks it and
 * writes it as {@link Event}s, in the order in which all happened. What finds no room in the ring is missed.
 */
public final class AsideEvents implements EventSink, Closeable {
    /** Of the ring: two mebibytes, or half a mebibyte in a heap as small as a board's. */
    private static final int RING_BITS = Runtime.getRuntime().maxMemory() < 48 << 20 ? 19 : 21;
    /** In the ring, beside the kinds of {@link Trace}: an event that is written already. */
    private static final int EVENT = Trace.DATA + 1;
    /** How long things gather, so that the loop seldom has to wake the thread. */
    private static final long GATHER_NANOS = 20_000_000;
    private static final long CLOSE_MILLIS = 250;
    private static final long LOOK_NANOS = 1_000_000_000;

    private final EventSink sink;
    private final DialogueEvents events;
    private final TraceRing ring = new TraceRing(RING_BITS);
    private final Ticks clock;
    private final Thread thread = new Thread(this::run, "events");
    private volatile boolean closed;
    private long missed;

    /** @param sink is given the events, by a thread of this object's */
    public AsideEvents(EventSink sink, Ticks clock) {
        this.sink = sink;
        this.clock = clock;
        events = new DialogueEvents(sink, clock);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void add(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.ISO_8859_1); // an event is ASCII
        if (bytes.length <= TraceRing.SPAN_MAX) {
            ring.said(EVENT, bytes, 0, bytes.length, 0);
        }
    }

    @Override
    public Trace dialogue(Ticks ticks) {
        return (kind, bytes, offset, length, now) -> ring.said(kind, bytes, offset, length, ticks.micros());
    }

    private void run() {
        while (!closed) {
            if (ring.drain(this::take) == 0) {
                ring.await(LOOK_NANOS);
            }
            long missing = ring.dropped() - missed;
            if (missing > 0) {
                missed += missing;
                sink.add(new Event("missed", clock.micros()).put("n", missing).json());
            }
            if (!closed) {
                LockSupport.parkNanos(this, GATHER_NANOS);
            }
        }
        ring.drain(this::take);
    }

    /** Hands over what there is, if that takes no longer than a quarter of a second. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(int kind, byte[] bytes, int offset, int length, long micros) {
        if (kind == EVENT) {
            sink.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        } else {
            events.tell(kind, bytes, offset, length, micros);
        }
    }
}
