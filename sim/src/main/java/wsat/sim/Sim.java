package wsat.sim;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Path;
import wsat.board.Loop;
import wsat.board.Machine;
import wsat.board.Panel;
import wsat.board.StderrLog;
import wsat.board.fault.Fault;
import wsat.board.flash.FileFlash;
import wsat.board.flash.ImageException;
import wsat.board.flash.RamFlash;
import wsat.board.host.HostStation;
import wsat.board.line.Line;
import wsat.board.line.PacedLine;
import wsat.board.line.SharedLine;
import wsat.board.line.StreamLine;
import wsat.board.net.ListenAddress;
import wsat.board.os.Libc;
import wsat.board.run.DeskPage;
import wsat.board.run.Recording;
import wsat.board.run.UsageError;
import wsat.board.text.AddressText;
import wsat.port.Flash;
import wsat.sim.world.ScriptCommand;

/** The board on your desk: the firmware, the network side, and a line of the kind that was asked for. */
final class Sim {
    private static final int STDIN_MAX = 8192;

    private final SimOptions options;
    private final PrintStream err;
    private final StderrLog log;
    private final Machine machine;
    /** Null: nothing is recorded. */
    private final Recording recording;
    private PtyLink link;
    private volatile Console console;
    /** The line's end that is a pair of streams, or null. */
    private StreamLine stream;
    /** TLS before the echo server, or null. */
    private EchoTls echoTls;
    /** The page that shows it all, or null. */
    private DeskPage page;

    Sim(SimOptions options, PrintStream err) throws UsageError {
        this.options = options;
        this.err = err;
        log = new StderrLog(options.board.logLevel, new PrintStream(new Talk()));
        recording = options.board.trace(log);
        machine = new Machine(options.board.settings, options.board.verifyOptions, log);
        machine.network().listenOn(options.board.listen(ListenAddress.LOOPBACK));
    }

    private void made(Fault fault) {
        if (recording != null) {
            recording.fault(fault.words(), machine.ticks().micros());
        }
    }

    /** Runs until the line ends or the process is told to. @return the exit code */
    int run() throws IOException, UsageError {
        if (options.script != null) {
            return play();
        }
        echoTls = options.echoTls == null ? null : new EchoTls(options.echoTls);
        Flash flash = openFlash("--flash", options.flash, FileFlash.DEFAULT_SIZE, false);
        Flash nvs = openFlash("--nvs", options.nvs, Machine.NVS_SIZE, true);
        Panel panel = new Panel(machine.bell(), machine.ticks());
        page = DeskPage.of(options.board, "sim", true, machine, panel, recording);
        Line bare = open();
        Line paced = options.baud == 0 ? bare : new PacedLine(bare, options.baud, machine.outputMax(), machine.ticks());
        Line line = page == null || bare == page.line() ? paced : page.line(paced);
        if (page != null) {
            err.println("wsat sim: page on " + page.start());
        }
        if (console != null) {
            console.faults(page == null ? machine.faults(panel, this::made) : page.faults());
        }
        Loop loop = machine.loop(line, new HostStation(machine.slow(), options.board.ssid, true, log, machine.ticks()),
                flash, nvs, panel, this::greet);
        if (console != null) {
            console.start(loop::stop);
        }
        try {
            machine.run(loop, line, this::end);
        } finally {
            if (console != null) {
                console.close();
            }
        }
        return exitCode();
    }

    /** A host that reads no more has ended its line; anything else that fails is told. */
    private int exitCode() {
        Throwable failure = stream == null ? null : stream.failure();
        if (failure == null || options.stdio && stream.broken() && StandardOutput.readerHasGone()) {
            return console == null ? 0 : console.exitCode();
        }
        err.println("wsat sim: standard "
                + (stream.broken() ? "output could not be written" : "input could not be read") + ": "
                + (failure instanceof IOException ? failure.getMessage() : failure));
        return 1;
    }

    /** Where a transcript is played against the coprocessor. */
    private int play() {
        return ScriptCommand.run(options.script, options.values, System.out, err);
    }

    /**
     * A partition in a file, which is made if missing, or damaged where it is one to renew; without a file in memory.
     */
    private Flash openFlash(String option, Path file, int size, boolean renew) throws UsageError {
        if (file == null) {
            return new RamFlash(size);
        }
        try {
            return renew ? FileFlash.openOrRenew(file, size, log) : FileFlash.open(file, size, log);
        } catch (ImageException e) {
            throw new UsageError(option + ": " + e.getMessage());
        }
    }

    private Line open() throws IOException, UsageError {
        int outputMax = machine.outputMax();
        if (options.stdio) {
            stream = new StreamLine(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
                    STDIN_MAX, outputMax, machine.bell()).start();
            return stream;
        }
        if (options.tcp != null) {
            return listen(outputMax);
        }
        if (options.pty != null) {
            Pty pty = new Pty(true);
            try {
                link = new PtyLink(options.pty, pty.path());
            } catch (UsageError e) {
                pty.close();
                throw e;
            }
            err.println("wsat sim: serial line on " + options.pty + " (" + pty.path() + ")");
            return new PtyLine(pty, machine.network().selector(), outputMax);
        }
        if (page != null && (Libc.isatty(0) == 0 || Libc.isatty(1) == 0)) {
            return page.line();
        }
        if (Libc.isatty(0) == 0 || Libc.isatty(1) == 0) {
            throw new UsageError(
                    "this is no terminal: use --stdio, --pty PATH or --tcp HOST:PORT (see wsat sim --help)");
        }
        Pty pty = new Pty(false);
        console = new Console(machine.bell(), outputMax, pty.path());
        stream = console.line();
        return new SharedLine(stream, new OfferedPtyLine(pty, machine.network().selector(), outputMax,
                machine.ticks()));
    }

    private Line listen(int outputMax) throws IOException, UsageError {
        try {
            TcpLine tcp = new TcpLine(options.tcp, machine.network().selector(), outputMax, log,
                    machine.ticks());
            String address = AddressText.of(options.tcp.getAddress(), tcp.address().getPort());
            err.println("wsat sim: serial line on tcp " + address + " (pyserial: socket://" + address + ")");
            if (!options.tcp.getAddress().isLoopbackAddress()) {
                err.println(
                        "wsat sim: whoever reaches that port is the host, without a password: commands use this "
                        + "machine's"
                        + " network and erase partitions; --tcp 127.0.0.1:" + tcp.address().getPort()
                        + " keeps it to this machine");
            }
            return tcp;
        } catch (BindException e) {
            throw new UsageError("--tcp: cannot listen on " + AddressText.of(options.tcp.getAddress()) + " port "
                    + options.tcp.getPort() + ": " + e.getMessage());
        }
    }

    /** The module has said that it is ready: now there is time for the rest. */
    private void greet() {
        machine.network().warmUp();
        if (options.echoServer) {
            Thread starting = new Thread(this::startEchoServer, "echo-start");
            starting.setDaemon(true);
            starting.start();
        } else if (console != null) {
            console.greet(null);
        }
    }

    private void startEchoServer() {
        String url = EchoServer.open(log);
        if (url != null && echoTls != null) {
            url = echoTls.before(url);
        }
        if (page != null && url != null) {
            page.server(url);
        }
        if (console != null) {
            console.greet(url);
        } else if (url != null) {
            err.println("wsat sim: echo server: AT+WSOPEN=0,\"" + url + "\"");
        }
    }

    private void end() {
        if (recording != null) {
            recording.close();
        }
        if (link != null) {
            link.remove();
        }
    }

    /** Where log lines go: standard error, or above the line that is being typed. */
    private final class Talk extends OutputStream {

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (console == null) {
                err.write(bytes, offset, length);
            } else {
                console.say(new String(bytes, offset, length));
            }
        }
    }
}
