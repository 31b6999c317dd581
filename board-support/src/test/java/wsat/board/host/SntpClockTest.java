package wsat.board.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.os.Ticks;
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
    private final Log log = (level, where, what, value) -> logged.add(where + ": " + what);

    private final Slow slow = new Slow();

    private Network network() {
        return new Network(1, 1024, slow, new SntpClock(slow, log), false, log, new Ticks());
    }

    @Test
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
        assumeTrue(Files.isExecutable(CHRONYD), () -> skipped("there is no " + CHRONYD + " (Debian: apt install chrony)"));
        int port = freePort();
        Path configuration = folder.resolve("chrony.conf");
        Files.writeString(configuration, "local stratum 8\nallow 127.0.0.1\nbindaddress 127.0.0.1\nport " + port
                + "\ncmdport 0\nbindcmdaddress /\npidfile " + folder.resolve("pid") + "\n");
        // -x: it never touches the machine's clock
        Process daemon = new ProcessBuilder(CHRONYD.toString(), "-d", "-x", "-u", "root", "-f", configuration.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("chronyd.log").toFile()).start();
        try (Network network = network()) {
            // The machine's clock of this test is far behind: the daemon's time is to be the clock's.
            SntpClock clock = new SntpClock(slow, log);
            clock.set(System.currentTimeMillis() - AHEAD);
            int answer = Clock.FAILED;
            for (int attempt = 0; attempt < 10 && answer != Clock.ANSWERED && daemon.isAlive(); attempt++) {
                answer = ask(network, clock, "127.0.0.1:" + port);
            }
            assumeTrue(daemon.isAlive(), () -> skipped("chronyd does not run here: " + read("chronyd.log")));
            assertEquals(Clock.ANSWERED, answer, logged::toString);
            assertTrue(Math.abs(clock.unixMillis() - System.currentTimeMillis()) < 1000, logged::toString);
        } finally {
            daemon.destroy();
            daemon.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aServerAheadSetsTheClockAhead() throws Exception {
        assertEquals(Clock.ANSWERED, answerOf(0x24, 2, AHEAD));
    }

    @Test
    void aServerWithoutTimeIsNotBelieved() throws Exception {
        assertEquals(Clock.FAILED, answerOf(0xE4, 2, AHEAD));
        assertTrue(logged.toString().contains("has no time"), logged::toString);
    }

    @Test
    void aKissOfDeathIsNotBelieved() throws Exception {
        assertEquals(Clock.FAILED, answerOf(0x24, 0, AHEAD));
        assertTrue(logged.toString().contains("RATE"), logged::toString);
    }

    @Test
    void anAnswerToAnotherQuestionIsNotBelieved() throws Exception {
        assertEquals(Clock.FAILED, answerOf(0x24, 2, AHEAD, 40_000));
        assertTrue(logged.toString().contains("does not match the request"), logged::toString);
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

    private int answerOf(int leapVersionMode, int stratum, long ahead) throws Exception {
        return answerOf(leapVersionMode, stratum, ahead, 0);
    }

    /**
     * What becomes of one answer of a server that is {@code ahead} milliseconds ahead, and has heard the question
     * {@code early} seconds before it was asked.
     */
    private int answerOf(int leapVersionMode, int stratum, long ahead, int early) throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Network network = network()) {
            Thread serving = new Thread(() -> serve(server, leapVersionMode, stratum, ahead, early));
            serving.setDaemon(true);
            serving.start();
            SntpClock clock = new SntpClock(slow, log);
            int answer = ask(network, clock, "127.0.0.1:" + server.getLocalPort());
            long off = clock.unixMillis() - System.currentTimeMillis();
            assertTrue(Math.abs(off - (answer == Clock.ANSWERED ? ahead : 0)) < 1000, "off by " + off);
            return answer;
        }
    }

    /** One answer in the form of RFC 4330, 4. */
    private static void serve(DatagramSocket server, int leapVersionMode, int stratum, long ahead, int early) {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[48], 48);
            server.receive(packet);
            byte[] b = packet.getData();
            System.arraycopy(b, 40, b, 24, 8); // its transmit time is our originate time
            b[26] -= (byte) (early >> 8);
            b[0] = (byte) leapVersionMode;
            b[1] = (byte) stratum;
            System.arraycopy("RATE".getBytes(StandardCharsets.US_ASCII), 0, b, 12, 4);
            long now = System.currentTimeMillis() + ahead;
            for (int at = 32; at <= 40; at += 8) {
                long seconds = now / 1000 + NTP_1970;
                long fraction = (now % 1000 << 32) / 1000;
                for (int i = 0; i < 4; i++) {
                    b[at + i] = (byte) (seconds >> 24 - 8 * i);
                    b[at + 4 + i] = (byte) (fraction >> 24 - 8 * i);
                }
            }
            server.send(packet);
        } catch (IOException e) {
            // the test is over
        }
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
