package wsat.pki.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import wsat.board.text.Printable;
import wsat.board.text.Quoted;
import wsat.pki.Refusal;

/** The commands of {@code wsat pki}, and what becomes of what they throw. */
public final class Commands {
    private static final int REFUSED = 1;
    private static final int USAGE = 2;

    /** Without a command of its own. */
    @Command(name = "wsat pki", description = "Certificate slots and flash images.", synopsisHeading = "Usage: ",
            synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n",
            footer = "%nwsat pki COMMAND --help shows the options of a command and an example.")
    static final class Top {
        @Option(names = {"-h", "--help"}, usageHelp = true, description = "prints this")
        boolean help;
    }

    private Commands() {
    }

    /** Runs one command line. @return the exit code */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        CommandLine line = commandLine(out, err);
        line.setUsageHelpWidth(100).setUsageHelpAutoWidth(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        line.setParameterExceptionHandler((e, own) -> refuse(err, e));
        line.setExecutionExceptionHandler((e, command, result) -> refuse(err, command, e));
        if (args.length == 0) {
            err.println("wsat pki: say what to do: init, build, add and so on (see wsat pki --help)");
            return USAGE;
        }
        if (Quoted.isKeyAmong(args)) {
            err.println(
                    "wsat pki: the text of a key or certificate stands on the command line; give the name of a file");
            return USAGE;
        }
        return line.execute(args);
    }

    /** All commands and their options. */
    public static CommandLine commandLine(PrintStream out, PrintStream err) {
        Talk talk = new Talk(out, err);
        CommandLine line = new CommandLine(new Top());
        for (Task task : tasks(talk)) {
            line.addSubcommand(task);
        }
        return line.registerConverter(Path.class, Commands::path);
    }

    /** What a script has from a variable that is not set is not the folder it stands in. */
    private static Path path(String text) {
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            // said below
        }
        throw new TypeConversionException(Quoted.of(text) + " is no path");
    }

    private static Task[] tasks(Talk talk) {
        return new Task[] {new InitCommand(talk), new BuildCommand(talk), new PutCommand(talk), new AddCommand(talk),
            new RemoveCommand(talk), new ListCommand(talk), new ShowCommand(talk), new ExportCommand(talk),
            new CheckCommand(talk), new DumpCommand(talk), new PushCommand(talk), new PullCommand(talk),
            new TestCaCommand(talk), new CsrCommand(talk)};
    }

    private static int refuse(PrintStream err, ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException words && name.equals("wsat pki") && !words.isUnknownOption()) {
            err.println(name + ": no command " + Quoted.of(words.getUnmatched().get(0)) + " (see " + name + " --help)");
            return USAGE;
        }
        // picocli repeats what it does not understand
        String said = firstLine(e.getMessage()).replaceAll("(?<![-a-z])pass:.*", "pass:...");
        err.println(name + ": " + Printable.of(said) + " (see " + name + " --help)");
        return USAGE;
    }

    private static int refuse(PrintStream err, CommandLine command, Exception e) throws Exception {
        if (e instanceof ParameterException usage) {
            return refuse(err, usage);
        }
        if (!(e instanceof Refusal)) {
            throw e;
        }
        err.println(command.getCommandSpec().qualifiedName() + ": " + Printable.lines(e.getMessage()));
        return REFUSED;
    }

    private static String firstLine(String text) {
        return text.split("\\R", 2)[0];
    }
}
