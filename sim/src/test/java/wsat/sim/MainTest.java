package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.at.Version;
import wsat.board.text.Printable;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(args, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /** Standard error, which must be one line. */
    private String complaint() {
        String said = err.toString(StandardCharsets.UTF_8);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.endsWith("\n"));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        return said.strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "simulate", "sim --nonsense", "sim --pty", "sim --baud --stdio", "sim --stdio=yes", "sim extra",
        "sim --stdio --stdio", "sim --baud 79", "sim --baud 5000001", "sim --baud fast", "sim --max-buffer 0",
        "sim --max-buffer 65537", "sim --urc-guard-ms -1", "sim --boot-ms 1001", "sim --log loud",
        "sim --stdio --pty x", "sim --tcp 127.0.0.1",
        "sim --module ESP/32", "sim --ssid a\"b", "sim --tcp :80", "sim --tcp 127.0.0.1:65536",
        "sim --tcp 127.0.0.1:http",
        "sim --tcp ::1:80", "sim --script /no/such/file.at", "sim --pty /no/such/folder/uart", "sim --pty /dev/null",
        "sim --stdio --set PASSWORD=x"})
    void whatCannotBeDoneIsOneLineAndExitCode2(String line) {
        assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ")));
        assertTrue(complaint().startsWith("wsat"));
    }

    /** A name with escape sequences moved the cursor, and one with U+202E read as another. */
    @ParameterizedTest
    @ValueSource(strings = {"sim --config ", "sim --pty /no/such/folder/", "sim --script /no/such/", "sim --echo-tls ",
        "sim --record /no/such/", "sim --port ", "run --config ", "run --port ", "run --port /dev/", "doctor --flash ",
        "play --stdio -- ", "play --module /no/such/", "play "})
    void namesOfFilesDoNotMoveATerminalsCursor(String line) {
        run((line + "\u001b[2Jx\u202egpj.at").split(" "));
        String said = err.toString(StandardCharsets.UTF_8) + out.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("wsat") && said.equals(Printable.lines(said)), said);
    }

    @Test
    void aPortInUseIsOneLineAndExitCode2() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(2, run("sim", "--tcp", "127.0.0.1:" + taken.getLocalPort()));
        }
        assertTrue(complaint().contains("in use"));
    }

    @Test
    void aPathThatExistsIsLeftAlone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("uart"), "mine");
        assertEquals(2, run("sim", "--pty", file.toString()));
        assertTrue(complaint().contains("exists"));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void aFileThatIsNoPartitionIsLeftAlone(@TempDir Path folder) throws Exception {
        for (String option : new String[] {"--flash", "--nvs"}) {
            Path file = Files.write(folder.resolve("letter"), "mine".repeat(1024).getBytes(StandardCharsets.UTF_8));
            assertEquals(2, run("sim", "--stdio", option, file.toString()));
            String complaint = complaint();
            assertTrue(complaint.contains(option + ": ") && complaint.contains("letter"), complaint);
            assertTrue(Files.readString(file).startsWith("mine"));
            err.reset();
        }
    }

    @Test
    void aConfigurationOfRunIsToldFromOneOfSim(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("wsat.conf"),
                "# the Pi's\n\nport = /dev/serial0\nports = 7\nhelp = yes\n");
        assertEquals(2, run("sim", "--stdio", "--config", file.toString()));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains(file + ":3: port: is an option of wsat run, and not of wsat sim\n"), said);
        assertTrue(said.contains(file + ":4: no option is called 'ports'\n"), said);
        assertTrue(said.contains(file + ":5: no option is called 'help'\n"), said);
    }

    @Test
    void helpNamesEveryOption() {
        assertEquals(0, run("sim", "--help"));
        String help = out.toString(StandardCharsets.UTF_8);
        for (String option : new String[] {"--pty=PATH", "--tcp=HOST:PORT", "--stdio", "--baud=N", "--max-buffer=N",
            "--flash=FILE", "--nvs=FILE",
            "--no-echo-server", "--script=FILE.at", "--urc-guard-ms=N", "--boot-ms=N", "--log=LEVEL", "--version",
            "--help"}) {
            assertTrue(help.contains(option), option + " in " + help);
        }
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theVersionIsTheBuilds() {
        assertEquals(0, run("sim", "--version"));
        assertEquals(0, run("--version"));
        String line = "wsat " + Version.WSAT;
        assertEquals(line + "\n" + line + "\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void pkiIsReachedAndNamesItsCommands() {
        assertEquals(2, run("pki", "list"));
        assertTrue(complaint().startsWith("wsat pki list: Missing required parameter"));
        assertEquals(0, run("pki", "--help"));
        String help = out.toString(StandardCharsets.UTF_8);
        for (String command : "init add list show export remove check build dump push pull test-ca csr".split(" ")) {
            assertTrue(help.contains("\n  " + command + " "), command);
        }
    }

    @Test
    void bothWaysToReadACommandLineAgree() throws Exception {
        SimOptions quick = new SimOptions("--pty p --baud 9600 --max-buffer=100 --log debug --no-echo-server"
                .split(" "), 0);
        // only picocli knows @ files
        SimOptions thorough = new SimOptions(
                "--pty=p --baud=9600 --max-buffer 100 --log debug --no-echo-server @/dev/null"
                .split(" "), 0);
        for (SimOptions options : new SimOptions[] {quick, thorough}) {
            assertEquals(Path.of("p"), options.pty);
            assertEquals(9600, options.baud);
            assertEquals(100, options.board.settings.bufferMax);
            assertEquals(4, options.board.logLevel);
            assertEquals(false, options.echoServer);
        }
    }
}
