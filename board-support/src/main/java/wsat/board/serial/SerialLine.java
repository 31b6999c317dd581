package wsat.board.serial;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

import com.fazecast.jSerialComm.SerialPort;

import wsat.board.Doorbell;
import wsat.board.Line;
import wsat.board.Loop;
import wsat.board.StreamLine;
import wsat.port.Log;
import wsat.port.UartConfig;

/**
 * A tty as the line: a Raspberry Pi's UART, a USB adapter, a pseudo-terminal. A {@link StreamLine} over the
 * port, for as long as the port is there; when it vanishes, a thread tries to open it again, and the line
 * goes on with the settings in force. What the host has half said is forgotten then, and what the
 * module says meanwhile is lost, as it is on a UART whose wires are cut: links stay up and their data flows on.
 *
 * <p>Without RTS the port is read as fast as bytes come, and those for which there is no room are dropped,
 * counted and logged. With it nothing is dropped: what is not taken stays in the kernel, which stops the host
 * (RTS and CTS), or RTS is driven from here (RTS alone, which the kernel does not know).
 */
public final class SerialLine implements Line {
    private static final String WHERE = "serial line";
    private static final int LOG_EVERY_MILLIS = 10_000;
    /** What a USB adapter may take to send what it was given. */
    private static final long USB_NANOS = 2_000_000;
    private static final int LOOK_AGAIN_MILLIS = 20;
    private static final long LAST_WORDS_NANOS = 100_000_000;
    private static final int RELEASE_TRIES = 20;
    private static final int RECEIVER_MILLIS = 1000;

    private final TtySerial port;
    private final String path;
    private final int inputMax;
    private final int outputMax;
    private final Doorbell bell;
    private final Log log;
    /** Replaced, never changed: the threads look at it too. */
    private volatile UartConfig settings;
    /** Null while the port is gone. */
    private StreamLine stream;
    private Reopening reopening;
    /** Whether the other end is a program, which no baud rate holds up, and how late the wire may be. */
    private volatile boolean wired;
    private volatile long lateNanos;
    /** When what the kernel was given has left the wire, as {@link System#nanoTime}. */
    private volatile long sentBy;
    private volatile long dropped;
    private long droppedLogged;
    private long logAgainAt;
    private boolean drainWanted;
    private boolean cut;

    private SerialLine(String path, UartConfig config, int inputMax, int outputMax, Doorbell bell, Log log) {
        this.path = path;
        this.inputMax = inputMax;
        this.outputMax = outputMax;
        this.bell = bell;
        this.log = log;
        settings = new UartConfig().set(config);
        port = TtyProvider.port(path);
        port.configure(settings);
    }

    /**
     * Loads what a port needs in a thread of its own, which takes as long as the rest of a start beside it. What goes
     * wrong there does so again, and is told, when the port is opened.
     */
    public static void prepare() {
        Thread preparing = new Thread("port") {
            @Override
            public void run() {
                try {
                    NativeFolder.prepare();
                    TtyProvider.port("/dev/null");
                    SerialPort.getVersion();
                } catch (IOException | LinkageError e) {
                    // also when the process ends already
                }
            }
        };
        preparing.setDaemon(true);
        preparing.start();
    }

    /**
     * Opens a tty.
     *
     * @param path      of the tty, such as {@code /dev/serial0}
     * @param inputMax  how many bytes may wait for the firmware
     * @param outputMax how many bytes may wait for the kernel
     * @throws IOException with what is wrong, and its cure, in one line
     */
    public static SerialLine open(String path, UartConfig config, int inputMax, int outputMax, Doorbell bell, Log log)
            throws IOException {
        SerialLine line = new SerialLine(path, config, inputMax, outputMax, bell, log);
        line.port.openPort();
        if (line.port.isConsole()) {
            log.log(Log.WARN, WHERE, "the kernel's console is on " + path + " too, and its messages go to the host: take"
                    + " console=serial0,115200 out of /boot/firmware/cmdline.txt and restart the machine", Log.NO_VALUE);
        }
        line.start();
        return line;
    }

    private void start() {
        wired = !port.isPseudoTerminal();
        lateNanos = port.isUsb() ? USB_NANOS : 0;
        sentBy = System.nanoTime();
        stream = new StreamLine(port.input(), new Wire(port.output()), inputMax, outputMax, bell, new Flow()).start();
    }

    /** Keeps count of when the last byte will have left. */
    private final class Wire extends OutputStream {
        private final OutputStream out;

        Wire(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            long begun = System.nanoTime();
            out.write(bytes, offset, length);
            if (wired) {
                sentBy = Math.max(sentBy, begun) + Termios.wireNanos(settings, length);
            }
        }
    }

    /** Called by the receiving thread. */
    private final class Flow implements StreamLine.Overflow {

        @Override
        public boolean drop(int count) {
            if (settings.flow != 0) {
                return false; // CTS alone has RTS too
            }
            dropped += count;
            return true;
        }

        @Override
        public void hold(boolean held) {
            if (settings.flow == UartConfig.RTS) {
                port.rts(!held);
            }
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (cut) {
            cut = false;
            return CUT;
        }
        return stream == null ? 0 : stream.read(buffer, offset, length);
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        return stream == null ? length : stream.write(buffer, offset, length);
    }

    @Override
    public int room() {
        return stream == null ? Integer.MAX_VALUE : stream.room();
    }

    /** Looks after the port as well; called every turn. */
    @Override
    public void flush() {
        if (dropped != droppedLogged && Loop.millis() >= logAgainAt) {
            logDropped();
        }
        if (stream != null && stream.lost()) {
            lose();
        } else if (stream == null && reopening.done()) {
            regain();
        }
        if (stream != null) {
            stream.flush();
        }
    }

    private void logDropped() {
        droppedLogged = dropped;
        logAgainAt = Loop.millis() + LOG_EVERY_MILLIS;
        log.log(Log.WARN, WHERE, "the host sends faster than its bytes are taken, without flow control (AT+UART_CUR);"
                + " bytes lost so far:", droppedLogged);
    }

    /** How many bytes of the host found no room. */
    long dropped() {
        return dropped;
    }

    private void lose() {
        if (!TtySerial.ending()) {
            Throwable failure = stream.failure();
            log.log(Log.WARN, WHERE, path + " is gone; what is said meanwhile is lost"
                    + (failure == null || failure instanceof IOException ? "" : " (" + failure + ")"), Log.NO_VALUE);
        }
        stream.close();
        reopening = new Reopening(port, stream, bell);
        reopening.start();
        stream = null;
        cut = true;
    }

    private void regain() {
        log.log(Log.WARN, WHERE, path + " is back", Log.NO_VALUE);
        reopening = null;
        port.configure(settings);
        start();
    }

    @Override
    public void discard() {
        if (stream != null) {
            stream.discard();
            port.discard();
            sentBy = System.nanoTime();
        }
    }

    /** What the kernel has left of the wire counts too, but not for a pseudo-terminal: its reader may never come. */
    @Override
    public boolean drained() {
        if (stream == null) {
            return true;
        }
        drainWanted = true;
        return stream.drained() && wireNanos() <= 0;
    }

    /** How long the wire will still be busy, as far as can be told. */
    private long wireNanos() {
        if (!wired) {
            return 0;
        }
        long left = sentBy + lateNanos - System.nanoTime();
        if (left <= 0 && port.awaitingWrite() > 0) {
            return LOOK_AGAIN_MILLIS * 1_000_000L; // the host holds it up
        }
        return left;
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public boolean broken() {
        return false;
    }

    @Override
    public long nextDeadline() {
        long next = dropped == droppedLogged ? Long.MAX_VALUE : logAgainAt;
        if (drainWanted && stream != null && stream.drained()) {
            long left = wireNanos();
            if (left > 0) {
                next = Math.min(next, Loop.millis() + left / 1_000_000 + 1);
            }
        }
        drainWanted = false;
        return next;
    }

    @Override
    public boolean configure(UartConfig config) {
        UartConfig before = settings;
        settings = new UartConfig().set(config);
        if (stream == null) {
            return true; // for when the port is back
        }
        if (!port.configure(settings)) {
            settings = before;
            port.configure(settings);
            log.log(Log.WARN, WHERE, path + " cannot be set so; baud rate that was asked for:", config.baud);
            return false;
        }
        if ((settings.flow & UartConfig.CTS) == 0) {
            port.rts(true); // from now on ours, whoever had let it fall
        }
        return true;
    }

    /** The rate that was asked for: the nearest one that the UART's clock can make is within what UARTs bear. */
    @Override
    public void config(UartConfig into) {
        into.set(settings);
    }

    /** Gives what was said last a moment to leave. */
    @Override
    public void close() {
        if (stream == null) {
            reopening.cancel();
            return;
        }
        long end = System.nanoTime() + LAST_WORDS_NANOS;
        stream.flush();
        while (!drained() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, 1_000_000);
        }
        release(port, stream);
    }

    /**
     * Closes a port that was in use, for which the sending thread has to be out of it: blocked by a host that takes
     * nothing, it is freed by throwing away what waits.
     *
     * @return false: it sits there still, and the port with it
     */
    static boolean release(TtySerial port, StreamLine stream) {
        stream.close();
        for (int i = 0; !stream.senderLeft(10); i++) {
            if (i == RELEASE_TRIES) {
                return false;
            }
            port.discard();
        }
        port.close();
        return stream.receiverLeft(RECEIVER_MILLIS);
    }
}
