package wsat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/** Dependencies between the firmware's packages point one way. */
class LayersTest {
    /** Whom a package may know; itself goes without saying, and {@link #ROOT} knows all. */
    private static final Map<String, Set<String>> KNOWS = Map.of(
            "wsat.port", Set.of(),
            "wsat.regexp", Set.of(),
            "wsat.nvs", Set.of("wsat.port"),
            "wsat.link", Set.of("wsat.port"),
            "wsat.at", Set.of("wsat.regexp", "wsat.nvs", "wsat.link", "wsat.port"),
            "wsat.at.time", Set.of("wsat.at", "wsat.port"),
            "wsat.at.basic", Set.of("wsat.at", "wsat.at.time", "wsat.nvs", "wsat.port", "wsat.regexp"),
            "wsat.at.station", Set.of("wsat.at", "wsat.port"),
            "wsat.at.socket", Set.of("wsat.at", "wsat.at.station", "wsat.link", "wsat.port"),
            "wsat.at.websocket", Set.of("wsat.at", "wsat.link", "wsat.port"));
    private static final String ROOT = "wsat";

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern QUALIFIED = Pattern.compile("\\b(wsat(?:\\.[a-z]\\w*)*)\\.[A-Z*]");

    @Test
    void classesKnowOnlyTheLayersBelowThem() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (ClassNode c : FirmwareClasses.all()) {
            c.accept(new ClassRemapper(new ClassNode(), new Remapper(Opcodes.ASM9) {
                @Override
                public String map(String type) {
                    if (FirmwareClasses.isOurs(type)) {
                        note(wrong, c.name, packageOf(c.name), packageOf(type));
                    }
                    return type;
                }
            }));
        }
        FirmwareClasses.assertNone(wrong, "Dependencies point one way, see the table in LayersTest:");
    }

    /** Constants leave no trace in a class file, nor does Javadoc: where they come from stands in the source. */
    @Test
    void sourcesNameOnlyTheLayersBelowThem() throws IOException {
        Set<String> wrong = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String name = SOURCES.relativize(file).toString();
                Matcher named = QUALIFIED.matcher(Files.readString(file));
                while (named.find()) {
                    note(wrong, name, packageOf(name), named.group(1));
                }
            }
        }
        FirmwareClasses.assertNone(wrong, "Dependencies point one way, see the table in LayersTest:");
    }

    @Test
    void theLayersHaveNoCycle() {
        Set<String> settled = new HashSet<>();
        while (KNOWS.keySet().stream().anyMatch(p -> settled.containsAll(KNOWS.get(p)) && settled.add(p))) {
            continue;
        }
        assertEquals(KNOWS.keySet(), settled);
    }

    private static void note(Set<String> wrong, String who, String from, String to) {
        if (from.equals(ROOT)) {
            return; // composes all of them
        }
        if (!KNOWS.containsKey(from)) {
            wrong.add(who + " is in " + from + ", which has no place in the table");
        } else if (!from.equals(to) && !KNOWS.get(from).contains(to)) {
            wrong.add(who + " knows " + to);
        }
    }

    private static String packageOf(String path) {
        return path.substring(0, path.lastIndexOf('/')).replace('/', '.');
    }
}
