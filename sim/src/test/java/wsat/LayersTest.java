package wsat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Dependencies between the packages of the boards and the tools point one way, as {@code layers.txt} has them. The
 * firmware's own are held in its module.
 */
class LayersTest {
    private static final List<String> MODULES = List.of("board-support", "pki-tool", "sim", "sim/browser");
    private static final Pattern QUALIFIED = Pattern.compile("\\b(wsat(?:\\.[a-z]\\w*)*)\\.[A-Z*]");
    private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*\"");
    /** What every package may know. */
    private static final String EVERYBODY = "*";

    private final Map<String, Set<String>> knows = read();

    @Test
    void sourcesNameOnlyTheLayersBelowThem() throws IOException {
        Set<String> wrong = new TreeSet<>();
        Set<String> needed = new TreeSet<>();
        int files = 0;
        for (String module : MODULES) {
            Path sources = Path.of("..", module, "src/main/java");
            try (Stream<Path> all = Files.walk(sources)) {
                for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                    look(sources.relativize(file).toString(), Files.readString(file), wrong, needed);
                    files++;
                }
            }
        }
        assertTrue(files > 100, "only " + files + " sources found");
        assertEquals(Set.of(), wrong, "Dependencies point one way, see layers.txt");
        Set<String> surplus = new TreeSet<>();
        knows.forEach((who, whom) -> whom.forEach(one -> surplus.add(who + " -> " + one)));
        surplus.removeAll(needed);
        surplus.removeIf(arrow -> arrow.startsWith(EVERYBODY));
        assertEquals(Set.of(), surplus, "layers.txt has arrows that nobody needs");
    }

    @Test
    void theLayersHaveNoCircle() {
        Set<String> settled = new HashSet<>();
        while (knows.keySet().stream().anyMatch(p -> settledBelow(p, settled) && settled.add(p))) {
            continue;
        }
        assertEquals(knows.keySet(), settled);
    }

    private boolean settledBelow(String who, Set<String> settled) {
        return knows.get(who).stream().allMatch(one -> settled.contains(one) || !knows.containsKey(one));
    }

    private void look(String name, String source, Set<String> wrong, Set<String> needed) {
        String from = name.substring(0, name.lastIndexOf('/')).replace('/', '.');
        if (!knows.containsKey(from)) {
            wrong.add(from + " has no line in layers.txt");
            return;
        }
        Matcher named = QUALIFIED.matcher(LITERAL.matcher(source).replaceAll("\"\""));
        while (named.find()) {
            String to = named.group(1);
            needed.add(from + " -> " + to);
            if (!to.equals(from) && !knows.get(from).contains(to) && !knows.get(EVERYBODY).contains(to)) {
                wrong.add(name + " knows " + to);
            }
        }
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> knows = new LinkedHashMap<>();
        try (InputStream in = LayersTest.class.getResourceAsStream("layers.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] words = line.strip().split(":\\s*|\\s+");
                    knows.put(words[0], new TreeSet<>(List.of(words).subList(1, words.length)));
                }
            }
            return knows;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
