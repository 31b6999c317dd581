package wsat.sim;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import wsat.board.os.FileReason;
import wsat.board.run.UsageError;
import wsat.board.text.AddressText;
import wsat.board.text.Printable;
import wsat.pki.module.ModuleLine;
import wsat.pki.module.TimedLine;
import wsat.sim.play.HostPlayer;
import wsat.sim.play.JUnitReport;
import wsat.sim.play.ModulePlayer;
import wsat.sim.play.Report;
import wsat.sim.play.TextReport;
import wsat.sim.world.Step;
import wsat.sim.world.Transcript;
import wsat.sim.world.TranscriptException;

/** {@code wsat play FILE.at}: one side of a transcript on a real line, and where the other side differs. */
final class PlayCommand {
    private static final int EQUAL = 0;
    private static final int DIFFERENT = 1;
    private static final int USAGE = 2;

    private final PlayOptions options;
    private final PrintStream err;

    private PlayCommand(PlayOptions options, PrintStream err) {
        this.options = options;
        this.err = err;
    }

    /** @return the exit code: 0 equal, 1 different, 2 it could not be played */
    static int run(String[] args, int from, PrintStream out, PrintStream err) {
        try {
            PlayOptions options = new PlayOptions(args, from);
            if (options.help) {
                out.print(PlayOptions.OPTIONS.help());
                return EQUAL;
            }
            Report report = new PlayCommand(options, err).play();
            out.print(TextReport.of(report));
            return report.differences() == 0 ? EQUAL : DIFFERENT;
        } catch (UsageError e) {
            e.tell("wsat play", err);
        } catch (TranscriptException e) {
            err.println(Printable.lines(e.getMessage()));
        } catch (IOException e) {
            err.println(Printable.lines("wsat play: " + e.getMessage()));
        }
        return USAGE;
    }

    private Report play() throws IOException, UsageError, TranscriptException {
        Transcript transcript = read();
        try (ModuleLine bare = open(); TimedLine line = new TimedLine(bare)) {
            Report report = options.asModule ? new ModulePlayer(transcript, line, options.timeoutMillis).play()
                    : new HostPlayer(transcript, line, options.timeoutMillis).play(options.reset);
            if (options.junit != null) {
                write(report);
            }
            return report;
        }
    }

    private Transcript read() throws UsageError, TranscriptException {
        Transcript transcript;
        try {
            transcript = Transcript.read(options.file, options.values);
        } catch (IOException e) {
            throw new UsageError("cannot read " + options.file + ": " + FileReason.of(e));
        }
        for (Step step : transcript.steps()) {
            if (List.of("power", "line", "deaf").contains(step.verb())) {
                throw new UsageError(options.file + ":" + step.line() + ": " + step.verb()
                        + ": nobody does this to a real module; wsat sim --script plays it");
            }
        }
        return transcript;
    }

    private ModuleLine open() throws IOException, UsageError {
        if (options.port.equals("pty") || options.port.startsWith("pty:")) {
            boolean named = options.port.length() > "pty:".length();
            Path path = named ? Path.of(options.port.substring("pty:".length())) : null;
            PtyModuleLine line = new PtyModuleLine(path);
            err.println("wsat play: serial line on " + (named ? path + " (" + line.path() + ")" : line.path()));
            return line;
        }
        if (options.asModule && options.tcp != null) {
            return listen(options.tcp);
        }
        try {
            return ModuleLine.open(options.port, options.baud, options.rtsCts);
        } catch (IOException e) {
            throw new UsageError("--port: " + options.port + ": " + e.getMessage()
                    + "; check the path, the cable and who else uses it");
        }
    }

    private ModuleLine listen(InetSocketAddress address) throws UsageError {
        try {
            ServedModuleLine line = new ServedModuleLine(address);
            err.println("wsat play: serial line on tcp " + AddressText.of(address.getAddress(), line.port()));
            return line;
        } catch (IOException e) {
            throw new UsageError("--port: cannot listen there: " + e.getMessage());
        }
    }

    private void write(Report report) throws IOException {
        try {
            Files.writeString(options.junit, JUnitReport.of(report), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException("--junit: cannot write " + options.junit + ": " + FileReason.of(e), e);
        }
    }
}
