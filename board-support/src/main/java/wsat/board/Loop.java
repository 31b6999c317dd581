package wsat.board;

import java.io.IOException;

import wsat.Coprocessor;
import wsat.at.Settings;
import wsat.board.net.Network;
import wsat.port.Board;

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
    private final Runnable whenReady;
    private volatile boolean stopped;
    private boolean greeted;
    private long endsAt = Long.MAX_VALUE;

    /** @param whenReady run once, when the first words have left the line */
    public Loop(Board board, Settings settings, Network network, BoardStation station, Line line, Doorbell bell,
            Runnable whenReady) {
        this.board = board;
        this.settings = settings;
        this.network = network;
        this.station = station;
        this.line = line;
        this.bell = bell;
        this.whenReady = whenReady;
    }

    /** The clock of all deadlines. */
    public static long millis() {
        return micros() / 1000;
    }

    /** The same for the firmware, which measures finer. */
    private static long micros() {
        return System.nanoTime() / 1000;
    }

    /** Runs until {@link #stop}, or until the line has ended and all is answered. */
    public void run() throws IOException {
        Coprocessor coprocessor = new Coprocessor(board, settings);
        while (true) {
            bell.awake();
            if (stopped) {
                return; // looked at behind awake, which forgets a ring
            }
            long micros = micros();
            long now = micros / 1000;
            int work = coprocessor.poll(micros);
            line.flush();
            work += network.expire(now);
            station.refresh(now);
            if (coprocessor.restarting()) {
                station.restarted();
                coprocessor = new Coprocessor(board, settings);
                continue;
            }
            if (work == 0) {
                if (!greeted && line.drained()) {
                    greeted = true;
                    whenReady.run();
                }
                if (finished(coprocessor, now)) {
                    return;
                }
            }
            network.turn(work > 0 || !bell.fallAsleep() ? 0 : sleepMillis(coprocessor, micros));
        }
    }

    private boolean finished(Coprocessor coprocessor, long now) {
        if (line.broken()) {
            return true;
        }
        if (!line.ended()) {
            return false;
        }
        if (endsAt == Long.MAX_VALUE) {
            endsAt = now + LAST_COMMAND_MILLIS;
        }
        return now >= endsAt || line.drained() && !coprocessor.busy();
    }

    /** Negative: until something happens. */
    private long sleepMillis(Coprocessor coprocessor, long micros) {
        long due = coprocessor.nextDeadline(micros);
        long others = Math.min(Math.min(network.nextDeadline(), line.nextDeadline()),
                Math.min(station.nextDeadline(), endsAt));
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
