package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import wsat.board.run.BoardOptions;
import wsat.board.run.RunOptions;
import wsat.pki.command.Commands;

/** What bash completes on a command line of wsat: the script has every option, as the tables have it. */
class CompletionTest {
    private static final Path SCRIPT = Path.of("../dist/src/deb/wsat.bash");
    private static final String BEGIN = "    # written by CompletionTest\n";
    private static final String END = "    # end of what CompletionTest writes\n";
    private static final String REWRITE = "mvn -q -pl sim -am test -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dtest=CompletionTest -Dwsat.document=write";
    private static final String COMMANDS = "sim run pki play doctor --version --help";
    /** Labels of values that are names of files, or of devices. */
    private static final List<String> FILES = List.of("FILE", "FILE.at", "OUT.xml", "PATH", "IMAGE", "TTY", "PORT");
    /** Options whose value is one of a few words: those of them that stand in the description. */
    private static final Map<String, String> CHOICES = Map.of("--log", "off error warn info debug trace",
            "--dialect", "4.1 4.2", "--as", "host module", "--flow", "none rts cts rtscts",
            "--network", "host networkmanager", "--for", "wss client server wss-server wpa-ent");

    @Test
    void theScriptHasEveryOptionOfTheTables() throws IOException {
        String is = Files.readString(SCRIPT);
        int from = is.indexOf(BEGIN);
        int to = is.indexOf(END);
        assertTrue(from >= 0 && to > from, SCRIPT + " has lost its marks");
        StringBuilder cases = new StringBuilder();
        table().forEach((command, words) -> cases.append("    '").append(command).append("') echo '")
                .append(String.join(" ", words)).append("' ;;\n"));
        String script = is.substring(0, from + BEGIN.length()) + cases + is.substring(to);
        if (is.equals(script)) {
            return;
        }
        if ("write".equals(System.getProperty("wsat.document"))) {
            Files.writeString(SCRIPT, script);
            return;
        }
        fail(SCRIPT + " is not what the options are. Rewrite it with:\n" + REWRITE);
    }

    @Test
    void eachCommandThatIsOfferedIsOne() {
        for (String command : COMMANDS.split(" ")) {
            PrintStream nobody = new PrintStream(OutputStream.nullOutputStream());
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            int code = Main.run(command.startsWith("-") ? new String[] {command} : new String[] {command, "--help"},
                    new PrintStream(said), nobody);
            assertEquals(0, code, command);
            assertTrue(said.size() > 0, command);
        }
    }

    @Test
    void bashCompletes() throws Exception {
        assertEquals("sim", complete("s"));
        assertEquals("run", complete("r"));
        assertEquals("--flash", complete("sim", "--fla"));
        assertEquals("--stdio", complete("sim", "--pty", "/tmp/a b", "--std"));
        assertEquals("debug", complete("sim", "--log", "de"));
        assertEquals("debug", complete("run", "--log", "=", "de"));
        assertEquals("4.1 4.2", complete("run", "--dialect", "=", ""));
        assertEquals("rts rtscts", complete("run", "--flow", "rt"));
        assertEquals("rtscts", complete("play", "--flow", "rt"));
        assertEquals("put push pull", complete("pki", "pu"));
        assertEquals("--public-roots", complete("pki", "add", "b.nvs", "--pu"));
        assertEquals("wss wss-server", complete("pki", "add", "--for", "ws"));
        assertEquals("", complete("sim", "--baud", ""));
        assertEquals("", complete("pki", "add", ""), "files are bash's own affair");
        assertEquals("src/main", complete("pki", "test-ca", "src/ma"));
    }

    /** What bash offers for the last of these words. */
    private static String complete(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of("wsat"));
        line.addAll(Arrays.asList(words));
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", "compopt() { :; }; . \"$0\"\n"
                + "COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1)); _wsat; echo \"${COMPREPLY[*]}\"", SCRIPT.toString()));
        command.addAll(line);
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, bash.waitFor(), said);
        return said;
    }

    /** Of each command: what stands without an option (files, folders or a dash), and its options. */
    private static Map<String, List<String>> table() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put("", List.of("-", COMMANDS));
        table.put("sim", words("-", SimOptions.OPTIONS.own(), BoardOptions.ROWS));
        table.put("run", words("-", RunOptions.OPTIONS.own(), BoardOptions.ROWS));
        table.put("play", words("file", PlayOptions.OPTIONS.own()));
        table.put("doctor", words("-", DoctorCommand.OPTIONS.own()));
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream());
        Map<String, CommandLine> pki = Commands.commandLine(nobody, nobody).getSubcommands();
        List<String> names = new ArrayList<>(List.of("-"));
        names.addAll(pki.keySet());
        names.add("--help");
        table.put("pki", names);
        pki.forEach((name, command) -> table.put("pki " + name, words(command.getCommandSpec())));
        return table;
    }

    private static List<String> words(String alone, String[][]... tables) {
        List<String> words = new ArrayList<>(List.of(alone));
        Stream.of(tables).flatMap(Stream::of).forEach(row -> words.add(word(row[0], row[1], row[2])));
        return words;
    }

    private static List<String> words(CommandSpec spec) {
        List<String> words = new ArrayList<>();
        words.add(spec.positionalParameters().isEmpty() ? "-"
                : kind(spec.positionalParameters().get(0).paramLabel()));
        for (OptionSpec option : spec.options()) {
            words.add(word(option.longestName(), option.arity().max() == 0 ? null : option.paramLabel(),
                    String.join(" ", option.description())));
        }
        return words;
    }

    /** @param label of the value; null: there is none; in brackets: it may be left out */
    private static String word(String name, String label, String description) {
        if (label == null || label.startsWith("[")) {
            return name;
        }
        if (!CHOICES.containsKey(name)) {
            return name + ":" + kind(label);
        }
        List<String> said = List.of(description.split("[^-.a-z0-9]+"));
        List<String> choices = new ArrayList<>(List.of(CHOICES.get(name).split(" ")));
        choices.retainAll(said);
        assertTrue(choices.size() > 1, name + ": " + description);
        return name + ":" + String.join("|", choices);
    }

    private static String kind(String label) {
        return FILES.contains(label) ? "file" : label.equals("DIR") ? "dir" : "-";
    }
}
