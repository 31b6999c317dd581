package wsat.board.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import wsat.at.Version;
import wsat.board.Indicator;
import wsat.board.Loop;
import wsat.board.Machine;
import wsat.board.Panel;
import wsat.board.StderrLog;
import wsat.board.flash.FileFlash;
import wsat.board.flash.ImageException;
import wsat.board.host.BoardStation;
import wsat.board.host.HostStation;
import wsat.board.line.Line;
import wsat.board.net.ListenAddress;
import wsat.board.nm.NetworkManagerStation;
import wsat.board.os.HangUp;
import wsat.board.os.Libc;
import wsat.board.pins.HeaderGpio;
import wsat.board.pins.Pins;
import wsat.board.serial.Opening;
import wsat.board.serial.SerialLine;
import wsat.board.text.Printable;
import wsat.port.Flash;
import wsat.port.Station;
import wsat.port.UartConfig;

/** {@code wsat run}: the coprocessor on a Raspberry Pi's own UART, for a person or as a service. */
public final class Run {
    private static final int FINE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private static final String[] FLOWS = {"no flow control", "flow control by RTS", "by CTS", "by RTS and CTS"};

    private final RunOptions options;
    private final StderrLog log;
    private final Machine machine;
    private final BoardStation station;
    /** The same, or null: NetworkManager tells what changes. */
    private final HostStation host;
    /** Null: there is no service manager. */
    private final ServiceStatus service;
    /** Null: nothing is recorded. */
    private final Recording recording;
    /** Null: no pin is in use. */
    private final Pins pins;
    private final HangUp hangUp;
    private final Opening port;
    private Loop loop;
    private final boolean journal;
    private volatile String failure;

    private Run(RunOptions options, Map<String, String> environment, PrintStream err) throws UsageError {
        this.options = options;
        hangUp = new HangUp(); // before the port's native code is there
        if (Files.isDirectory(options.port) || Files.isRegularFile(options.port)) {
            throw new UsageError("--port: " + options.port + " is no serial port");
        }
        port = new Opening(options.port.toString(), options.uart);
        journal = Journal.hears(environment);
        log = new StderrLog(options.board.logLevel, err, journal);
        recording = options.board.trace(log);
        machine = new Machine(options.board.settings, options.board.verifyOptions, log);
        machine.network().listenOn(options.board.listen(ListenAddress.USUAL));
        host = options.networkManager ? null
                : new HostStation(machine.slow(), options.board.ssid, false, log, machine.ticks());
        station = host != null ? host : new NetworkManagerStation(machine.slow(), options.wifiInterface, log,
                machine.bell(), machine.ticks());
        service = ServiceStatus.of(environment, machine.bell(), log);
        pins = options.pins() ? new Pins(options.enablePin, options.ledPin, options.readyPin,
                new HeaderGpio(machine.network().selector())) : null;
    }

    /**
     * Runs the command to its end.
     *
     * @return the exit code: 0 fine, 1 failed, 2 a mistake that time does not mend
     */
    public static int run(String[] args, int from, PrintStream out, PrintStream err) {
        Libc.prepare(); // what takes longest comes first
        try {
            RunOptions options = new RunOptions(args, from);
            if (options.board.help) {
                out.print(RunOptions.usage());
                return FINE;
            }
            if (options.board.version) {
                out.println("wsat " + Version.WSAT);
                return FINE;
            }
            new Run(options, System.getenv(), err).run();
            return FINE;
        } catch (UsageError e) {
            e.tell("wsat run", err);
            return USAGE;
        } catch (Exception e) {
            err.println(Printable.lines("wsat run: " + (e.getMessage() == null ? e.toString() : e.getMessage())));
            return FAILED;
        }
    }

    private void run() throws Exception {
        try (FileFlash flash = openFlash(); FileFlash nvs = openNvs()) {
            run(flash, nvs);
        } finally {
            log.flush(Machine.LAST_WORDS_MILLIS); // what was said before the loop began, too
        }
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    private void run(Flash flash, Flash nvs) throws IOException, UsageError {
        Panel panel = new Panel(machine.bell(), machine.ticks(), indicators());
        Thread opening = pins == null ? null : openPins(panel);
        // while the longest message is said, a host may say as much
        Line line = SerialLine.open(port, machine.outputMax(), machine.outputMax(), machine.network().selector(),
                machine.bell(), log, machine.ticks());
        DeskPage page = DeskPage.of(options.board, "run", options.webControl, machine, panel, recording);
        if (page != null) {
            tellPage(page);
        }
        loop = machine.loop(page == null ? line : page.line(line), station, flash, nvs, panel, () -> ready(line));
        if (opening != null) {
            await(opening);
        }
        if (failure != null) {
            loop.stop(); // before the first word
        }
        machine.run(loop, line, this::end);
    }

    /** Where it is, is a secret: it goes to a terminal or to a file that only its owner reads, not to a log. */
    private void tellPage(DeskPage page) throws UsageError {
        String url = page.start();
        if (service == null && !journal) {
            log.say("wsat run: page on " + url);
            return;
        }
        Path file = options.nvs.toAbsolutePath().resolveSibling("web-address");
        DeskPage.write(url, file);
        log.say("wsat run: the address of the page is in " + file);
    }

    /** What waiting does not mend ends with the exit code after which a service is not started again. */
    private static Exception refused(String option, ImageException e) {
        String message = option + ": " + e.getMessage();
        return e.lasting ? new UsageError(message) : new IOException(message, e);
    }

    private FileFlash openFlash() throws Exception {
        try {
            return FileFlash.open(options.flash, log);
        } catch (ImageException e) {
            throw refused("--flash", e);
        }
    }

    private FileFlash openNvs() throws Exception {
        try {
            return FileFlash.openOrRenew(options.nvs, Machine.NVS_SIZE, log);
        } catch (ImageException e) {
            throw refused("--nvs", e);
        }
    }

    private Indicator[] indicators() {
        if (service == null) {
            return pins == null ? new Indicator[0] : new Indicator[] {pins};
        }
        return pins == null ? new Indicator[] {service} : new Indicator[] {service, pins};
    }

    /** Beside the rest of the start. */
    private Thread openPins(Panel panel) {
        Thread opening = new Thread("pins") {
            @Override
            public void run() {
                try {
                    pins.open(panel, Run.this::pinFailed);
                } catch (IllegalStateException e) {
                    failure = e.getMessage();
                }
            }
        };
        opening.setDaemon(true);
        opening.start();
        return opening;
    }

    private static void await(Thread opening) throws IOException {
        try {
            opening.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** A pin that cannot be used ends the process: who wired it counts on it. */
    private void pinFailed(String why) {
        failure = why;
        loop.stop();
    }

    /** The module has said that it is ready: now there is time for the rest. */
    private void ready(Line line) {
        machine.network().warmUp();
        if (host != null) {
            host.listen(machine.network().selector());
        }
        if (service == null) { // a service has no terminal
            hangUp.restore();
        }
        UartConfig uart = new UartConfig();
        line.config(uart);
        log.say("wsat run: " + options.port + ", " + uart.baud + " bit/s, " + FLOWS[uart.flow]
                + (options.networkManager ? "; Wi-Fi by NetworkManager, " : "; the machine's own network, ")
                + (station.state() == Station.GOT_IP ? "up" : "not there yet"));
    }

    private void end() {
        if (recording != null) {
            recording.close();
        }
        if (service != null) {
            service.stopping();
        }
        if (pins != null) {
            pins.close();
        }
        station.end();
    }
}
