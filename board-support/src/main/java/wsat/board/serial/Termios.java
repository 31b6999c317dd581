package wsat.board.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import wsat.board.os.Libc;
import wsat.port.UartConfig;

/** What settings are for jSerialComm, and so for the kernel's termios. */
final class Termios {
    /** More than any struct termios, and where in it c_cflag and c_lflag are. */
    private static final int SIZE_MAX = 256;
    private static final int CONTROL_FLAGS = 8;
    private static final int LOCAL_FLAGS = 12;

    /** In struct termios2. */
    private static final int OUTPUT_SPEED = 40;
    /** In struct serial_struct, and more than it has. */
    private static final int BAUD_BASE = 7;
    private static final int SERIAL_MAX = 32;
    private static final int PERCENT = 3;

    private Termios() {
    }

    /**
     * One and a half stop bits are asked for as two, which termios has one flag for: a 16550 makes one and a half
     * of it where there are 5 data bits, any other UART two, and whoever wants to hear one and a half hears two.
     */
    static int stopBits(UartConfig config) {
        return config.stopBits == 1 ? SerialPort.ONE_STOP_BIT : SerialPort.TWO_STOP_BITS;
    }

    static int parity(UartConfig config) {
        return switch (config.parity) {
            case 1 -> SerialPort.ODD_PARITY;
            case 2 -> SerialPort.EVEN_PARITY;
            default -> SerialPort.NO_PARITY;
        };
    }

    /** The kernel knows RTS and CTS together. RTS alone is driven by {@link SerialLine}; CTS alone gets both. */
    static int flowControl(UartConfig config) {
        return (config.flow & UartConfig.CTS) == 0 ? SerialPort.FLOW_CONTROL_DISABLED
                : SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
    }

    /**
     * Makes a tty as raw as cfmakeraw(3) does, but for its character size and parity. jSerialComm leaves BRKINT, with
     * which a break empties both of the kernel's queues.
     *
     * @param descriptor of the tty; one that is gone is noticed by who reads it next
     */
    static void makeRaw(int descriptor) {
        byte[] termios = new byte[SIZE_MAX];
        if (Libc.tcgetattr(descriptor, termios) == 0) {
            byte[] control = Arrays.copyOfRange(termios, CONTROL_FLAGS, LOCAL_FLAGS);
            Libc.cfmakeraw(termios);
            System.arraycopy(control, 0, termios, CONTROL_FLAGS, control.length);
            Libc.tcsetattr(descriptor, Libc.TCSANOW, termios);
        }
    }

    /** The rate that a tty has, by TCGETS2. @return bits a second; 0: it cannot be told */
    static int baud(int descriptor) {
        ByteBuffer termios = ByteBuffer.allocate(SIZE_MAX).order(ByteOrder.nativeOrder());
        return Libc.ioctl(descriptor, Libc.TCGETS2, termios.array()) < 0 ? 0 : termios.getInt(OUTPUT_SPEED);
    }

    /** The highest rate of a UART, by its clock as TIOCGSERIAL tells it. @return bits a second; 0: it cannot be told */
    static int baudMost(int descriptor) {
        int[] serial = new int[SERIAL_MAX];
        return Libc.ioctl(descriptor, Libc.TIOCGSERIAL, serial) < 0 ? 0 : serial[BAUD_BASE];
    }

    /** Whether a UART at one rate understands one at the other: within what ten bits bear. */
    static boolean near(int baud, int other) {
        return 100L * Math.abs(baud - other) <= (long) PERCENT * baud;
    }

    /** How long a number of bytes takes on the wire. @return nanoseconds */
    static long wireNanos(UartConfig config, long bytes) {
        int halfBits = 2 * (1 + config.dataBits + (config.parity == 0 ? 0 : 1)) + config.stopBits + 1;
        return bytes * halfBits * 500_000_000L / config.baud;
    }
}
