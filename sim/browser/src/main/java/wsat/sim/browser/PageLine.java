package wsat.sim.browser;

import org.teavm.jso.typedarrays.Int8Array;
import wsat.port.Uart;
import wsat.port.UartConfig;

/** The line to a host that is a page's terminal, and perhaps a serial port beside it. */
final class PageLine implements Uart {
    /** What is on its way to the port before the line takes no more, in bytes: enough for the port to go on. */
    private static final int UNDER_WAY_MAX = 4096;
    /** What the host may say before it is heard; then bytes are lost, as on a UART. */
    private static final int HEARD_MAX = 65_536;

    private final Page page;
    private final LineLog log;
    private final byte[] heard = new byte[HEARD_MAX];
    private int heardFrom;
    private int heardCount;
    private final UartConfig config = new UartConfig();
    private int underWay;
    private int configuring;
    private boolean cut;
    /** Whether a serial port is open: then a character takes its time. */
    private boolean serial;

    /** Who is told that bytes were lost. */
    interface LineLog {
        void lost(int count);
    }

    PageLine(Page page, LineLog log) {
        this.page = page;
        this.log = log;
    }

    // --- the module's end -------------------------------------------------------------------------

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (cut) {
            cut = false;
            return CUT;
        }
        int count = Math.min(length, heardCount);
        for (int i = 0; i < count; i++) {
            buffer[offset + i] = heard[(heardFrom + i) % HEARD_MAX];
        }
        heardFrom = (heardFrom + count) % HEARD_MAX;
        heardCount -= count;
        return count;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        int count = configuring > 0 ? 0 : Math.min(length, UNDER_WAY_MAX - underWay);
        if (count > 0) {
            byte[] piece = new byte[count];
            System.arraycopy(buffer, offset, piece, 0, count);
            underWay += serial ? count : 0;
            page.line(Int8Array.fromJavaArray(piece));
        }
        return Math.max(count, 0);
    }

    @Override
    public boolean drained() {
        return underWay == 0;
    }

    /** A serial port of a browser has 7 or 8 data bits and one or two stop bits; a terminal takes anything. */
    @Override
    public boolean configure(UartConfig wanted) {
        if (serial && !isPossible(wanted)) {
            return false;
        }
        config.set(wanted);
        configuring += serial ? 1 : 0;
        page.configure(config.baud, config.dataBits, config.stopBits, config.parity, config.flow);
        return true;
    }

    private static boolean isPossible(UartConfig wanted) {
        return wanted.dataBits >= 7 && wanted.stopBits != 2;
    }

    @Override
    public int characterNanos() {
        return serial ? config.characterNanos() : 0;
    }

    @Override
    public int baudMost() {
        return UartConfig.BAUD_MOST;
    }

    @Override
    public boolean crowded() {
        return underWay > UNDER_WAY_MAX / 8;
    }

    @Override
    public void config(UartConfig into) {
        into.set(config);
    }

    // --- the page's end ---------------------------------------------------------------------------

    /** The host has said something. */
    void hear(byte[] bytes) {
        int count = Math.min(bytes.length, HEARD_MAX - heardCount);
        for (int i = 0; i < count; i++) {
            heard[(heardFrom + heardCount + i) % HEARD_MAX] = bytes[i];
        }
        heardCount += count;
        if (count < bytes.length) {
            log.lost(bytes.length - count);
        }
    }

    /** The serial port has so many bytes more of what it was given. */
    void written(int count) {
        underWay = Math.max(0, underWay - count);
    }

    /** The serial port is as it was last wanted. */
    void configured() {
        configuring = Math.max(0, configuring - 1);
    }

    /** A serial port is there from now on, or is not: what was half said ends where it is taken away. */
    void attach(boolean isSerial) {
        cut |= serial && !isSerial;
        serial = isSerial;
        underWay = 0;
        configuring = 0;
    }

    /** Whether a serial port could be set as the line is. */
    boolean isPossible() {
        return isPossible(config);
    }
}
