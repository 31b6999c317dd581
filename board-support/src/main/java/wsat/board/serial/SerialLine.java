package wsat.board.serial;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import wsat.board.line.ChannelLine;
import wsat.board.line.DescriptorPipe;
import wsat.board.line.Doorbell;
import wsat.board.os.Ticks;
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
    private static final long LAST_WORDS_NANOS = 100_000_000;

    private final TtySerial port;
    private final String path;
    private final Selector selector;
    private final Doorbell bell;
    private final Log log;
    private final Ticks ticks;
    private final UartConfig settings = new UartConfig();
    /** Null while the port is gone. */
    private DescriptorPipe channels;
    /** Null while the port is there. */
    private Reopening reopening;
    private final WireTime wire;
    private final Backlog backlog;
    private final Losses losses;
    /** When to look whether the port of a sender who is held is still there: nothing is read that would tell. */
    private long lookAt = Long.MAX_VALUE;
    /** Before then a port that goes and comes again is not worth a word. */
    private long quietUntil = Long.MIN_VALUE;
    private boolean quiet;
    private boolean drainWanted;
    private boolean cut;

    private SerialLine(TtySerial port, Opening opening, int inputMax, int outputMax, Selector selector, Doorbell bell,
            Log log, Ticks ticks) {
        super(inputMax, outputMax);
        this.port = port;
        path = opening.path;
        this.selector = selector;
        this.bell = bell;
        this.log = log;
        this.ticks = ticks;
        wire = new WireTime(ticks);
        backlog = new Backlog(port, wire, settings, ticks);
        losses = new Losses(WHERE, log, ticks);
        settings.set(opening.config);
    }

    /**
     * Takes a tty that is being opened.
     *
     * @param inputMax  how many bytes may wait for the firmware
     * @param outputMax how many bytes may wait for the kernel
     * @param selector  the loop's
     * @param ticks     of {@link #nextDeadline}
     * @throws IOException with what is wrong, and its cure, in one line
     */
    public static SerialLine open(Opening opening, int inputMax, int outputMax, Selector selector,
            Doorbell bell, Log log, Ticks ticks) throws IOException {
        SerialLine line = new SerialLine(opening.port(), opening, inputMax, outputMax, selector, bell, log, ticks);
        if (opening.isConsole()) {
            log.log(Log.WARN, WHERE,
                    "the kernel's console is on " + opening.path + " too, and its messages go to the host: take"
                    + " console=serial0,115200 out of /boot/firmware/cmdline.txt and restart the machine",
                    Log.NO_VALUE);
        }
        line.here();
        line.take();
        return line;
    }

    /** The port is open. */
    private void here() {
        wire.begins(!port.isPseudoTerminal(), port.isAdapter() ? USB_NANOS : 0);
    }

    /** From now on the selector watches the port. */
    private void take() throws IOException {
        int descriptor = port.descriptor();
        channels = new DescriptorPipe(descriptor);
        losses.of(new UartErrors(descriptor));
        attach(channels.source(), channels.source().register(selector, 0, this),
                channels.sink(), channels.sink().register(selector, 0, this));
        int baud = realBaud();
        if (baud != settings.baud) {
            log.log(Log.WARN, WHERE, path + " cannot be set to " + settings.baud + " bit/s; it is at", baud);
            settings.baud = baud;
        }
    }

    /** The rate of now, where it is far from the one that was asked for. */
    private int realBaud() {
        int baud = port.baud();
        return baud <= 0 || Termios.near(settings.baud, baud) ? settings.baud : baud;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (cut) {
            cut = false;
            return CUT;
        }
        backlog.messageEnds();
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            losses.heard();
        }
        return n;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        if (reopening != null) {
            return length;
        }
        return backlog.written(length, backlog.holdsBack(waiting()) ? 0 : super.write(buffer, offset, length));
    }

    @Override
    public int room() {
        return reopening != null ? Integer.MAX_VALUE : backlog.holdsBack(waiting()) ? 0 : super.room();
    }

    @Override
    public boolean crowded() {
        return reopening == null && backlog.holdsBack(waiting());
    }

    /** A pseudo-terminal has no wire, and its kernel tells nothing. */
    @Override
    public int queued() {
        return reopening == null && wire.wired() ? port.awaitingWrite() : -1;
    }

    /** Looks after the port as well; called every turn. */
    @Override
    public void flush() {
        losses.tell();
        if (lookAt != Long.MAX_VALUE && ticks.millis() >= lookAt) {
            look();
        }
        if (reopening != null && reopening.done()) {
            regain();
        }
        if (backlog.refills()) {
            unblock();
        }
        super.flush();
        backlog.messageEnds();
        if (blocked()) {
            backlog.full();
        }
    }

    /** How many bytes of the host found no room. */
    long dropped() {
        return losses.dropped();
    }

    private void look() {
        lookAt = ticks.millis() + LOOK_FOR_PORT_MILLIS;
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
        lookAt = ticks.millis() + LOOK_FOR_PORT_MILLIS;
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
        losses.dropped(count);
    }

    /** Keeps count of when the last byte will have left. */
    @Override
    protected void sent(int count) {
        wire.sent(count, settings);
        backlog.sent(count);
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
        long now = ticks.millis();
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
        losses.of(null);
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
        try {
            take();
        } catch (IOException e) {
            lost();
        }
    }

    @Override
    public void discard() {
        if (reopening == null) {
            discardOutput();
            port.discard();
            wire.forget();
            backlog.forget();
        }
    }

    /** What the kernel has left of the wire counts too, but not for a pseudo-terminal: its reader may never come. */
    @Override
    public boolean drained() {
        if (reopening != null) {
            return true;
        }
        drainWanted = true;
        return super.drained() && wireNanos() <= 0;
    }

    /** How long the wire will still be busy, as far as can be told. */
    private long wireNanos() {
        long left = wire.leftNanos();
        if (wire.wired() && left <= 0 && port.awaitingWrite() > 0) {
            return LOOK_AGAIN_MILLIS * 1_000_000L; // the host holds it up
        }
        return left;
    }

    @Override
    public long nextDeadline() {
        long next = Math.min(lookAt, losses.nextDeadline());
        if (reopening == null) {
            next = Math.min(next, backlog.nextDeadline(waiting()));
        }
        if (drainWanted && reopening == null && super.drained()) {
            long left = wireNanos();
            if (left > 0) {
                next = Math.min(next, ticks.millis() + left / 1_000_000 + 1);
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
        if (!port.configure(settings) || realBaud() != settings.baud) {
            int baud = port.baud();
            settings.set(before);
            port.configure(settings);
            log.log(Log.WARN, WHERE, path + " cannot be set to " + config.baud + " bit/s,"
                    + " and stays at the rate before; it was set to:", baud);
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

    @Override
    public int baudMost() {
        int most = port.baudMost();
        return most <= 0 ? UartConfig.BAUD_MOST : most;
    }

    @Override
    public int characterNanos() {
        return settings.characterNanos();
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
        port.close();
    }
}
