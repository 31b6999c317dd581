package wsat.sim.world;

import java.io.ByteArrayOutputStream;
import wsat.port.Uart;
import wsat.port.UartConfig;

/** The serial line between host and module: it may have a baud rate, and take and give in small gulps. */
final class Line implements Uart {
    /** What the module's side of the line holds before it takes no more, in bytes. */
    private static final int RING = 128;

    private final VirtualTime clock;
    private final Chance chance;
    private final boolean paced;
    private final Wire toModule;
    private final Wire toHost;
    private boolean full;

    /** @param baud 0: bytes take no time */
    Line(VirtualTime clock, int baud, Chance chance) {
        this.clock = clock;
        this.chance = chance;
        paced = baud != 0;
        toModule = new Wire(baud);
        toHost = new Wire(baud);
    }

    // --- the module's end -------------------------------------------------------------------------

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int here = Math.min(length, toModule.arrived(clock.millis));
        return toModule.take(buffer, offset, here == 0 ? 0 : chance.gulp(here), clock.millis);
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        int room = paced ? RING - toHost.underWay(clock.millis) : length;
        int taken = Math.min(length, room);
        if (taken > 0) {
            taken = chance.oneIn(8) ? 0 : chance.gulp(taken);
        }
        full = taken < length;
        toHost.put(buffer, offset, taken, clock.millis);
        return taken;
    }

    @Override
    public boolean drained() {
        return toHost.underWay(clock.millis) == 0;
    }

    @Override
    public boolean configure(UartConfig config) {
        return true;
    }

    @Override
    public void config(UartConfig into) {
    }

    // --- the host's end ---------------------------------------------------------------------------

    void hostSends(byte[] bytes, int offset, int length) {
        toModule.put(bytes, offset, length, clock.millis);
    }

    /** Whether bytes of the host's are on their way. */
    boolean hostIsSending() {
        return toModule.underWay(clock.millis) > 0;
    }

    /** What has come to the host since the last time. */
    void hostHears(ByteArrayOutputStream heard) {
        byte[] bytes = new byte[toHost.arrived(clock.millis)];
        heard.write(bytes, 0, toHost.take(bytes, 0, bytes.length, clock.millis));
    }

    /** When the line has something new for either end. @return milliseconds, Long.MAX_VALUE: never */
    long nextEvent() {
        long next = Math.min(toModule.nextArrival(clock.millis), toHost.nextArrival(clock.millis));
        return full ? Math.min(next, clock.millis + 1) : next;
    }
}
