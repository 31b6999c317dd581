package wsat.board.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import com.pi4j.io.serial.FlowControl;
import com.pi4j.io.serial.SerialConfig;
import com.pi4j.io.serial.SerialProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import wsat.board.os.Descriptors;
import wsat.port.UartConfig;

/**
 * A tty in raw mode: every byte passes as it is. Beyond Pi4J's {@code Serial} it is set anew while it is open,
 * drives RTS, tells how much the kernel has still to send, and gives its descriptor. One thread may read, one write,
 * one do the rest.
 *
 * <p>A byte with a wrong parity bit is dropped by the kernel. A break, which a host makes that holds its line low in
 * reset, is a NUL.
 */
final class TtySerial extends UnnamedSerial {
    private static final Path CONSOLES = Path.of("/sys/class/tty/console/active");

    private static volatile boolean ending;
    private static boolean watched;

    private final Path path;
    private final UartConfig settings = new UartConfig();
    private volatile SerialPort port;
    /** Negative: not known yet, and JNA perhaps not loaded. */
    private int descriptor = -1;

    /** A port at the rate of a module, closed yet. */
    TtySerial(String device) {
        super(device);
        path = Path.of(device);
    }

    /** A port as Pi4J has it configured, closed yet. */
    TtySerial(SerialProvider provider, SerialConfig config) {
        super(provider, config);
        path = Path.of(config.device());
        settings.baud = config.baud();
        settings.dataBits = config.dataBits().getValue();
        settings.stopBits = 2 * config.stopBits().getValue() - 1;
        settings.parity = Math.min(2, config.parity().getIndex());
        settings.flow = config.flowControl() == FlowControl.HARDWARE ? UartConfig.RTS + UartConfig.CTS : 0;
    }

    /** @throws com.pi4j.io.exception.IOException with what is wrong, and its cure, in one line */
    @Override
    public void open() {
        try {
            openPort();
        } catch (IOException e) {
            throw new com.pi4j.io.exception.IOException(e.getMessage(), e);
        }
    }

    /** As {@link #open}, with an exception that has to be caught. */
    synchronized void openPort() throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("there is no " + path);
        }
        NativeFolder.prepare();
        SerialPort opened;
        try {
            opened = SerialPort.getCommPort(path.toString());
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no " + path);
        }
        apply(opened);
        opened.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
        if (!opened.openPort()) {
            throw new IOException(path + " " + OpenError.words(opened.getLastErrorCode()));
        }
        port = opened;
        descriptor = -1;
        watchEnd();
    }

    private static synchronized void watchEnd() {
        if (!watched) {
            watched = true;
            SerialPort.addShutdownHook(new Thread("tty-end") {
                @Override
                public void run() {
                    ending = true;
                }
            });
        }
    }

    /** Whether the process ends: jSerialComm then takes its ports from under those who use them. */
    static boolean ending() {
        return ending;
    }

    /** Whether a program is at the other end: nothing limits the rate then. */
    boolean isPseudoTerminal() {
        return device().startsWith("/dev/pts/");
    }

    /** Whether there is more buffer behind the kernel's. */
    boolean isAdapter() {
        return device().startsWith("/dev/ttyUSB") || device().startsWith("/dev/ttyACM");
    }

    /** Whether the kernel prints its own messages there, and with them usually runs a login. */
    boolean isConsole() {
        try {
            return (" " + Files.readString(CONSOLES).trim() + " ")
                    .contains(" " + Path.of(device()).getFileName() + " ");
        } catch (IOException e) {
            return false;
        }
    }

    /** What the path leads to. */
    private String device() {
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            return path.toString();
        }
    }

    /** A pseudo-terminal has 8 data bits and no parity; glibc takes asking for others for an error. */
    private boolean apply(SerialPort to) {
        boolean pty = isPseudoTerminal();
        // when it is open each call sets all
        boolean applied = to.setFlowControl(Termios.flowControl(settings))
                && to.setComPortParameters(settings.baud, pty ? 8 : settings.dataBits, Termios.stopBits(settings),
                        pty ? SerialPort.NO_PARITY : Termios.parity(settings));
        if (descriptor >= 0) {
            Termios.makeRaw(descriptor);
        }
        return applied;
    }

    /**
     * What the port is to the operating system, for a selector. From now on {@link #read} and {@link #write} are not to
     * be used: nothing waits any more.
     *
     * @return the youngest of this process's descriptors that mean the device: an older one may be its terminal
     * @throws IOException the port is gone
     */
    synchronized int descriptor() throws IOException {
        SerialPort open = port;
        if (open == null || !open.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0)) {
            throw new IOException(path + " is gone");
        }
        Object device = Files.getAttribute(path, "unix:rdev");
        for (int one : Descriptors.highestFirst()) {
            if (device.equals(rdev(Descriptors.path(one)))) {
                descriptor = one;
                Termios.makeRaw(one);
                return one;
            }
        }
        throw new IOException(path + " is gone");
    }

    private static Object rdev(Path file) {
        try {
            return Files.getAttribute(file, "unix:rdev");
        } catch (IOException e) {
            return -1; // the descriptor of the listing itself
        }
    }

    /** Whether the kernel has taken the port away. */
    boolean gone() {
        SerialPort open = port;
        return open == null || open.bytesAvailable() < 0;
    }

    /** Sets the port anew, or remembers the settings for when it is opened. @return false: the port refuses them */
    synchronized boolean configure(UartConfig config) {
        settings.set(config);
        SerialPort open = port;
        return open == null || apply(open);
    }

    /** The rate that the kernel has set, which may be another than was asked for. @return 0: it cannot be told */
    int baud() {
        return descriptor < 0 ? 0 : Termios.baud(descriptor);
    }

    /** The highest rate that the UART's clock makes. @return 0: it cannot be told, as of a USB adapter */
    int baudMost() {
        boolean known = descriptor >= 0 && (device().startsWith("/dev/ttyAMA") || device().startsWith("/dev/ttyS"));
        return known ? Termios.baudMost(descriptor) : 0;
    }

    /** Whether the other end may send; a port without the line takes no notice. */
    void rts(boolean on) {
        SerialPort open = port;
        if (open != null && on) {
            open.setRTS();
        } else if (open != null) {
            open.clearRTS();
        }
    }

    /**
     * How many bytes the kernel still has to send: at least so many; 0 for a pseudo-terminal and a port that is gone.
     */
    int awaitingWrite() {
        SerialPort open = port;
        return open == null ? 0 : Math.max(0, open.bytesAwaitingWrite());
    }

    /** Forgets what the kernel holds in both directions, so that a blocked writer goes on. */
    synchronized void discard() {
        SerialPort open = port;
        if (open != null) {
            open.flushIOBuffers();
            apply(open); // whoever waits in write looks again, which a pseudo-terminal's does not for the flush
        }
    }

    @Override
    public boolean isOpen() {
        return port != null;
    }

    @Override
    public int available() {
        SerialPort open = port;
        return open == null ? 0 : Math.max(0, open.bytesAvailable());
    }

    /** @return -1: the port is gone */
    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Waits for the first byte. @return -1: the port is gone */
    @Override
    public int read(byte[] buffer, int offset, int length) {
        SerialPort open = port;
        int n = open == null ? -1 : open.readBytes(buffer, length, offset);
        return n > 0 ? n : -1; // without a time-out, nothing means a hang-up as well
    }

    @Override
    public int read(ByteBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        int n = read(bytes, 0, length);
        buffer.put(offset, bytes, 0, Math.max(0, n));
        return n;
    }

    @Override
    public int write(byte b) {
        return write(new byte[] {b}, 0, 1);
    }

    /** Waits until the kernel has all. @return -1: the port is gone */
    @Override
    public int write(byte[] data, int offset, int length) {
        SerialPort open = port;
        return open != null && open.writeBytes(data, length, offset) == length ? length : -1;
    }

    /** Only when no thread writes: it would go on trying, and perhaps find another file behind the descriptor. */
    @Override
    public synchronized void close() {
        SerialPort open = port;
        port = null;
        descriptor = -1;
        if (open != null) {
            open.closePort();
        }
    }
}
