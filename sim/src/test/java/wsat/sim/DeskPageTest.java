package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of {@code wsat sim --web} in a real Chromium; its pictures are left in {@code target/page}. */
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeskPageTest {
    private static final String ADDRESS = "wsat sim: page on ";

    @Test
    void aPersonAtThePageSeesBothSides() throws Exception {
        Path pictures = Files.createDirectories(Path.of("target/page").toAbsolutePath());
        Process sim = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "wsat.sim.Main", "sim",
                "--web", "--stdio", "--log", "off").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            List<String> lines = NodeScripts.chromium("desk.js", address(sim), pictures);
            List<String> passed = lines.stream().filter(line -> line.startsWith("passed "))
                    .map(line -> line.substring(7)).collect(Collectors.toList());
            assertEquals(List.of("flow", "network", "terminal", "figures", "filter", "faults", "session",
                    "access", "keyboard", "manyRows"), passed);
            lines.stream().filter(line -> line.contains("rows:")).forEach(System.out::println);
        } finally {
            sim.destroy();
            sim.waitFor();
        }
    }

    private static String address(Process sim) throws Exception {
        BufferedReader err = new BufferedReader(new InputStreamReader(sim.getErrorStream(), StandardCharsets.UTF_8));
        String line = err.readLine();
        assertTrue(line.startsWith(ADDRESS), line);
        return line.substring(ADDRESS.length());
    }
}
