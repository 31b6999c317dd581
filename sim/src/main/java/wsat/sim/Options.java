package wsat.sim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of one command, as a table. A command line that holds nothing but whole names of the table
 * and their values is read here; for every other one, for mistakes and for help, picocli does it from
 * the same table. (Its classes are of a format that no class archive takes: they cost 60 to 90 ms.)
 */
final class Options {
    private final String command;
    private final String about;
    private final String[][] table;

    /**
     * @param table rows of name, label of the value (null: a flag) and description
     */
    Options(String command, String about, String[]... table) {
        this.command = command;
        this.about = about;
        this.table = table;
    }

    static String[] flag(String name, String description) {
        return new String[] {name, null, description};
    }

    static String[] value(String name, String label, String description) {
        return new String[] {name, label, description};
    }

    /**
     * Reads a command line.
     *
     * @return the value of each option that is there, by its name; of a flag, the empty string
     */
    Map<String, String> parse(String[] args, int from) throws UsageError {
        Map<String, String> values = new HashMap<>();
        for (int i = from; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            String[] row = row(equals < 0 ? args[i] : args[i].substring(0, equals));
            boolean flag = row != null && row[1] == null;
            boolean known = row != null && !values.containsKey(row[0])
                    && (flag ? equals < 0 : equals >= 0 || i + 1 < args.length && !args[i + 1].startsWith("-"));
            if (!known) {
                return parseThoroughly(args, from);
            }
            values.put(row[0], flag ? "" : equals < 0 ? args[++i] : args[i].substring(equals + 1));
        }
        return values;
    }

    private String[] row(String name) {
        for (String[] row : table) {
            if (row[0].equals(name)) {
                return row;
            }
        }
        return null;
    }

    private Map<String, String> parseThoroughly(String[] args, int from) throws UsageError {
        return Thorough.parse(this, Arrays.copyOfRange(args, from, args.length));
    }

    /** What {@code --help} prints. */
    String help() {
        return Thorough.commandLine(this).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    /** What needs picocli; apart, so that it is not even looked at otherwise. */
    private static final class Thorough {

        static Map<String, String> parse(Options options, String[] args) throws UsageError {
            Map<String, String> values = new HashMap<>();
            try {
                for (OptionSpec option : commandLine(options).parseArgs(args).matchedOptions()) {
                    String[] row = options.row(option.longestName());
                    values.put(row[0], row[1] == null ? "" : option.getValue());
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
                spec.addOption(option(row[0], row[1]).description(row[2]).build());
            }
            return new CommandLine(spec);
        }

        private static OptionSpec.Builder option(String name, String label) {
            OptionSpec.Builder option = OptionSpec.builder(name);
            if (label != null) {
                return option.type(String.class).arity("1").paramLabel(label);
            }
            return option.type(boolean.class).arity("0")
                    .usageHelp(name.equals("--help")).versionHelp(name.equals("--version"));
        }
    }
}
