package wsat.port;

/** How a serial line is set (ESP-AT, AT+UART_CUR). */
public final class UartConfig {
    /** {@link #flow}: the module takes bytes only while it is told to (CTS) or tells when it can (RTS). */
    public static final int RTS = 1;
    public static final int CTS = 2;

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

    /** Whether it says the same. */
    public boolean same(UartConfig other) {
        return baud == other.baud && dataBits == other.dataBits && stopBits == other.stopBits
                && parity == other.parity && flow == other.flow;
    }
}
