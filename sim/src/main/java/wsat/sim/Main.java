package wsat.sim;

import java.io.PrintStream;
import java.util.Arrays;
import wsat.at.Version;
import wsat.board.os.Libc;
import wsat.board.run.Run;
import wsat.board.run.UsageError;
import wsat.board.text.Printable;
import wsat.board.text.Quoted;
import wsat.pki.command.Pki;

/** The {@code wsat} command. */
public final class Main {
    private static final int FINE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    /** As a shell tells of a program that SIGPIPE has ended. */
    private static final int READER_GONE = 141;

    private static final String HELP = """
            Usage: wsat COMMAND [OPTION...]
            A serial network coprocessor that speaks ESP-AT.

            Commands:
              sim     the coprocessor on your desk (wsat sim --help)
              run     the coprocessor on a Raspberry Pi (wsat run --help)
              pki     certificate slots and flash images (wsat pki --help)
              play    a transcript with a real module or host (wsat play --help)
              doctor  looks whether wsat run can work on this machine (wsat doctor --help)
              --version, --help
            """;

    private Main() {
    }

    public static void main(String[] args) {
        int code = run(args, System.out, System.err);
        if (System.out.checkError() && StandardOutput.readerHasGone()) {
            code = code == FINE ? READER_GONE : code;
        } else if (System.out.checkError()) {
            System.err.println("wsat: standard output could not be written");
            code = Math.max(code, FAILED);
        }
        System.exit(code);
    }

    /**
     * Runs a command to its end.
     *
     * @return the exit code: 0 fine, 1 failed, 2 usage
     */
    static int run(String[] args, PrintStream out, PrintStream err) {
        switch (args.length == 0 ? "" : args[0]) {
            case "sim":
                return sim(args, out, err);
            case "pki":
                return Pki.run(args, 1, out, err);
            case "doctor":
                return DoctorCommand.run(args, 1, out, err);
            case "play":
                return PlayCommand.run(args, 1, out, err);
            case "run":
                return Run.run(args, 1, out, err);
            case "--help":
            case "-h":
                out.print(HELP);
                return FINE;
            case "--version":
                return version(out);
            case "":
                err.println("wsat: say what to do: sim, run, play, pki or doctor (see wsat --help)");
                return USAGE;
            default:
                err.println("wsat: no command " + Quoted.of(args[0]) + " (see wsat --help)");
                return USAGE;
        }
    }

    private static int version(PrintStream out) {
        out.println("wsat " + Version.WSAT);
        return FINE;
    }

    private static int sim(String[] args, PrintStream out, PrintStream err) {
        try {
            if (Arrays.asList(args).contains("--pty")) {
                Libc.prepare();
            }
            SimOptions options = new SimOptions(args, 1);
            if (options.board.help) {
                out.print(SimOptions.usage());
                return FINE;
            }
            if (options.board.version) {
                return version(out);
            }
            return new Sim(options, err).run();
        } catch (UsageError e) {
            e.tell("wsat sim", err);
            return USAGE;
        } catch (Exception e) {
            err.println(Printable.lines("wsat sim: " + (e.getMessage() == null ? e.toString() : e.getMessage())));
            return FAILED;
        }
    }
}
