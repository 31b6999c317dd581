package wsat.port;

/** How a serial line is set (ESP-AT, AT+UART_CUR). */
public final class UartConfig {
    /** {@link #flow}: the module takes bytes only while it is told to (CTS) or tells when it can (RTS). */
    public static final int RTS = 1;
    public static final int CTS = 2;

    /** What {@link #baud} may be. */
    public static final int BAUD_LEAST = 80;
    public static final int BAUD_MOST = 5_000_000;

    /** Bits a second, 80 to 5000000. */
    public int baud = 115200;
    /** 5 to 8. */
    public int dataBits = 8;
    /** 1: one, 2: one and a half, 3: two. */
    public int stopBits = 1;
    /** 0 none, 1 odd, 2 even. */
    public int parity;
    /** Sum of {@link #RTS} and {@link #CTS}; 0: no flow control. Software flow control does not exist. */
    public int flow;

    /** Becomes as another. */
    public UartConfig set(UartConfig other) {
        baud = other.baud;
        dataBits = other.dataBits;
        stopBits = other.stopBits;
        parity = other.parity;
        flow = other.flow;
        return this;
    }

    /** Whether each of the numbers is one of those above. */
    public boolean isValid() {
        return baud >= BAUD_LEAST && baud <= BAUD_MOST && dataBits >= 5 && dataBits <= 8
                && stopBits >= 1 && stopBits <= 3 && parity >= 0 && parity <= 2 && flow >= 0 && flow <= (RTS | CTS);
    }

    /**
     * Bits that one character takes on the line, twice: start bit, data, parity, stop bits of which there may be 1.5.
     */
    public int halfBits() {
        return 2 * (1 + dataBits + (parity == 0 ? 0 : 1)) + stopBits + 1;
    }

    /** How long one character takes on the line, in nanoseconds. */
    public int characterNanos() {
        return (int) (halfBits() * 500_000_000L / baud);
    }

    /** Whether it says the same. */
    public boolean same(UartConfig other) {
        return baud == other.baud && dataBits == other.dataBits && stopBits == other.stopBits
                && parity == other.parity && flow == other.flow;
    }
}
