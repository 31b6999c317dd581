package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import wsat.board.run.BoardOptions;
import wsat.board.run.RunOptions;
import wsat.pki.command.Commands;

/** The manual page has every option, as the tables have it that read the command lines (mdoc(7)). */
class ManualPageTest {
    private static final Path PAGE = Path.of("../doc/wsat.1");
    private static final String END = ".\\\" end of what ManualPageTest writes\n";
    private static final String REWRITE = "mvn -q -pl sim -am test -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dtest=ManualPageTest -Dwsat.document=write";

    @Test
    void thePageSaysOfEveryOptionWhatItsTableSays() throws IOException {
        String is = Files.readString(PAGE);
        String page = is;
        for (Map.Entry<String, String> part : parts().entrySet()) {
            String begin = ".\\\" " + part.getKey() + ", written by ManualPageTest\n";
            int from = page.indexOf(begin);
            int to = page.indexOf(END, from);
            assertTrue(from >= 0 && to > from,
                    "doc/wsat.1 has lost its marks " + begin.strip() + " and " + END.strip());
            page = page.substring(0, from + begin.length()) + part.getValue() + page.substring(to);
        }
        if (is.equals(page)) {
            return;
        }
        if ("write".equals(System.getProperty("wsat.document"))) {
            Files.writeString(PAGE, page);
            return;
        }
        List<String> lines = is.lines().toList();
        fail("doc/wsat.1 is not what the options are (first: "
                + page.lines().filter(line -> !lines.contains(line)).findFirst().orElse("some are gone")
                + "). Rewrite it with:\n" + REWRITE);
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("options of wsat run", list(RunOptions.OPTIONS.own()));
        parts.put("options of wsat sim", list(SimOptions.OPTIONS.own()));
        parts.put("options of wsat play", list(PlayOptions.OPTIONS.own()));
        parts.put("options of both", list(BoardOptions.ROWS));
        parts.put("options of wsat doctor", list(DoctorCommand.OPTIONS.own()));
        parts.put("commands of wsat pki", pki());
        return parts;
    }

    /** Rows of name, label and description. */
    private static String list(String[][] rows) {
        StringBuilder text = new StringBuilder(".Bl -tag -width indent\n");
        for (String[] row : rows) {
            item(text, List.of(row[0]), row[1], row[2]);
        }
        return text.append(".El\n").toString();
    }

    private static void item(StringBuilder text, List<String> names, String label, String description) {
        List<String> flags = new ArrayList<>();
        for (String name : names) {
            flags.add("Fl " + name.substring(1).replace("-", "\\-"));
        }
        text.append(".It ").append(String.join(" , ", flags)).append(label == null ? "" : " Ar " + label).append('\n');
        text.append(prose(description)).append('\n');
    }

    /** A line that begins with a dot or a quote would be a command. */
    private static String prose(String text) {
        String line = text.replace("%n", " ").replace("%%", "%").replace("\\", "\\e");
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    private static String pki() {
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream());
        StringBuilder text = new StringBuilder(".Bl -tag -width indent\n");
        for (CommandLine command : Commands.commandLine(nobody, nobody).getSubcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            text.append(".It Cm ").append(spec.name());
            for (ArgSpec argument : spec.positionalParameters()) {
                text.append(" Ar ").append(argument.paramLabel());
            }
            text.append('\n').append(prose(String.join(" ", spec.usageMessage().description())))
                    .append("\n.Bl -tag -width indent -compact\n");
            for (OptionSpec option : spec.options()) {
                if (!option.usageHelp() && !option.hidden()) {
                    item(text, List.of(option.names()), option.arity().max() == 0 ? null : option.paramLabel(),
                            String.join(" ", option.description()));
                }
            }
            text.append(".El\n");
        }
        return text.append(".El\n").toString();
    }
}
