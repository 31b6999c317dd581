package wsat.board.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import wsat.board.text.Quoted;

/**
 * The options of one command, as a table. A command line that holds nothing but whole names of the table
 * and their values is read here; for every other one, for mistakes and for help, picocli does it from
 * the same table. (Its classes are of a format that no class archive takes: they cost 60 to 90 ms.)
 * A file may give the same options, see {@link ConfigFile}.
 */
public final class Options {
    private static final String SEVERAL = "several";

    private final String command;
    private final String about;
    private final String[][] own;
    private final String[][] table;
    /** Of a command whose file might be given to this one by mistake, or null. */
    private Options other;

    /**
     * @param own    rows of name, label of the value (null: a flag) and description
     * @param shared rows that follow
     */
    public Options(String command, String about, String[][] own, String[][] shared) {
        this.command = command;
        this.about = about;
        this.own = own;
        List<String[]> rows = new ArrayList<>(Arrays.asList(own));
        rows.addAll(Arrays.asList(shared));
        table = rows.toArray(new String[0][]);
    }

    /** Keys of that command in a file are told from keys of none. */
    public Options notOf(Options command) {
        other = command;
        return this;
    }

    public static String[] flag(String name, String description) {
        return new String[] {name, null, description};
    }

    public static String[] value(String name, String label, String description) {
        return new String[] {name, label, description};
    }

    /** A value that may be given more than once. */
    public static String[] values(String name, String label, String description) {
        return new String[] {name, label, description, SEVERAL};
    }

    /**
     * Reads a command line, and the file that it or {@code usual} names.
     *
     * @param usual the file that is read if it is there and no other is named, or null
     */
    public Values parse(String[] args, int from, Path usual) throws UsageError {
        Values line = parse(args, from);
        if (line.has("--help") || line.has("--version")) {
            return line;
        }
        Path file = line.path("--config", usual != null && Files.exists(usual) ? usual : null);
        if (file == null) {
            return line;
        }
        Values values = new Values(command);
        ConfigFile.read(file, this, values);
        values.addAll(line);
        return values;
    }

    /** Reads a command line alone, whatever file it names. */
    public Values parse(String[] args, int from) throws UsageError {
        if (Quoted.isKeyAmong(args)) {
            throw new UsageError(
                    "the text of a key or certificate stands on the command line; give the name of a file");
        }
        Values values = new Values(command);
        for (int i = from; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            String[] row = row(equals < 0 ? args[i] : args[i].substring(0, equals));
            boolean flag = row != null && row[1] == null;
            boolean follows = i + 1 < args.length && !args[i + 1].startsWith("-");
            boolean known = row != null && (several(row) || !values.has(row[0]))
                    && (flag ? equals < 0 : equals >= 0 || follows || isOptional(row));
            if (!known) {
                return parseThoroughly(args, from);
            }
            values.add(row[0], flag ? null : equals >= 0 ? args[i].substring(equals + 1) : follows ? args[++i] : "");
        }
        return values;
    }

    /** Whether the value may be left out: its label is in brackets. */
    private static boolean isOptional(String[] row) {
        return row[1].startsWith("[");
    }

    /** The rows that no other command shares, for the manual page. */
    public String[][] own() {
        return own.clone();
    }

    boolean knows(String name) {
        return row(name) != null;
    }

    /** What is wrong with a key that a file of this command cannot have. */
    String unknown(String key) {
        return other != null && other.knows("--" + key) && !knows("--" + key)
                ? key + ": is an option of " + other.command + ", and not of " + command
                : "no option is called " + Quoted.of(key);
    }

    boolean isFlag(String name) {
        return row(name)[1] == null;
    }

    private static boolean several(String[] row) {
        return row.length > 3;
    }

    private String[] row(String name) {
        for (String[] row : table) {
            if (row[0].equals(name)) {
                return row;
            }
        }
        return null;
    }

    private Values parseThoroughly(String[] args, int from) throws UsageError {
        return Thorough.parse(this, Arrays.copyOfRange(args, from, args.length));
    }

    /** What {@code --help} prints. */
    public String help() {
        return Thorough.commandLine(this).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    /** What needs picocli; apart, so that it is not even looked at otherwise. */
    private static final class Thorough {

        static Values parse(Options options, String[] args) throws UsageError {
            Values values = new Values(options.command);
            try {
                for (OptionSpec option : commandLine(options).parseArgs(args).matchedOptions()) {
                    String[] row = options.row(option.longestName());
                    if (several(row)) {
                        option.originalStringValues().forEach(text -> values.add(row[0], text));
                    } else {
                        values.add(row[0], row[1] == null ? null : option.getValue());
                    }
                }
            } catch (CommandLine.ParameterException e) {
                String said = e.getMessage().lines().findFirst().orElse("bad option");
                throw new UsageError(said + " (see " + options.command + " --help)");
            }
            return values;
        }

        static CommandLine commandLine(Options options) {
            CommandSpec spec = CommandSpec.create().name(options.command);
            spec.usageMessage().description(options.about).sortOptions(false).synopsisHeading("Usage: ");
            for (String[] row : options.table) {
                spec.addOption(option(row).description(row[2]).build());
            }
            return new CommandLine(spec);
        }

        private static OptionSpec.Builder option(String[] row) {
            String name = row[0];
            String label = row[1];
            OptionSpec.Builder option = OptionSpec.builder(name);
            if (label != null && label.startsWith("[")) {
                return option.type(String.class).arity("0..1").fallbackValue("")
                        .paramLabel(label.substring(1, label.length() - 1));
            }
            if (several(row)) {
                return option.type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel(label);
            }
            if (label != null) {
                return option.type(String.class).arity("1").paramLabel(label);
            }
            return option.type(boolean.class).arity("0")
                    .usageHelp(name.equals("--help")).versionHelp(name.equals("--version"));
        }
    }
}
