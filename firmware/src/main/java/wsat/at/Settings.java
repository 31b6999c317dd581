package wsat.at;

import wsat.port.Trace;
import wsat.port.UartConfig;

/** The limits and choices of one coprocessor, set before it is made and left alone afterwards. */
public final class Settings {
    /** Longest command line in bytes, CR LF included. ESP-AT has 256; no driver depends on the failure. */
    public int lineMax = 4096;
    /** Largest {@code buffer_size} that {@code AT+WSCFG} takes, 1 to 65536 bytes. */
    public int bufferMax = 16_384;
    /** Most bytes of headers that {@code AT+WSHEAD} keeps. */
    public int headerMax = 4096;
    /** {@link #urcGuardMillis}: what the line's rate asks for. */
    public static final int BY_RATE = -1;
    /**
     * How long the line stays quiet after a final result before unsolicited messages, in milliseconds.
     * {@link #BY_RATE}: 100 characters of the line as it is set, at least 3 ms and at most 10; 10 on a line without a
     * rate.
     */
    public int urcGuardMillis = BY_RATE;
    /**
     * How long a restart takes to {@code ready}, in milliseconds, 0 to 1000. An ESP32 needs some 300, and there are
     * drivers that empty their buffer 200 ms behind a reset and wait for it then.
     */
    public int bootMillis = 300;
    /** A payload that pauses this long ends with ERROR, in milliseconds; 0: waits for ever, as ESP-AT. */
    public int payloadIdleMillis = 0;
    /** How many TCP, UDP and SSL links there are, 5 to {@link #SOCKETS_MAX}: ESP-AT's AT_SOCKET_MAX_CONN_NUM. */
    public int sockets = 5;
    /** The most {@link #sockets}. */
    public static final int SOCKETS_MAX = 10;
    /** WebSocket links of ESP-AT: 0, 1 and 2. */
    public static final int LINKS = 3;
    /** The most {@link #links}. */
    public static final int LINKS_MAX = 8;
    /** How many WebSocket links there are, {@link #LINKS} to {@link #LINKS_MAX}. */
    public int links = LINKS;
    /** {@link #dialect}: ESP-AT 4.1. */
    public static final int V4_1 = 0;
    /** {@link #dialect}: ESP-AT 4.2, as far as a host of 4.1 would hear the difference. */
    public static final int V4_2 = 1;
    /** Whose dialect is spoken where they differ, {@link #V4_1} or {@link #V4_2}. */
    public int dialect = V4_1;
    /** The chip that {@code AT+GMR} names; host drivers know ESP32, ESP32C2, ESP32C3, ESP32C6 and ESP8266. */
    public String moduleName = "ESP32C3";
    /** Who is told the dialogue with the host; null: nobody. */
    public Trace trace;
    /** How the line is set while the host has kept nothing with {@code AT+UART_DEF}. */
    public final UartConfig uart = new UartConfig();
    /** Whether somebody at the board has chosen the baud rate of {@link #uart}: then not even the factory's counts. */
    public boolean baudGiven;

    /** The longest frame that {@code AT+WSSEND} takes, in bytes: ESP-AT's 16 KiB, more with larger buffers. */
    public int frameMax() {
        return Math.max(16_384, bufferMax);
    }

    /** The version that {@code AT+GMR} tells. */
    public String version() {
        return dialect == V4_2 ? "4.2.0.0" : "4.1.1.0";
    }

    /** As ESP-AT's own: the module drives RTS and does not look at CTS. */
    public Settings() {
        uart.flow = UartConfig.RTS;
    }
}
