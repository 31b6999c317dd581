package wsat.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import wsat.sim.NodeScripts;

/**
 * All transcripts, compiled to JavaScript, end as they do on the JVM: echo on and off, whole and byte by byte. Random
 * cuts are for the JVM alone, where a seed is told that plays them again.
 */
class PlaysTest {
    private static final Path FOLDER = Path.of("../transcripts");
    /** A line for each play, as the scripts print it. */
    private static final List<String> ON_THE_JVM = new ArrayList<>();

    @BeforeAll
    static void playOnTheJvm() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.filter(f -> f.toString().endsWith(".at")).sorted().collect(Collectors.toList());
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (boolean echo : new boolean[] {true, false}) {
                for (boolean bytewise : new boolean[] {true, false}) {
                    assertEquals("", Exports.play(name, text, echo, bytewise));
                    ON_THE_JVM.add("[\"" + name + "\"," + echo + "," + bytewise + ",\"\"]");
                }
            }
        }
        assertTrue(ON_THE_JVM.size() > 600, "only " + ON_THE_JVM.size() + " plays");
    }

    @Test
    void nodePlaysAsTheJvmDoes() throws Exception {
        same("under Node", NodeScripts.run("plays.js", "target/js/module.js", FOLDER));
    }

    @Test
    void thePageInChromiumPlaysAsTheJvmDoes() throws Exception {
        same("in Chromium", NodeScripts.chromium("plays-in-page.js", "target/wsat.html"));
    }

    private static void same(String where, List<String> plays) {
        assertEquals(String.join("\n", ON_THE_JVM), String.join("\n", plays));
        System.out.println(plays.size() + " of " + ON_THE_JVM.size() + " plays pass " + where);
    }
}
