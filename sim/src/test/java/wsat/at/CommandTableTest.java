package wsat.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import wsat.Coprocessor;
import wsat.sim.world.World;

/**
 * The command tables of doc/commands.md say what the code says: the names come from {@code commands.txt}, the
 * manual's list; the forms, and whether they have an effect, from the firmware's own tables.
 */
class CommandTableTest {
    private static final Path DOCUMENT = Path.of("../doc/commands.md");
    private static final Path PAGE = Path.of("../board-support/src/main/resources/wsat/board/web/commands.js");
    private static final String BEGIN = "<!-- commands: written by CommandTableTest -->\n";
    private static final String END = "<!-- end of commands -->\n";
    private static final String REWRITE = "mvn -q -pl sim -am test -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dtest=CommandTableTest -Dwsat.document=write";

    private final Map<String, Map<String, String>> manual = readManual();
    private final Map<String, Command> ours = ours();

    @Test
    void theDocumentSaysOfEveryCommandWhatTheCodeDoes() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        assertTrue(from >= 0 && to > from, "doc/commands.md has lost its marks " + BEGIN.trim() + " and " + END.trim());
        String is = text.substring(from + BEGIN.length(), to);
        String shouldBe = tables();
        if (is.equals(shouldBe)) {
            return;
        }
        if ("write".equals(System.getProperty("wsat.document"))) {
            Files.writeString(DOCUMENT, text.substring(0, from + BEGIN.length()) + shouldBe + text.substring(to));
            return;
        }
        fail("The commands in doc/commands.md are not those of the code (" + difference(is, shouldBe)
                + "). Rewrite them with:\n" + REWRITE);
    }

    /** The same for the page of {@code --web}, which helps whoever types. */
    @Test
    void thePageSaysOfEveryCommandWhatTheDocumentDoes() throws IOException {
        StringBuilder shouldBe = new StringBuilder("'use strict';\n"
                + "/* Written by CommandTableTest: name, forms, notes. */\nconst COMMANDS = [\n");
        manual.forEach((chapter, commands) -> commands.forEach((name, note) -> {
            Command command = ours.get(name);
            if (command != null) {
                shouldBe.append("  [").append(quoted(name)).append(", ").append(quoted(forms(command.forms)))
                        .append(", ").append(quoted(note)).append("],\n");
            }
        }));
        shouldBe.append("];\n");
        if (!Files.readString(PAGE).equals(shouldBe.toString())) {
            if ("write".equals(System.getProperty("wsat.document"))) {
                Files.writeString(PAGE, shouldBe);
            } else {
                fail(PAGE + " does not have the commands of the code. Rewrite it with:\n" + REWRITE);
            }
        }
    }

    /** In JavaScript, without what makes code and links in a document. */
    private static String quoted(String text) {
        String bare = text.replace("`", "").replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
        return '"' + bare.replace("\\", "\\\\").replace("\"", "\\\"").replace("<", "\\u003c") + '"';
    }

    @Test
    void everyCommandStandsInAChapterOfTheManual() {
        Set<String> unknown = new TreeSet<>(ours.keySet());
        manual.values().forEach(chapter -> unknown.removeAll(chapter.keySet()));
        assertEquals(Set.of(), unknown, "in no chapter of commands.txt; write them into theirs");
    }

    /** Also keeps a note from outliving its command. */
    @Test
    void onlyWhatIsThereIsExplained() {
        Set<String> explained = new TreeSet<>();
        manual.values().forEach(chapter -> chapter.forEach((name, note) -> {
            if (!note.isEmpty() && !ours.containsKey(name)) {
                explained.add(name);
            }
        }));
        assertEquals(Set.of(), explained, "explained in commands.txt, but ERROR");
    }

    // --- what is so -------------------------------------------------------------------------------

    private static Map<String, Command> ours() {
        try {
            Field interpreter = Coprocessor.class.getDeclaredField("interpreter");
            interpreter.setAccessible(true);
            Settings settings = new Settings();
            Coprocessor coprocessor = new Coprocessor(new World(settings, 0, 0), settings);
            Map<String, Command> ours = new LinkedHashMap<>();
            Chapters chapters = ((Interpreter) interpreter.get(coprocessor)).chapters;
            for (int i = 0; i < chapters.count(); i++) {
                Command[] chapter = chapters.table(i);
                for (Command command : chapter) {
                    assertEquals(null, ours.put(command.name, command), command.name + " is there twice");
                }
            }
            return ours;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Chapter to command to note, in the order of the file. */
    private static Map<String, Map<String, String>> readManual() {
        Map<String, Map<String, String>> chapters = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>();
        Map<String, String> chapter = null;
        for (String line : resource().split("\n")) {
            if (line.startsWith("== ")) {
                chapter = new LinkedHashMap<>();
                chapters.put(line.substring(3), chapter);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split(" \\| ", 2);
                assertTrue(seen.add(parts[0]), parts[0] + " is twice in commands.txt");
                chapter.put(parts[0], parts.length == 2 ? parts[1] : "");
            }
        }
        return chapters;
    }

    private static String resource() {
        try (InputStream in = CommandTableTest.class.getResourceAsStream("commands.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    // --- how it is written ------------------------------------------------------------------------

    private String tables() {
        StringBuilder text = new StringBuilder();
        manual.forEach((chapter, commands) -> {
            text.append("\n## ").append(chapter).append("\n\n");
            text.append("| command | forms | support | notes |\n|---|---|---|---|\n");
            List<String> absent = new ArrayList<>();
            commands.forEach((name, note) -> {
                Command command = ours.get(name);
                if (command == null) {
                    absent.add(name);
                } else {
                    row(text, command, note);
                }
            });
            absentRow(text, absent);
        });
        return text.append("\n").toString();
    }

    private static void row(StringBuilder text, Command command, String note) {
        text.append("| `").append(command.name).append("` | ").append(forms(command.forms)).append(" | ")
                .append(command.hasEffect() ? "supported" : "no effect").append(" |");
        text.append(note.isEmpty() ? "" : " " + note).append(" |\n");
    }

    private static String forms(int forms) {
        List<String> words = new ArrayList<>();
        String[] all = {"`=?`", "`?`", "`=`", "execute"};
        for (int i = 0; i < all.length; i++) {
            if ((forms & Command.TEST << i) != 0) {
                words.add(all[i]);
            }
        }
        return String.join(" ", words);
    }

    /** One row for all that is not there: a row each would hide what is. */
    private static void absentRow(StringBuilder text, List<String> absent) {
        if (absent.isEmpty()) {
            return;
        }
        text.append("| ");
        for (int i = 0; i < absent.size(); i++) {
            text.append(i == 0 ? "`" : ", `").append(absent.get(i)).append("`");
        }
        text.append(" | | `ERROR` | |\n");
    }

    private static String difference(String is, String shouldBe) {
        String[] lines = is.split("\n");
        for (String line : shouldBe.split("\n")) {
            if (!List.of(lines).contains(line)) {
                return "first: " + line;
            }
        }
        return "some that are there are gone";
    }
}
