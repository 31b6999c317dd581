package wsat.board;

import java.io.IOException;
import wsat.Coprocessor;
import wsat.at.Settings;
import wsat.board.host.BoardStation;
import wsat.board.line.Doorbell;
import wsat.board.line.Line;
import wsat.board.net.Network;
import wsat.board.os.Ticks;
import wsat.port.Board;
import wsat.port.ListenPort;

/**
 * The one loop: firmware, line, network, and sleep until the next of them wants something. Everything
 * that has state is called from {@link #run} alone; other threads hand over bytes and ring the doorbell.
 */
public final class Loop {
    /** How long a command that runs when the input ends may take to finish. */
    private static final long LAST_COMMAND_MILLIS = 200_000;

    private final Board board;
    private final Settings settings;
    private final Network network;
    private final BoardStation station;
    private final Line line;
    private final Doorbell bell;
    private final Panel panel;
    private final Ticks ticks;
    private final Runnable whenReady;
    private final byte[] unheard = new byte[256];
    private volatile boolean stopped;
    /** Null while the module is held in reset. */
    private Coprocessor coprocessor;
    private boolean ready;
    private boolean greeted;
    private long endsAt = Long.MAX_VALUE;

    /** @param whenReady run once, when the first words have left the line */
    public Loop(Board board, Settings settings, Network network, BoardStation station, Line line, Doorbell bell,
            Panel panel, Ticks ticks, Runnable whenReady) {
        this.board = board;
        this.settings = settings;
        this.network = network;
        this.station = station;
        this.line = line;
        this.bell = bell;
        this.panel = panel;
        this.ticks = ticks;
        this.whenReady = whenReady;
    }

    /** Runs until {@link #stop}, or until the line has ended and all is answered. */
    public void run() throws IOException {
        boot(0);
        while (true) {
            bell.awake();
            if (stopped) {
                return; // looked at behind awake, which forgets a ring
            }
            long micros = ticks.micros();
            long now = micros / 1000;
            int work = panel.holds(now) ? hold() : poll(micros);
            int done = work;
            boolean full = !line.drained();
            line.flush();
            boolean drained = line.drained();
            if (full && drained) {
                work++; // a restart may have waited for it, and nothing else would wake us
            }
            work += network.expire(now);
            station.refresh(now);
            if (work == 0) {
                if (!ready && coprocessor != null && !coprocessor.booting() && drained) {
                    greet();
                }
                if (finished(now, drained)) {
                    return;
                }
            }
            panel.show(module(), station.state(), done > 0, now);
            network.turn(work > 0 || !bell.fallAsleep() ? 0 : sleepMillis(micros));
        }
    }

    private void boot(int millis) {
        coprocessor = new Coprocessor(board, settings, millis);
        ready = false;
    }

    private int poll(long micros) {
        if (coprocessor == null || coprocessor.restarting()) {
            station.restarted();
            boot(settings.bootMillis);
        }
        return coprocessor.poll(micros);
    }

    /** In reset: links are cut, what is on the way to the host is lost, and what the host says too. */
    private int hold() {
        if (coprocessor != null) {
            coprocessor = null;
            ready = false;
            cut();
            line.discard();
        }
        return line.read(unheard, 0, unheard.length);
    }

    /** Ends what a module without power does not go on with: who starts anew takes all of it for unused. */
    private void cut() {
        for (int i = 0; i < ListenPort.COUNT; i++) {
            board.webSocketListeners().unlisten(i);
            board.socketListeners().unlisten(i);
        }
        for (int i = 0; i < settings.links; i++) {
            board.webSockets().drop(i);
        }
        for (int i = 0; i < settings.sockets; i++) {
            board.sockets().close(i);
        }
        board.announcer().withdraw();
    }

    private void greet() {
        ready = true;
        if (!greeted) {
            greeted = true;
            whenReady.run();
        }
    }

    private int module() {
        if (coprocessor == null) {
            return Indicator.IN_RESET;
        }
        return coprocessor.asleep() ? Indicator.ASLEEP : ready ? Indicator.READY : Indicator.STARTING;
    }

    private boolean finished(long now, boolean drained) {
        if (line.broken()) {
            return true;
        }
        if (!line.ended()) {
            return false;
        }
        if (endsAt == Long.MAX_VALUE) {
            endsAt = now + LAST_COMMAND_MILLIS;
        }
        return now >= endsAt || coprocessor == null || drained && !coprocessor.busy();
    }

    /** Negative: until something happens. */
    private long sleepMillis(long micros) {
        long due = coprocessor == null ? Long.MAX_VALUE : coprocessor.nextDeadline(micros);
        long others = Math.min(Math.min(network.nextDeadline(), line.nextDeadline()),
                Math.min(Math.min(station.nextDeadline(), panel.nextDeadline()), endsAt));
        if (due == Long.MAX_VALUE && others == Long.MAX_VALUE) {
            return -1;
        }
        long untilDue = due == Long.MAX_VALUE ? due : (due - micros + 999) / 1000;
        long untilOthers = others == Long.MAX_VALUE ? others : others - micros / 1000;
        return Math.max(0, Math.min(untilDue, untilOthers));
    }

    /** Ends {@link #run} soon; from any thread. */
    public void stop() {
        stopped = true;
        bell.ring();
    }
}
