package wsat.board.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.Clock;
import wsat.port.Log;
import wsat.port.Text;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SntpClockTest {
    private static final long AHEAD = 1_000_000_000L;
    private static final Path CHRONYD = Path.of("/usr/sbin/chronyd");
    /** Seconds from 1900, where NTP begins, to 1970. */
    private static final long NTP_1970 = 2_208_988_800L;

    @TempDir
    private Path folder;
    private final List<String> logged = new ArrayList<>();
    /** Milliseconds that the last exchange took, with both looks at clocks. */
    private long took;
    private final Log log = (level, where, what, value) -> logged.add(where + ": " + what);

    /** Of the last network, which ends it. */
    private Slow slow;

    private Network network() {
        slow = new Slow();
        return new Network(1, 1024, slow, new SntpClock(slow, log), VerifyOptions.USUAL, log, new Ticks());
    }

    @Test
    @SuppressWarnings("try") // the network has only to be there while the block lasts
    void theClockBeginsAsTheMachinesAndTheHostMaySetIt() {
        try (Network network = network()) {
            long[] machine = {5000};
            SntpClock clock = new SntpClock(slow, () -> machine[0], log);
            assertEquals(5000, clock.unixMillis());
            assertEquals(Clock.IDLE, clock.answer());
            clock.set(1_000_000);
            machine[0] += 7;
            assertEquals(1_000_007, clock.unixMillis());
        }
    }

    @Test
    void aRealDaemonsTimeBecomesTheClocks() throws Exception {
        assumeTrue(Files.isExecutable(CHRONYD),
                () -> skipped("there is no " + CHRONYD + " (Debian: apt install chrony)"));
        int port = freePort();
        Path configuration = folder.resolve("chrony.conf");
        Files.writeString(configuration, "local stratum 8\nallow 127.0.0.1\nbindaddress 127.0.0.1\nport " + port
                + "\ncmdport 0\nbindcmdaddress /\npidfile " + folder.resolve("pid") + "\n");
        // -x: it never touches the machine's clock
        Process daemon = new ProcessBuilder(CHRONYD.toString(), "-d", "-x", "-u", "root", "-f",
                configuration.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("chronyd.log").toFile()).start();
        try (Network network = network()) {
            // The machine's clock of this test is far behind: the daemon's time is to be the clock's.
            SntpClock clock = new SntpClock(slow, log);
            clock.set(System.currentTimeMillis() - AHEAD);
            int answer = Clock.FAILED;
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); // it is refused until the daemon is there
            while (answer != Clock.ANSWERED && daemon.isAlive() && System.nanoTime() - limit < 0) {
                answer = ask(network, clock, "127.0.0.1:" + port);
            }
            assumeTrue(daemon.isAlive(), () -> skipped("chronyd does not run here: " + read("chronyd.log")));
            assertEquals(Clock.ANSWERED, answer, logged::toString);
            assertTrue(Math.abs(clock.unixMillis() - System.currentTimeMillis()) < AHEAD / 1000, logged::toString);
        } finally {
            daemon.destroy();
            daemon.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aServerAheadSetsTheClockAhead() throws Exception {
        assertNear(AHEAD, offsetAfter(List.of()));
    }

    @Test
    void whatIsNoServerIsToldWithoutANameAndPassword() throws Exception {
        try (Network network = network()) {
            assertEquals(Clock.FAILED, ask(network, new SntpClock(slow, log), "name:hidden@time.invalid:port"));
        }
        assertEquals("SNTP: no time from time.invalid:port: no such host", logged.get(logged.size() - 1));
    }

    /** Who knows address, port and time of a question, but has not seen it, is ignored, and the right answer counts. */
    @Test
    void whoKnowsAllButOurTimestampIsNotBelieved() throws Exception {
        Forgery[] forgeries = {
            answer -> answer.putLong(24, 0),
            answer -> answer.putLong(24, ntp(System.currentTimeMillis())),
            answer -> answer.putLong(24, answer.getLong(24) & 0xFFFF_FFFF_0000_0000L),
            answer -> answer.putLong(24, answer.getLong(24) ^ 1),
        };
        for (int i = 0; i < forgeries.length; i++) {
            assertNear(AHEAD, offsetAfter(List.of(forgeries[i])));
        }
    }

    @Test
    void anAnswerThatIsNoneIsIgnored() throws Exception {
        Forgery[] forgeries = {
            answer -> answer.put(0, (byte) 0x23), // mode 3
            answer -> answer.put(0, (byte) 0x25), // mode 5
            answer -> answer.put(0, (byte) 0xE4), // leap 3
            answer -> answer.put(1, (byte) 0), // stratum
            answer -> answer.put(1, (byte) 16),
            answer -> answer.putLong(40, 0), // transmit time
            answer -> answer.limit(47),
        };
        for (int i = 0; i < forgeries.length; i++) {
            assertNear(AHEAD, offsetAfter(List.of(forgeries[i])));
        }
        assertNear(AHEAD, offsetAfter(List.of(forgeries)));
    }

    @Test
    void anAnswerFromElsewhereIsIgnored() throws Exception {
        try (DatagramSocket otherPort = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket otherAddress = new DatagramSocket(server.getLocalPort(),
                        InetAddress.getByName("127.0.0.2"))) {
            assertNear(AHEAD, offsetAfter(server, (question, from) -> {
                otherPort.send(packet(answer(question, 2 * AHEAD), from));
                otherAddress.send(packet(answer(question, 2 * AHEAD), from));
                server.send(packet(answer(question, AHEAD), from));
            }));
        }
    }

    @Test
    void eachQuestionHasATimestampOfItsOwnThatIsNoTime() throws Exception {
        Set<Long> timestamps = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                offsetAfter(server, (question, from) -> {
                    assertEquals(0x23, question.get(0));
                    timestamps.add(question.getLong(40) >>> 32);
                    timestamps.add(question.getLong(40) & 0xFFFF_FFFFL);
                    server.send(packet(answer(question, AHEAD), from));
                });
            }
        }
        assertEquals(6, timestamps.size(), timestamps::toString);
    }

    @Test
    void whatIsIgnoredDoesNotEndTheQuestionAndIsNamedInTheEnd() throws Exception {
        String said = "no answer";
        for (int limit = 300; said.equals("no answer"); limit *= 4) { // a busy machine's server takes longer
            said = ignored(limit);
        }
        assertEquals("no answer that can be believed; the last one said only: RATE", said);
    }

    /** @return what is said of an answer that is not to be believed */
    private String ignored(int limitMillis) throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            serve(server, (question, from) -> server.send(packet(answer(question, AHEAD).put(1, (byte) 0), from)));
            long before = System.nanoTime();
            IOException e = assertThrows(IOException.class, () -> new SntpQuestion(System::currentTimeMillis)
                    .ask(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), limitMillis));
            assertTrue(System.nanoTime() - before >= limitMillis * 1_000_000L, "given up too early");
            return e.getMessage();
        }
    }

    /** NTP's seconds begin again in 2036 (RFC 4330, 3). */
    @Test
    void theTimeBehindTheEndOfNtpsEraIsRight() throws Exception {
        long ahead = 2_100_000_000_000L - System.currentTimeMillis();
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertNear(ahead,
                    offsetAfter(server, (question, from) -> server.send(packet(answer(question, ahead), from))));
        }
    }

    @Test
    void aServerThatIsNotThereFailsInTime() throws Exception {
        try (Network network = network()) {
            SntpClock clock = new SntpClock(slow, log);
            assertEquals(Clock.FAILED, ask(network, clock, "127.0.0.1:" + freePort()));
            assertEquals(Clock.FAILED, ask(network, clock, "no.such.host.invalid"));
            assertEquals(Clock.FAILED, ask(network, clock, "127.0.0.1:port"));
            assertEquals(3, logged.size(), logged::toString);
        }
    }

    /** To a second, and what a busy machine has taken between one look at a clock and the next. */
    private void assertNear(long expected, long actual) {
        assertTrue(Math.abs(expected - actual) < 1000 + took, actual + " and not " + expected);
    }

    /** Makes a right answer one that is not to be believed. */
    private interface Forgery {
        void on(ByteBuffer answer);
    }

    /** What a server does with a question. */
    private interface Answering {
        void to(ByteBuffer question, SocketAddress from) throws IOException;
    }

    /** How far the clock is ahead of the machine's, when such answers, far ahead, came before a right one. */
    private long offsetAfter(List<Forgery> forgeries) throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return offsetAfter(server, (question, from) -> {
                for (Forgery forgery : forgeries) {
                    ByteBuffer answer = answer(question, 2 * AHEAD);
                    forgery.on(answer);
                    server.send(packet(answer, from));
                }
                server.send(packet(answer(question, AHEAD), from));
            });
        }
    }

    private long offsetAfter(DatagramSocket server, Answering answering) throws Exception {
        try (Network network = network()) {
            serve(server, answering);
            SntpClock clock = new SntpClock(slow, log);
            long begun = System.nanoTime();
            assertEquals(Clock.ANSWERED, ask(network, clock, "127.0.0.1:" + server.getLocalPort()), logged::toString);
            long offset = clock.unixMillis() - System.currentTimeMillis();
            took = (System.nanoTime() - begun) / 1_000_000;
            return offset;
        }
    }

    private static void serve(DatagramSocket server, Answering answering) {
        Thread serving = new Thread(() -> {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[48], 48);
                server.receive(packet);
                answering.to(ByteBuffer.wrap(packet.getData()), packet.getSocketAddress());
            } catch (IOException e) {
                // the test is over
            }
        });
        serving.setDaemon(true);
        serving.start();
    }

    /** A right answer in the form of RFC 4330, 4, of a server so many milliseconds ahead. */
    private static ByteBuffer answer(ByteBuffer question, long ahead) {
        long now = ntp(System.currentTimeMillis() + ahead);
        return ByteBuffer.allocate(48).put((byte) 0x24).put((byte) 2)
                .put(12, "RATE".getBytes(StandardCharsets.US_ASCII))
                .putLong(24, question.getLong(40)).putLong(32, now).putLong(40, now);
    }

    private static long ntp(long unixMillis) {
        return unixMillis / 1000 + NTP_1970 << 32 | (unixMillis % 1000 << 32) / 1000;
    }

    private static DatagramPacket packet(ByteBuffer bytes, SocketAddress to) {
        return new DatagramPacket(bytes.array(), bytes.limit(), to);
    }

    private static int ask(Network network, SntpClock clock, String server) {
        Text text = new Text(100);
        text.append(server);
        clock.ask(text);
        assertEquals(Clock.ASKING, clock.answer());
        while (clock.answer() == Clock.ASKING) {
            network.turn(1000);
        }
        return clock.answer();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String skipped(String why) {
        System.out.println("skipped: a real NTP daemon: " + why);
        return why;
    }
}
