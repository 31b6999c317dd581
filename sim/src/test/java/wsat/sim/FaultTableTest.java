package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.board.fault.FaultWords;

/** The faults of doc/desk.md, of the page's panel and of the transcripts' README are those of {@link FaultWords}. */
class FaultTableTest {
    private static final Path DOCUMENT = Path.of("../doc/desk.md");
    private static final Path PAGE = Path.of("../board-support/src/main/resources/wsat/board/web/faults.js");
    private static final String BEGIN = "<!-- faults: written by FaultTableTest -->\n";
    private static final String END = "<!-- end of faults -->\n";
    private static final String REWRITE = "mvn -q -pl sim -am test -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dtest=FaultTableTest -Dwsat.document=write";

    @Test
    void theDocumentHasEachFault() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        assertTrue(from >= 0 && to > from, DOCUMENT + " has lost its marks " + BEGIN.trim() + " and " + END.trim());
        StringBuilder table = new StringBuilder("| words | what happens |\n|---|---|\n");
        for (FaultWords.Row row : FaultWords.TABLE) {
            table.append("| `").append(row.words()).append("` | ").append(row.help())
                    .append(row.elsewhere().isEmpty() ? "" : " (not in wsat.html: " + row.elsewhere() + ")")
                    .append(" |\n");
        }
        is(DOCUMENT, text, text.substring(0, from + BEGIN.length()) + table + text.substring(to));
    }

    @Test
    void thePageHasEachFault() throws IOException {
        StringBuilder script = new StringBuilder("'use strict';\n"
                + "/* Written by FaultTableTest: words, what happens, why not with the module in a page, buttons. */\n"
                + "const FAULTS = [\n");
        for (FaultWords.Row row : FaultWords.TABLE) {
            script.append("  [").append(quoted(row.words())).append(", ").append(quoted(row.help().replace("`", "")))
                    .append(", ").append(quoted(row.elsewhere())).append(", [");
            List<String> buttons = row.buttons();
            for (int i = 0; i < buttons.size(); i += 2) {
                script.append(i == 0 ? "[" : ", [").append(quoted(buttons.get(i))).append(", ")
                        .append(quoted(buttons.get(i + 1))).append(']');
            }
            script.append("]],\n");
        }
        is(PAGE, Files.exists(PAGE) ? Files.readString(PAGE) : "", script.append("];\n").toString());
    }

    private static String quoted(String text) {
        assertTrue(text.matches("[ !#-;=?-\\[\\]-~]*"), text);
        return '"' + text + '"';
    }

    private static void is(Path file, String text, String shouldBe) throws IOException {
        if (text.equals(shouldBe)) {
            return;
        }
        if (!"write".equals(System.getProperty("wsat.document"))) {
            fail(file + " does not have the faults of the code. Rewrite it with:\n" + REWRITE);
        }
        Files.writeString(file, shouldBe);
    }

    @Test
    void eachButtonMakesAFault() {
        int buttons = 0;
        for (FaultWords.Row row : FaultWords.TABLE) {
            for (int i = 1; i < row.buttons().size(); i += 2) {
                String words = row.buttons().get(i).replace("LINK", "0");
                assertEquals(words, FaultWords.read(words).words());
                buttons++;
            }
        }
        assertTrue(buttons >= FaultWords.TABLE.size(), "a button for each at least: " + buttons);
    }

    @Test
    void theReadmeOfTranscriptsNamesEachKind() throws IOException {
        String text = Files.readString(Path.of("transcripts/README.md"));
        for (FaultWords.Row row : FaultWords.TABLE) {
            String[] words = row.words().replaceAll("LINK |\\[.*| [A-Z]{2,}", "").trim().split(" ");
            assertTrue(text.contains("`" + words[0] + " ") && text.contains(words[words.length - 1]),
                    "sim/transcripts/README.md does not have " + row.words());
        }
    }
}
