package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import wsat.at.Settings;
import wsat.board.run.RunOptions;
import wsat.board.run.UsageError;
import wsat.pki.command.Commands;
import wsat.sim.world.World;

/** What the documents show can be followed and typed: links lead somewhere, command lines are taken. */
class DocumentsTest {
    private static final Path TOP = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]*)\\)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```[a-z]*\\n(.*?)^```$");
    private static final Pattern TYPED = Pattern.compile("`(?:sudo )?(?:\\./)?(wsat [^`]+)`");
    private static final Pattern LINE = Pattern.compile(
            "(?:.*\\| )?(?:sudo )?(?:\\./)?(wsat (?:sim|run|play|pki|doctor|-).*)");
    /** As a shell takes it apart, as far as the documents need that. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    /**
     * ESP-AT, AT+SYSLOG: not the form, parameters or name of a command; 0A, which is not here, is a command that has
     * failed.
     */
    private static final Pattern WRONG = Pattern.compile("ERR CODE:0x010[1-9BC]\\p{XDigit}+");
    private static final int PATIENCE_MILLIS = 60_000;

    private static List<Path> documents() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String name : new String[] {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "sim/transcripts/README.md"}) {
            all.add(TOP.resolve(name));
        }
        try (Stream<Path> chapters = Files.list(TOP.resolve("doc"))) {
            chapters.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
        }
        return all;
    }

    private static String prose(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document)).replaceAll("");
    }

    private static List<String> blocks(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document)).results().map(block -> block.group(1)).toList();
    }

    /** Anchors of a document's headings, as GitHub makes them. */
    private static Set<String> anchors(Path document) throws IOException {
        Set<String> anchors = new HashSet<>();
        for (String line : prose(document).split("\n")) {
            if (line.matches("#+ .*")) {
                anchors.add(line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        }
        return anchors;
    }

    @Test
    void linksLeadToFilesAndHeadings() throws IOException {
        int seen = 0;
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(prose(document));
            while (link.find()) {
                String[] parts = link.group(1).split("#", 2);
                if (parts[0].contains(":")) {
                    continue;
                }
                seen++;
                Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
                if (!Files.exists(target) || parts.length == 2 && !anchors(target).contains(parts[1])) {
                    broken.add(document + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(seen > 30, "links are seen: " + seen);
    }

    /** What {@code bench/run --figures} has recorded is what {@code doc/latency.svg} and {@code doc/line.svg} show. */
    @Test
    void theDrawingsAreOfTheRecordedRun() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(Python.PROGRAM)), "skipped: needs " + Python.PROGRAM);
        Process check = new ProcessBuilder(Python.PROGRAM, "../bench/draw", "--check")
                .redirectErrorStream(true).start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, check.waitFor(), said);
    }

    @Test
    void commandLinesOfBlocksAreTaken() throws IOException {
        int seen = 0;
        List<String> refused = new ArrayList<>();
        for (Path document : documents()) {
            for (String block : blocks(document)) {
                for (String line : block.replace("\\\n", " ").split("\n")) {
                    Matcher command = LINE.matcher(line);
                    if (!command.matches() || command.group(1).startsWith("wsat pki add: ")) {
                        continue;
                    }
                    seen++;
                    String why = refusal(command.group(1).replaceFirst("\\s(?:#|[|>&]).*", "").strip(), false);
                    if (why != null) {
                        refused.add(document + ": " + line + ": " + why);
                    }
                }
            }
        }
        assertEquals(List.of(), refused);
        assertTrue(seen > 10, "command lines are seen: " + seen);
    }

    @Test
    void commandsNamedInTextAreThere() throws IOException {
        int seen = 0;
        List<String> refused = new ArrayList<>();
        for (Path document : documents()) {
            Matcher command = TYPED.matcher(prose(document));
            while (command.find()) {
                seen++;
                String why = refusal(command.group(1).replaceFirst("\\s(?:#|[|>&]).*", "").replaceAll("[\\[\\]…]", "")
                        .strip(), true);
                if (why != null) {
                    refused.add(document + ": " + command.group() + ": " + why);
                }
            }
        }
        assertEquals(List.of(), refused);
        assertTrue(seen > 20, "commands are seen: " + seen);
    }

    /** @param part whether only a part of the command line is shown. @return why it is not taken, or null */
    private static String refusal(String commandLine, boolean part) {
        String[] words = WORD.matcher(commandLine).results().map(word -> word.group().replace("\"", ""))
                .toArray(String[]::new);
        try {
            switch (words[1]) {
                case "sim":
                    SimOptions.OPTIONS.parse(words, 2);
                    return null;
                case "run":
                    RunOptions.OPTIONS.parse(words, 2);
                    return null;
                case "play":
                    PlayOptions.OPTIONS.parse(words, words.length > 2 && !words[2].startsWith("-") ? 3 : 2);
                    return null;
                case "doctor":
                    DoctorCommand.OPTIONS.parse(words, 2);
                    return null;
                case "pki":
                    return pki(Arrays.copyOfRange(words, 2, words.length), part);
                case "--help":
                case "--version":
                case "--prepare":
                    return null;
                default:
                    return "no such command";
            }
        } catch (UsageError e) {
            return part && e.getMessage().startsWith("Missing required parameter") ? null : e.getMessage();
        }
    }

    private static String pki(String[] words, boolean part) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try {
            Commands.commandLine(nowhere, nowhere).parseArgs(words);
            return null;
        } catch (CommandLine.MissingParameterException e) {
            return part ? null : e.getMessage();
        } catch (CommandLine.ParameterException e) {
            return e.getMessage();
        }
    }

    @Test
    void whatAHostIsToSayIsUnderstood() throws IOException {
        int seen = 0;
        List<String> wrong = new ArrayList<>();
        for (Path document : documents()) {
            for (String block : blocks(document)) {
                if (block.startsWith("AT")) {
                    seen++;
                    World world = new World(new Settings(), 0, 0);
                    say(world, "AT+SYSLOG=1\n" + block.replace("PORT", "8080"));
                    String heard = world.heard().toString(StandardCharsets.ISO_8859_1);
                    if (WRONG.matcher(heard).find() || heard.contains("busy")) {
                        wrong.add(document + ":\n" + heard);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen >= 3, "dialogues are seen: " + seen);
    }

    /** As the console does: the next line when the last one has its result, payload as long as it was announced. */
    private static void say(World world, String lines) {
        DataPhase phase = new DataPhase();
        for (String line : lines.split("\n")) {
            byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
            int count = phase.meant(line, bytes.length);
            if (phase.wanted() > 0) {
                phase.gave(count);
            } else {
                phase.said(line);
            }
            int before = world.heard().size();
            world.hostSends(bytes, 0, count);
            world.run(PATIENCE_MILLIS);
            phase.heard(world.heard().toByteArray(), before, world.heard().size() - before);
        }
    }
}
