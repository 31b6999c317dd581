package wsat.board.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the documents' links lead is there: in the source tree, in the package and in the tarball. */
class PackagedDocumentsTest {
    private static final Path TOP = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    private static List<Path> documents() throws IOException {
        List<Path> all = new ArrayList<>(List.of(TOP.resolve("README.md"), TOP.resolve("CONTRIBUTING.md")));
        try (Stream<Path> chapters = Files.list(TOP.resolve("doc"))) {
            chapters.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
        }
        return all;
    }

    /** Targets of links, as paths from the top. */
    private static Set<String> targets() throws IOException {
        Set<String> targets = new TreeSet<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                Path target = document.resolveSibling(link.group(1)).normalize();
                assertTrue(Files.exists(target), document + " links to " + target);
                targets.add(TOP.relativize(target).toString());
            }
        }
        assertTrue(targets.contains("doc/wiring.svg"), targets::toString);
        return targets;
    }

    private static Set<String> missing(String description) throws IOException {
        String packed = Files.readString(TOP.resolve(description));
        Set<String> missing = targets();
        missing.removeIf(target -> target.startsWith("doc/") || packed.contains(target)
                || packed.contains(target.replaceAll("/[^/]*$", "/**")));
        return missing;
    }

    @Test
    void thePackageAndTheTarballHaveWhatTheDocumentsLinkTo() throws IOException {
        assertEquals(Set.of(), missing("dist/pom.xml"));
        assertEquals(Set.of(), missing("dist/src/tarball.xml"));
    }
}
