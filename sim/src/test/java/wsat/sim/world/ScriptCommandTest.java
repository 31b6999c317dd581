package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transcript played for a person. */
class ScriptCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int play(Path file) {
        return ScriptCommand.run(file, Map.of("PASSWORD", "hush1234"), new PrintStream(out), new PrintStream(err));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("x.at"), text);
    }

    @Test
    void theDialogueIsShown() throws IOException {
        assertEquals(0, play(file("> AT\n< \\r\\nOK\\r\\n\nwait 1500ms\n")));
        assertEquals(String.join(System.lineSeparator(),
                "    0.000  < \\r\\nready\\r\\n",
                "    0.000  > AT\\r\\n",
                "    0.000  < AT\\r\\n",
                "    0.000  < \\r\\nOK\\r\\n",
                "    0.000  wait 1500ms",
                "passed", ""), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void aDifferenceIsOne() throws IOException {
        Path file = file("> AT\n< \\r\\nFINE\\r\\n\n");
        assertEquals(1, play(file));
        assertTrue(err.toString().startsWith(file + ":2: expected "), err.toString());
    }

    @Test
    void whatIsPutInIsNotShown() throws IOException {
        String text = "> AT+CWJAP=\"net\",\"${PASSWORD}\"\n< WIFI CONNECTED\\r\\nWIFI GOT IP\\r\\n\\r\\nOK\\r\\n\n"
                + ">> hush12\n<* ${PASSWORD}*\n";
        assertEquals(1, play(file(text)));
        assertTrue(out.toString().contains("> AT+CWJAP=\"net\",\"${PASSWORD}\"\\r\\n"), out.toString());
        assertFalse((out.toString() + err).replace("> hush12", "").contains("hush"), out.toString() + err);
    }

    @Test
    void whatHasNoValueIsToldAtOnce() throws IOException {
        Path file = file("> AT\n# ${NOT}\n>> ${ONE}${no} ${TWO}\n>> ${PASSWORD}\n");
        assertEquals(2, play(file));
        assertEquals(file + ":3: no value is given for ONE, TWO; give one with --set NAME=VALUE, or --set NAME and the"
                + " environment" + System.lineSeparator(), err.toString());
    }

    @Test
    void whatCannotBeReadIsTwoAndOneLine() throws IOException {
        Path file = file("> AT\nfrown\n");
        assertEquals(2, play(file));
        assertEquals(file + ":2: no such verb: 'frown'" + System.lineSeparator(), err.toString());
        err.reset();
        assertEquals(2, play(folder.resolve("none.at")));
        assertEquals(folder.resolve("none.at") + ": no such file" + System.lineSeparator(), err.toString());
        err.reset();
        assertEquals(2, play(folder));
        assertTrue(err.toString().startsWith(folder + ": cannot be read"), err.toString());
    }
}
