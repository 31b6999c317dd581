package wsat.board.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import wsat.board.Loop;
import wsat.board.line.ChannelLine;
import wsat.board.line.DescriptorPipe;
import wsat.board.line.Doorbell;
import wsat.port.Log;
import wsat.port.UartConfig;

/**
 * A tty as the line: a Raspberry Pi's UART, a USB adapter, a pseudo-terminal, watched by the loop's own selector for as
 * long as it is there. When it vanishes, a thread tries to open it again, and the line goes on with the settings in
 * force. What the host has half said is forgotten then, and what the module says meanwhile is lost, as it is on a UART
 * whose wires are cut: links stay up and their data flows on.
 *
 * <p>Without RTS the port is read as fast as bytes come, and those for which there is no room are dropped,
 * counted and logged. With it nothing is dropped: what is not taken stays in the kernel, which stops the host
 * (RTS and CTS), or RTS is driven from here (RTS alone, which the kernel does not know).
 */
public final class SerialLine extends ChannelLine {
    private static final String WHERE = "serial line";
    private static final int LOG_EVERY_MILLIS = 10_000;
    /** What a USB adapter may take to send what it was given. */
    private static final long USB_NANOS = 2_000_000;
    private static final int LOOK_AGAIN_MILLIS = 20;
    private static final int LOOK_FOR_PORT_MILLIS = 1000;
    private static final int LOOK_FOR_ERRORS_MILLIS = 1000;
    private static final long LAST_WORDS_NANOS = 100_000_000;

    private final TtySerial port;
    private final String path;
    private final Selector selector;
    private final Doorbell bell;
    private final Log log;
    private final UartConfig settings = new UartConfig();
    /** Whether the selector has not been given the port yet, for the first time. */
    private boolean begins = true;
    /** Null before there are first words. */
    private Beginning beginning;
    /** Null while the port is gone, and before it is ours. */
    private DescriptorPipe channels;
    /** Null while the port is there. */
    private Reopening reopening;
    /** Whether the other end is not a program, which no baud rate holds up, and how late the wire may be. */
    private boolean wired;
    private long lateNanos;
    /** When what the kernel was given has left the wire, as {@link System#nanoTime}. */
    private long sentBy;
    private long dropped;
    private long droppedLogged;
    private long logAgainAt;
    /** When to look whether the port of a sender who is held is still there: nothing is read that would tell. */
    private long lookAt = Long.MAX_VALUE;
    /** What the UART has lost by itself, looked at while bytes come. */
    private UartErrors errors;
    private long errorsAt = Long.MAX_VALUE;
    private int overrunsLogged;
    private int garbledLogged;
    /** Before then a port that goes and comes again is not worth a word. */
    private long quietUntil = Long.MIN_VALUE;
    private boolean quiet;
    private boolean drainWanted;
    private boolean cut;

    private SerialLine(String path, UartConfig config, int inputMax, int outputMax, Selector selector, Doorbell bell,
            Log log) {
        super(inputMax, outputMax);
        this.path = path;
        this.selector = selector;
        this.bell = bell;
        this.log = log;
        settings.set(config);
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
     * @param selector  the loop's
     * @throws IOException with what is wrong, and its cure, in one line
     */
    public static SerialLine open(String path, UartConfig config, int inputMax, int outputMax, Selector selector,
            Doorbell bell, Log log) throws IOException {
        SerialLine line = new SerialLine(path, config, inputMax, outputMax, selector, bell, log);
        line.port.openPort();
        if (line.port.isConsole()) {
            log.log(Log.WARN, WHERE, "the kernel's console is on " + path + " too, and its messages go to the host: take"
                    + " console=serial0,115200 out of /boot/firmware/cmdline.txt and restart the machine", Log.NO_VALUE);
        }
        line.here();
        return line;
    }

    /** The port is open. */
    private void here() {
        wired = !port.isPseudoTerminal();
        lateNanos = port.isUsb() ? USB_NANOS : 0;
        sentBy = System.nanoTime();
    }

    /** From now on the selector watches the port. */
    private void take() {
        try {
            int descriptor = port.descriptor();
            channels = new DescriptorPipe(descriptor);
            errors = new UartErrors(descriptor);
            overrunsLogged = 0;
            garbledLogged = 0;
            attach(channels.source(), channels.source().register(selector, 0, this),
                    channels.sink(), channels.sink().register(selector, 0, this));
        } catch (IOException e) {
            lost();
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (cut) {
            cut = false;
            return CUT;
        }
        int n = super.read(buffer, offset, length);
        if (n > 0 && errorsAt == Long.MAX_VALUE && errors.counted()) {
            errorsAt = Loop.millis() + LOOK_FOR_ERRORS_MILLIS;
        }
        return n;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        return reopening == null ? super.write(buffer, offset, length) : length;
    }

    @Override
    public int room() {
        return reopening == null ? super.room() : Integer.MAX_VALUE;
    }

    /** Looks after the port as well; called every turn. */
    @Override
    public void flush() {
        if (dropped != droppedLogged && Loop.millis() >= logAgainAt) {
            logDropped();
        }
        if (lookAt != Long.MAX_VALUE && Loop.millis() >= lookAt) {
            look();
        }
        if (errorsAt != Long.MAX_VALUE && Loop.millis() >= errorsAt) {
            errorsAt = lookForErrors() ? Loop.millis() + LOG_EVERY_MILLIS : Long.MAX_VALUE;
        }
        if (begins) {
            begin();
        } else if (reopening != null && reopening.done()) {
            regain();
        }
        super.flush();
    }

    private void begin() {
        if (beginning == null && !super.drained()) {
            begin(takeOutput());
        } else if (beginning != null && beginning.over()) {
            begins = false;
            take();
        }
    }

    private void begin(byte[] words) {
        sent(words.length);
        beginning = new Beginning(port, words, bell);
        beginning.start();
    }

    private void logDropped() {
        droppedLogged = dropped;
        logAgainAt = Loop.millis() + LOG_EVERY_MILLIS;
        log.log(Log.WARN, WHERE, "the host sends faster than its bytes are taken, without flow control (AT+UART_CUR);"
                + " bytes lost so far:", droppedLogged);
    }

    /** @return whether something was logged */
    private boolean lookForErrors() {
        errors.look();
        boolean overrun = errors.overruns() != overrunsLogged;
        boolean garbled = errors.garbled() != garbledLogged;
        overrunsLogged = errors.overruns();
        garbledLogged = errors.garbled();
        if (overrun) {
            log.log(Log.WARN, WHERE, "the UART was not read in time; bytes it has lost so far:", overrunsLogged);
        }
        if (garbled) {
            log.log(Log.WARN, WHERE, "no bytes but noise, as a host with another baud rate or parity makes it (AT+UART_CUR?);"
                    + " so far:", garbledLogged);
        }
        return overrun || garbled;
    }

    /** How many bytes of the host found no room. */
    long dropped() {
        return dropped;
    }

    private void look() {
        lookAt = Loop.millis() + LOOK_FOR_PORT_MILLIS;
        if (port.gone()) {
            lost();
        }
    }

    @Override
    protected boolean holdsSender() {
        if (settings.flow == 0) {
            return false; // CTS alone has RTS too
        }
        if (settings.flow == UartConfig.RTS) {
            port.rts(false);
        }
        lookAt = Loop.millis() + LOOK_FOR_PORT_MILLIS;
        return true;
    }

    @Override
    protected void resumed() {
        lookAt = Long.MAX_VALUE;
        if (settings.flow == UartConfig.RTS) {
            port.rts(true);
        }
    }

    @Override
    protected void dropped(int count) {
        dropped += count;
    }

    /** Keeps count of when the last byte will have left. */
    @Override
    protected void sent(int count) {
        if (wired && count > 0) {
            sentBy = Math.max(sentBy, System.nanoTime()) + Termios.wireNanos(settings, count);
        }
    }

    /** Nothing to read is no end: the port does not wait for it. */
    @Override
    protected void inputEnded() {
        if (port.gone()) {
            lost();
        } else {
            listen();
        }
    }

    @Override
    protected void lost() {
        long now = Loop.millis();
        quiet = now < quietUntil || TtySerial.ending();
        if (!quiet) {
            quietUntil = now + LOG_EVERY_MILLIS;
            log.log(Log.WARN, WHERE, path + " is gone; what is said meanwhile is lost", Log.NO_VALUE);
        }
        if (attached()) {
            detach();
        }
        if (channels != null) {
            channels.close();
            channels = null;
        }
        discardInput();
        discardOutput();
        lookAt = Long.MAX_VALUE;
        errorsAt = Long.MAX_VALUE;
        cut = true;
        reopening = new Reopening(port, bell);
        reopening.start();
    }

    private void regain() {
        if (!quiet) {
            log.log(Log.WARN, WHERE, path + " is back", Log.NO_VALUE);
        }
        reopening = null;
        port.configure(settings);
        here();
        take();
    }

    @Override
    public void discard() {
        if (reopening == null) {
            discardOutput();
            port.discard();
            sentBy = System.nanoTime();
            if (begins && beginning == null) {
                begin(new byte[0]); // who is held in reset listens all the same
            }
        }
    }

    /** What the kernel has left of the wire counts too, but not for a pseudo-terminal: its reader may never come. */
    @Override
    public boolean drained() {
        if (reopening != null) {
            return true;
        }
        drainWanted = true;
        return gaveAll() && wireNanos() <= 0;
    }

    /** Whether the kernel has all that is to be sent. */
    private boolean gaveAll() {
        return super.drained() && (!begins || beginning != null && beginning.over());
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
    public long nextDeadline() {
        long next = Math.min(Math.min(lookAt, errorsAt), dropped == droppedLogged ? Long.MAX_VALUE : logAgainAt);
        if (drainWanted && reopening == null && gaveAll()) {
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
        UartConfig before = new UartConfig().set(settings);
        settings.set(config);
        if (reopening != null) {
            return true; // for when the port is back
        }
        if (!port.configure(settings)) {
            settings.set(before);
            port.configure(settings);
            log.log(Log.WARN, WHERE, path + " cannot be set so; baud rate that was asked for:", config.baud);
            return false;
        }
        if ((settings.flow & UartConfig.CTS) == 0) {
            port.rts(true); // from now on ours, whoever had let it fall
        }
        if (attached()) {
            listen(); // who is held may be so no longer, or by another wire
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
        long end = System.nanoTime() + LAST_WORDS_NANOS;
        finish(LAST_WORDS_NANOS);
        while (!drained() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, 1_000_000);
        }
        if (reopening != null) {
            reopening.cancel();
            return;
        }
        if (channels != null) {
            channels.close();
        }
        if (beginning == null || beginning.said()) {
            port.close();
        }
    }
}
