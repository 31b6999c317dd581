package wsat.sim.world;

import java.io.ByteArrayOutputStream;
import wsat.board.fault.LineFaults;
import wsat.port.Uart;
import wsat.port.UartConfig;

/**
 * The serial line between host and module: bytes may take their time, and be taken and given in small gulps. Both
 * ends have a rate; where they differ, garbage arrives.
 */
final class Line implements Uart {
    /** What the module's side of the line holds before it takes no more, in bytes. */
    private static final int RING = 128;

    private final VirtualTime clock;
    private final Chance chance;
    private final boolean paced;
    private final Wire toModule;
    private final Wire toHost;
    private final UartConfig config = new UartConfig();
    private boolean full;
    private boolean cut;
    /** What is done to bytes on their way. */
    final LineFaults faults = new LineFaults();
    private int fastest = UartConfig.BAUD_MOST;
    private int limit = UartConfig.BAUD_MOST;

    /** @param baud the host's, and the module's at power-up; 0: bytes take no time */
    Line(VirtualTime clock, int baud, Chance chance) {
        this.clock = clock;
        this.chance = chance;
        paced = baud != 0;
        if (paced) {
            config.baud = baud;
        }
        toModule = new Wire(config.baud, paced);
        toHost = new Wire(config.baud, paced);
    }

    // --- the module's end -------------------------------------------------------------------------

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (cut) {
            cut = false;
            return CUT;
        }
        if (length > 0 && faults.breaks()) {
            buffer[offset] = 0;
            return 1;
        }
        int left = 0;
        for (int here = arrived(length); left == 0 && here > 0; here = arrived(length)) {
            left = faults.hear(buffer, offset, toModule.take(buffer, offset, chance.gulp(here), clock.millis));
        }
        return left;
    }

    private int arrived(int most) {
        return Math.min(most, toModule.arrived(clock.millis));
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        if (faults.stopped()) {
            full = length > 0;
            return 0;
        }
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
        return !faults.stopped() && toHost.underWay(clock.millis) == 0;
    }

    @Override
    public boolean configure(UartConfig wanted) {
        if (wanted.baud > fastest) {
            return false;
        }
        config.set(wanted);
        toHost.send(config.baud, clock.millis);
        toModule.listen(config.baud, clock.millis);
        return true;
    }

    @Override
    public boolean crowded() {
        return false;
    }

    @Override
    public int baudMost() {
        return limit;
    }

    @Override
    public int characterNanos() {
        return paced ? config.characterNanos() : 0;
    }

    @Override
    public void config(UartConfig into) {
        into.set(config);
    }

    /** The module loses its power: its end of the line forgets all, and is as a UART is at power-up. */
    void powerOff() {
        toModule.clear();
        toHost.clear();
        full = false;
        configure(new UartConfig());
    }

    /**
     * The host's end is pulled out and put in again: what was on the line is lost, and the module's end knows of it.
     */
    void cut() {
        toModule.clear();
        toHost.clear();
        cut = true;
    }

    /** No rate above this can be had from now on. */
    void fastest(int baud) {
        fastest = baud;
    }

    /** The same, and the board knows of it. */
    void limit(int baud) {
        fastest(baud);
        limit = baud;
    }

    // --- the host's end ---------------------------------------------------------------------------

    /** The host's UART has another rate from now on. */
    void hostSwitches(int baud) {
        toHost.listen(baud, clock.millis);
        toModule.send(baud, clock.millis);
    }

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
        int taken = toHost.take(bytes, 0, bytes.length, clock.millis);
        heard.write(bytes, 0, faults.say(bytes, 0, taken));
    }

    /** When the line has something new for either end. @return milliseconds, Long.MAX_VALUE: never */
    long nextEvent() {
        long next = Math.min(toModule.nextArrival(clock.millis), toHost.nextArrival(clock.millis));
        return full ? Math.min(next, clock.millis + 1) : next;
    }
}
