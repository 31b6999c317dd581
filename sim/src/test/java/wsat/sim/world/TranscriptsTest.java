package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every transcript holds: with echo on and off, whole, byte by byte and in random cuts on a line with
 * small gulps. {@code -Dwsat.transcript=NAME.at} plays one, {@code -Dwsat.seed=N} that seed alone, and
 * {@code -Dwsat.seeds=N} so many.
 */
class TranscriptsTest {
    private static final Path FOLDER = Path.of("transcripts");
    private static final long SEEDS = Long.getLong("wsat.seeds", 40);

    @TestFactory
    Stream<DynamicTest> everyTranscriptHolds() throws IOException {
        String only = System.getProperty("wsat.transcript");
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.filter(f -> f.toString().endsWith(".at"))
                    .filter(f -> only == null || f.getFileName().toString().equals(only))
                    .sorted().collect(Collectors.toList());
        }
        assertFalse(files.isEmpty(), "no transcripts in " + FOLDER.toAbsolutePath());
        return files.stream().map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), f.toUri(), () -> play(f)));
    }

    private static void play(Path file) throws IOException, TranscriptException {
        Transcript transcript = Transcript.read(file, java.util.Map.of());
        Long seed = Long.getLong("wsat.seed");
        for (boolean echo : new boolean[] {true, false}) {
            if (seed == null) {
                play(transcript, new Manner(echo, Manner.Cuts.WHOLE, 0));
                play(transcript, new Manner(echo, Manner.Cuts.BYTES, 0));
            }
            for (long s = seed == null ? 1 : seed; s <= (seed == null ? SEEDS : seed); s++) {
                play(transcript, new Manner(echo, Manner.Cuts.RANDOM, s));
            }
        }
    }

    private static void play(Transcript transcript, Manner manner) {
        try {
            new Player(transcript, manner, null).play();
        } catch (Difference e) {
            String again = "mvn -q -pl sim -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=TranscriptsTest"
                    + " -Dwsat.transcript=" + Path.of(transcript.name()).getFileName()
                    + (manner.cuts() == Manner.Cuts.RANDOM ? " -Dwsat.seed=" + manner.seed() : "");
            fail(e.getMessage() + "\n(" + manner + "; again: " + again + ")", e);
        }
    }
}
