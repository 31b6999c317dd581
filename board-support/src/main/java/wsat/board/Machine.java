package wsat.board;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import wsat.at.Settings;
import wsat.board.fault.Fault;
import wsat.board.fault.Faults;
import wsat.board.fault.FaultyBoardStation;
import wsat.board.fault.FaultyClock;
import wsat.board.fault.FaultyLinks;
import wsat.board.fault.FaultyListeners;
import wsat.board.fault.FaultyResolver;
import wsat.board.fault.FaultySockets;
import wsat.board.fault.FaultyUart;
import wsat.board.host.BoardStation;
import wsat.board.host.HostResolver;
import wsat.board.host.HostThermometer;
import wsat.board.host.SntpClock;
import wsat.board.line.Doorbell;
import wsat.board.line.Line;
import wsat.board.mdns.MulticastAnnouncer;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.net.Sockets;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.board.trace.BothTraces;
import wsat.board.web.Watching;
import wsat.port.Clock;
import wsat.port.Flash;
import wsat.port.Log;
import wsat.port.Resolver;

/**
 * A machine that a coprocessor runs on: all its ports but the line, the station and the flash, which are given
 * to {@link #run}; and the end of the process, which says goodbye to servers. A process has one.
 */
public final class Machine {
    /** Of the partition nvs, as ESP-AT has it. */
    public static final int NVS_SIZE = 0x6000;
    /** How long the end of the process may wait for the log to be written. */
    public static final int LAST_WORDS_MILLIS = 200;

    /** What the longest message needs beside its payload. */
    private static final int OUTPUT_EXTRA = 16_384;
    private static final int GOODBYE_MILLIS = 500;
    private static final int CLOSE_MILLIS = 1800;

    private final Settings settings;
    private final StderrLog log;
    private final Slow slow = new Slow();
    private final Ticks ticks = new Ticks();
    private final Clock clock;
    private final Network network;
    private final Resolver resolver;
    private final MulticastAnnouncer announcer;
    private final Doorbell bell;
    /** Null: nobody looks. */
    private Watching watching;
    /** Null: nobody makes any. */
    private Faults faults;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param verifyOptions how strictly auth modes 2 and 3 look at a server */
    public Machine(Settings settings, VerifyOptions verifyOptions, StderrLog log) {
        this.settings = settings;
        this.log = log;
        clock = new SntpClock(slow, log);
        network = new Network(settings.links, settings.frameMax(), slow, clock, verifyOptions, log, ticks);
        resolver = new HostResolver(slow, log);
        bell = new Doorbell(network::wake);
        announcer = new MulticastAnnouncer(network, bell::ring, log);
    }

    /** For the station. */
    public Slow slow() {
        return slow;
    }

    /** For all who wait for something. */
    public Ticks ticks() {
        return ticks;
    }

    /** For the line. */
    public Network network() {
        return network;
    }

    /** Wakes the loop. */
    public Doorbell bell() {
        return bell;
    }

    /** How many bytes a line should be able to keep for the host. */
    public int outputMax() {
        return settings.bufferMax + OUTPUT_EXTRA;
    }

    /** Has a page shown what happens; to be called before {@link #loop}. */
    public void watch(Watching by) {
        watching = by;
        settings.trace = BothTraces.of(settings.trace, by.trace());
        network.watch(by.openings());
    }

    /**
     * Lets somebody make faults; to be called before {@link #loop}.
     *
     * @param told of each, on the loop's thread
     */
    public Faults faults(Panel panel, Consumer<Fault> told) {
        faults = new Faults(settings.links, settings.sockets, bell, ticks, log, clock,
                new MachineFaults(panel, network), false, told);
        return faults;
    }

    /** Puts the ports together. {@link #run} it once. */
    public Loop loop(Line line, BoardStation station, Flash flash, Flash nvs, Panel panel, Runnable whenReady) {
        Sockets sockets = new Sockets(settings.sockets, network);
        Ports ports = new Ports(line, network, sockets, station, resolver, announcer, clock, flash, nvs,
                new HostThermometer(), log);
        BoardStation turned = faults == null ? station : new FaultyBoardStation(station, faults);
        if (faults != null) {
            ports = faulty(ports, turned);
        }
        if (watching != null) {
            ports = ports.with(watching.uart(ports.uart(), line::queued), watching.links(ports.webSockets(), false),
                    watching.listeners(ports.webSocketListeners(), "WebSocket"), watching.sockets(ports.sockets()),
                    watching.listeners(ports.socketListeners(), "TCP"));
        }
        return new Loop(ports, settings, network, turned, line, bell, panel, ticks, whenReady);
    }

    private Ports faulty(Ports real, BoardStation turned) {
        return new Ports(new FaultyUart(real.uart(), faults),
                new FaultyLinks(real.webSockets(), settings.links, faults),
                new FaultyListeners(real.webSocketListeners(), faults),
                new FaultySockets(real.sockets(), settings.sockets, faults),
                new FaultyListeners(real.socketListeners(), faults), turned,
                new FaultyResolver(real.resolver(), faults), real.announcer(), new FaultyClock(real.clock(), faults),
                real.mfgNvs(), real.nvs(), real.thermometer(), real.log());
    }

    /**
     * Runs the loop until its line ends, it is stopped or the process is told to end; then says goodbye to the
     * servers and ends what it has begun.
     *
     * @param atEnd run when the loop has ended, before the goodbyes
     */
    public void run(Loop loop, Line line, Runnable atEnd) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread("end") {
            @Override
            public void run() {
                loop.stop();
                await();
            }
        });
        try {
            loop.run();
        } finally {
            end(line, atEnd);
        }
    }

    /** Whatever of it fails, the rest is done. */
    private void end(Line line, Runnable atEnd) {
        try {
            atEnd.run();
        } finally {
            try {
                announcer.withdraw();
                network.goodbye(GOODBYE_MILLIS);
                announcer.goodbye(GOODBYE_MILLIS);
                network.close();
            } finally {
                line.close();
                log.flush(LAST_WORDS_MILLIS);
                closed.countDown();
            }
        }
    }

    private void await() {
        try {
            closed.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The log of everything. */
    public Log log() {
        return log;
    }
}
