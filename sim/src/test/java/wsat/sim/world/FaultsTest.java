package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import wsat.board.fault.Fault;
import wsat.board.fault.FaultWords;

/**
 * The faults of the page give the bytes that those of transcripts give: each transcript of faults is played again in a
 * world in which all is well, with the page's faults made before it by the same words.
 */
class FaultsTest {
    private static final Path FOLDER = Path.of("transcripts");

    private static List<Path> transcripts() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.getFileName().toString().startsWith("faults-")).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> thePagesFaultsGiveTheBytesOfTheTranscripts() throws IOException {
        assertTrue(transcripts().size() >= 7, transcripts().toString());
        return transcripts().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            play(file, true);
            play(file, false);
        }));
    }

    private static void play(Path file, boolean echo) throws Exception {
        Transcript transcript = Transcript.read(file, Map.of());
        FaultyWorld world = new FaultyWorld(transcript.settings(), transcript.baud(), transcript.station(),
                (words, micros) -> { });
        new Player(transcript, new Manner(echo, Manner.Cuts.WHOLE, 0), null, world) {
            @Override
            void take(Step step) throws Difference {
                if (fault(step.source()) == null) {
                    super.take(step);
                    return;
                }
                line(); // what is expected before it has come
                world.make(step.source());
            }
        }.play();
    }

    /** Null: the line is no fault. */
    private static Fault fault(String line) {
        try {
            return FaultWords.read(line);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Test
    void eachFaultOfTheTableIsPlayed() throws IOException {
        Set<String> played = new HashSet<>();
        for (Path file : transcripts()) {
            for (String line : Files.readAllLines(file)) {
                Fault fault = fault(line);
                played.add(fault == null ? "" : fault.act());
            }
        }
        for (FaultWords.Row row : FaultWords.TABLE) {
            String act = row.words().replaceAll("\\[[^\\]]*\\]|[A-Z]+", " ").replaceAll(" +", " ").trim();
            assertTrue(played.contains(act), "no transcript faults-*.at has " + row.words());
        }
    }
}
