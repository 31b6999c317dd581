package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import wsat.board.Ports;
import wsat.board.fault.Fault;
import wsat.board.fault.FaultWords;
import wsat.board.fault.Faults;
import wsat.board.fault.FaultyClock;
import wsat.board.fault.FaultyLinks;
import wsat.board.fault.FaultyResolver;
import wsat.board.fault.FaultySockets;
import wsat.board.fault.FaultyStation;
import wsat.board.fault.FaultyUart;
import wsat.board.line.Doorbell;
import wsat.board.os.Ticks;
import wsat.port.Board;

/**
 * The faults of the page give the bytes that those of transcripts give: each transcript of faults is played again in a
 * world in which all is well, with the page's faults made before it by the same words.
 */
class FaultsTest {
    private static final Path FOLDER = Path.of("transcripts");

    /** A world with faults in front of it. */
    private static final class FaultyWorld extends World {
        // made when the world asks for its board, which is before what stands here is set
        private Faults faults;
        private Board board;

        FaultyWorld(Transcript transcript) {
            super(transcript.settings(), transcript.baud(), 0, transcript.station());
        }

        @Override
        Board board() {
            if (board == null) {
                int links = 3;
                int sockets = super.sockets().count();
                Ticks ticks = new Ticks() {
                    @Override
                    public long nanos() {
                        return now() * 1_000_000;
                    }

                    @Override
                    public long millis() {
                        return now();
                    }
                };
                faults = new Faults(links, sockets, new Doorbell(() -> { }), ticks, log(), clock(), new Reset(), false,
                        fault -> { });
                board = new Ports(new FaultyUart(uart(), faults),
                        new FaultyLinks(webSockets(), links, faults), webSocketListeners(),
                        new FaultySockets(sockets(), sockets, faults), socketListeners(),
                        new FaultyStation(station(), faults), new FaultyResolver(resolver(), faults),
                        new FaultyClock(clock(), faults),
                        mfgNvs(), nvs(), thermometer(), log());
            }
            return board;
        }

        @Override
        long nextOther() {
            return faults.nextDeadline();
        }

        private final class Reset implements Faults.Machinery {
            @Override
            public void reset() {
                powerCycle();
            }

            @Override
            public void certificatesExpire(boolean expire) {
                network().certified.expired = expire;
                sockets().certified.expired = expire;
            }
        }
    }

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
        FaultyWorld world = new FaultyWorld(transcript);
        new Player(transcript, new Manner(echo, Manner.Cuts.WHOLE, 0), null, world) {
            @Override
            void take(Step step) throws Difference {
                if (fault(step.source()) == null) {
                    super.take(step);
                    return;
                }
                line(); // what is expected before it has come
                assertEquals(null, world.faults.make(step.source()));
                world.wake();
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
