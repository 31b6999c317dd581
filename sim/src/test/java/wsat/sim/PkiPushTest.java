package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.pki.command.Pki;

/** {@code wsat pki push} and {@code pull} with {@code wsat sim}, each a process of its own. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class PkiPushTest {
    private static final int PAGE = 4096;

    @TempDir
    Path folder;

    private Process sim;
    /** What it says behind its first line. */
    private BufferedReader log;
    private Path running;
    /** As push and pull take it. */
    private String port;

    @BeforeEach
    void makeDesk() {
        pki("test-ca", path("desk"));
        running = path("running.nvs");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (sim != null) {
            sim.toHandle().destroy(); // leaves the stream open
            sim.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @ValueSource(strings = {"--pty", "--tcp"})
    void anImageAndASlotArriveAndComeBack(String kind) throws Exception {
        Path image = path("board.nvs");
        addDesk(image, 0);
        start(kind, "0");
        pki("push", "--port", port, image);
        assertArrayEquals(Files.readAllBytes(image), Files.readAllBytes(running));
        pki("push", "--port", port, "--slot", "1", "--cert", path("desk/client.pem"), "--key", path("desk/client.key"));
        pki("pull", "--port", port, path("pulled.nvs"));
        assertArrayEquals(Files.readAllBytes(running), Files.readAllBytes(path("pulled.nvs")));
        pki("check", path("pulled.nvs"));
        stop();
        assertEquals(List.of(), log.lines().filter(said -> !said.isBlank()).toList(), "a push is nothing to warn of");
        pki("check", running);
        pki("add", running, "--slot", "2", "--cert", path("desk/client.pem"), "--key", path("desk/client.key"));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @ValueSource(strings = {"--pty", "--tcp"})
    void aWholeImageWhosePushIsKilledArrivesWhenPushedAgain(String kind) throws Exception {
        byte[] noise = new byte[40_000];
        new Random(4).nextBytes(noise);
        Files.write(path("noise"), noise);
        Files.writeString(path("large.csv"), "key,type,encoding,value\nthings,namespace,,\nnoise,file,binary,noise\n");
        Path image = path("large.nvs");
        pki("build", "--csv", path("large.csv"), "-o", image);
        addDesk(image, 0);
        byte[] wanted = Files.readAllBytes(image);
        endInTheMiddle(kind, "KILL", push -> firstPageIs(wanted), image);
        assertFalse(Arrays.equals(wanted, Files.readAllBytes(running)), "killed in the middle");
        pki("push", "--port", port, image);
        assertArrayEquals(wanted, Files.readAllBytes(running));
    }

    /** SIGHUP is what comes when a terminal is closed; the native code of the port would have it ignored. */
    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @CsvSource({"--pty, TERM, 143", "--tcp, TERM, 143", "--pty, HUP, 129", "--tcp, HUP, 129"})
    void aPushThatIsToldToEndSaysWhatToDo(String kind, String signal, int code) throws Exception {
        boolean nohup = ignoresHangUp(ProcessHandle.current().pid());
        assumeFalse(nohup && signal.equals("HUP"), "skipped: the tests run under nohup");
        Path image = path("board.nvs");
        addDesk(image, 0);
        addDesk(image, 1);
        byte[] wanted = Files.readAllBytes(image);
        Process ended = endInTheMiddle(kind, signal,
                push -> firstPageIs(wanted) && (nohup || !ignoresHangUp(push.pid())), image);
        List<String> said = ended.errorReader().lines().toList();
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).matches("wsat pki push: " + port + ": interrupted; the partition is erased and"
                + " (holds nothing yet|written up to byte \\d+): push again"), said.get(0));
        assertEquals(code, ended.exitValue());
    }

    private static boolean ignoresHangUp(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return (Long.parseLong(status.replaceAll("(?s).*SigIgn:\\s*(\\p{XDigit}+).*", "$1"), 16) & 1) != 0;
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aSlotWhosePushIsKilledIsFilledWhenPushedAgain() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            many.append(Files.readString(path("desk/ca.pem")));
        }
        Path ca = Files.writeString(path("many.pem"), many);
        endInTheMiddle("--pty", "KILL", push -> used(Files.readAllBytes(running)) > 2 * PAGE,
                "--slot", "0", "--ca", ca);
        assertTrue(used(Files.readAllBytes(running)) < many.length(), "killed in the middle");
        pki("push", "--port", port, "--slot", "0", "--ca", ca);
        stop();
        pki("export", running, "--slot", "0", "--ca", path("back.pem"));
        assertEquals(many.toString(), Files.readString(path("back.pem")));
        pki("check", running);
    }

    /** A condition of a file that another process writes. */
    private interface Condition {
        boolean holds(Process push) throws IOException;
    }

    private boolean firstPageIs(byte[] wanted) throws IOException {
        return Arrays.equals(wanted, 0, PAGE, Files.readAllBytes(running), 0, PAGE);
    }

    /** Pushes to a simulator and sends a signal in the middle: on a slower line where this machine was too late. */
    private Process endInTheMiddle(String kind, String signal, Condition middle, Object... what) throws Exception {
        for (int baud = 230_400;; baud /= 4) {
            start(kind, "" + baud);
            List<Object> words = new ArrayList<>(List.of("pki", "push", "--port", port));
            words.addAll(List.of(what));
            Process push = process(words.toArray());
            boolean there = false;
            while (push.isAlive() && !there) {
                Thread.sleep(2);
                there = middle.holds(push);
            }
            new ProcessBuilder("kill", "-" + signal, Long.toString(push.pid())).start().waitFor();
            int code = push.waitFor();
            assertTrue(there || code == 0, "it has failed before it could be killed");
            if (code != 0) {
                return push;
            }
            stop();
            Files.delete(running);
        }
    }

    private static int used(byte[] image) {
        int used = 0;
        for (byte b : image) {
            used += b == -1 ? 0 : 1;
        }
        return used;
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private void addDesk(Path image, int slot) {
        pki("add", image, "--create", "--slot", slot, "--ca", path("desk/ca.pem"), "--cert", path("desk/client.pem"),
                "--key", path("desk/client.key"));
    }

    private static void pki(Object... words) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        int code = Pki.run(args, 0, out, out);
        assertEquals(0, code, String.join(" ", args) + "\n" + said.toString(StandardCharsets.UTF_8));
    }

    /** Starts a simulator. */
    private void start(String kind, String baud) throws IOException {
        Path pty = path("uart");
        List<String> words = new ArrayList<>(List.of("sim", kind, kind.equals("--pty") ? pty.toString() : "127.0.0.1:0",
                "--flash", running.toString(), "--no-echo-server"));
        if (!baud.equals("0")) {
            words.addAll(List.of("--baud", baud));
        }
        sim = process(words.toArray());
        log = new BufferedReader(new InputStreamReader(sim.getErrorStream(), StandardCharsets.UTF_8));
        String line = log.readLine();
        assertTrue(line != null && line.contains("serial line on"), line);
        port = kind.equals("--pty") ? pty.toString() : "tcp:" + line.replaceAll(".*socket://([^)]*)\\).*", "$1");
    }

    /** One that is killed leaves what it has unpacked, in a folder that goes with this test. */
    private Process process(Object... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx16m",
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + folder, "-cp", System.getProperty("java.class.path"),
                "wsat.sim.Main"));
        if (Runtime.version().feature() >= 22) {
            command.add(1, "--enable-native-access=ALL-UNNAMED"); // as the launcher does: JNA would be warned of
        }
        for (Object word : words) {
            command.add(word.toString());
        }
        return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }
}
