package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.StderrLog;
import wsat.port.Log;

/** {@code wsat run} as a service starts it, on one end of a pseudo-terminal; the test is the host at the other. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunIT {
    private static final Path WSAT = Path.of("..", "wsat").toAbsolutePath().normalize();
    private static final String PYTHON = "/usr/bin/python3";
    /** Prints what comes to an abstract datagram socket, as systemd would hear it. */
    private static final String MANAGER = """
            import socket
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(%s)
            print('bound', flush=True)
            while True:
                print(s.recv(4096).decode().replace('\\n', '|'), flush=True)
            """;
    /** A terminal with a program on it, which closes when it is told to. */
    private static final String TERMINAL = """
            import os, pty, signal, sys
            pid, terminal = pty.fork()
            if pid == 0:
                signal.signal(signal.SIGHUP, signal.SIG_IGN if sys.argv[1] == 'nohup' else signal.SIG_DFL)
                os.execv(sys.argv[2], sys.argv[2:])
            print(pid, flush=True)
            sys.stdin.readline()
            os.close(terminal)
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
            """;
    private static final int FRAME = 65_500;
    private static final int FRAMES = 160;
    private static final int FRAMES_LEAST = 16;

    @TempDir
    private Path folder;
    private Pty pty;
    private DataInputStream in;
    private OutputStream out;
    private final List<Process> processes = new ArrayList<>();
    private final List<ProcessHandle> onTerminals = new ArrayList<>();

    /** The first start may make the class archive. */
    @BeforeAll
    static void firstStart() throws Exception {
        assertEquals(0, new ProcessBuilder(WSAT.toString(), "--version").inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor());
    }

    @BeforeEach
    void open() throws Exception {
        pty = new Pty(true);
        pty.source().configureBlocking(true);
        pty.sink().configureBlocking(true);
        in = new DataInputStream(Channels.newInputStream(pty.source()));
        out = Channels.newOutputStream(pty.sink());
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        onTerminals.forEach(ProcessHandle::destroyForcibly);
        pty.close();
    }

    private List<String> command() {
        return new ArrayList<>(List.of(WSAT.toString(), "run", "--config", "/dev/null", "--port", pty.path(),
                "--flash", folder.resolve("flash").toString(), "--nvs", folder.resolve("nvs").toString()));
    }

    @Test
    void whereNativeCodeCannotBeLoadedItEndsAndSaysWhy() throws Exception {
        List<String> command = command();
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path built = WSAT.resolveSibling("sim").resolve("target");
        command.addAll(1, List.of("-Djna.boot.library.path=" + folder, "-Djna.noclasspath=true", "-Djna.nosys=true",
                "-cp", built.resolve("wsat.jar") + ":" + built.resolve("lib") + "/*", "wsat.sim.Main"));
        Path err = folder.resolve("err");
        Process module = new ProcessBuilder(command).redirectError(err.toFile()).start();
        processes.add(module);
        assertTrue(module.waitFor(30, TimeUnit.SECONDS), "it goes on, and is deaf");
        assertEquals(1, module.exitValue());
        List<String> said = Files.readAllLines(err);
        said.removeIf(line -> line.isEmpty() || line.startsWith("WARNING: ")); // the JVM's own, from 24 on
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("wsat run: JNA's native code cannot be loaded: "), said::toString);
    }

    private Process start(Map<String, String> environment, String... more) throws IOException {
        List<String> command = command();
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        builder.environment().keySet()
                .removeAll(List.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void expect(String text) throws IOException {
        byte[] got = new byte[text.length()];
        in.readFully(got);
        assertEquals(text, new String(got, StandardCharsets.ISO_8859_1));
    }

    private void say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String echo() {
        return EchoServer.open(new StderrLog(Log.WARN, System.err));
    }

    private static void assertEndsSoon(Process process) throws Exception {
        process.destroy();
        assertTrue(process.waitFor(15, TimeUnit.SECONDS), "it does not end");
        assertEquals(143, process.exitValue());
    }

    @Test
    void theDocumentedFlowAndAWordToThePerson() throws Exception {
        Process run = start(Map.of());
        expect("\r\nready\r\n");
        say("AT+WSOPEN=0,\"" + echo() + "\"\r\n");
        in.readFully(new byte[("AT+WSOPEN=0,\"ws://127.0.0.1:12345\"\r\n").length()]);
        expect("+WS_CONNECTED:0\r\n\r\nOK\r\n");
        say("AT+WSSEND=0,4\r\n");
        expect("AT+WSSEND=0,4\r\n\r\nOK\r\n\r\n>");
        say("test");
        expect("\r\nSEND OK\r\n+WS_DATA:0,4,test\r\n");
        assertEndsSoon(run);
        String said = Files.readString(folder.resolve("err"));
        assertTrue(said.startsWith("wsat run: " + pty.path()
                + ", 115200 bit/s, no flow control; the machine's own network, "), said);
        assertEquals(1, said.lines().count(), said);
        // the port is given back: another one can have it
        assertEndsSoon(startAgain());
    }

    /** Each of them is the first of many classes, and of milliseconds that a host would wait for {@code ready}. */
    @Test
    void whatAStartDoesNotNeedIsNotLoadedBeforeReady() throws Exception {
        Process first = startAgain(); // which makes its partitions
        first.destroy();
        first.waitFor();
        Path log = folder.resolve("classes");
        Process module = start(Map.of("WSAT_JAVA_OPTS", "-Xlog:class+load:file=" + log));
        expect("\r\nready\r\n");
        String isReady = " wsat.board.net.Network$WarmUpJob ";
        while (!Files.readString(log).contains(isReady)) {
            assertFalse(module.waitFor(10, TimeUnit.MILLISECONDS), "it has ended");
        }
        String classes = Files.readString(log);
        int ready = classes.indexOf(isReady);
        for (String costly : List.of("java.util.regex.Pattern", "java.util.Formatter", "java.util.EnumSet",
                "org.slf4j.LoggerFactory", "picocli.CommandLine", "jdk.internal.logger.BootstrapLogger",
                "java.util.zip.CRC32", "com.pi4j.io.serial.SerialBase", "java.util.DualPivotQuicksort",
                "wsat.board.host.Rtnetlink", "wsat.board.host.NetworkTables")) {
            int at = classes.indexOf(" " + costly + " ");
            assertTrue(at < 0 || at > ready, costly + " is loaded before ready");
        }
    }

    /** So nothing has to be looked at while nothing happens. */
    @Test
    void theKernelTellsItWhatChangesOnTheNetwork() throws Exception {
        Process module = startAgain();
        Path process = Path.of("/proc", Long.toString(module.pid()));
        while (Collections.disjoint(openSockets(process), socketsToldOfTheNetwork(process))) {
            assertFalse(module.waitFor(10, TimeUnit.MILLISECONDS), "it has ended");
        }
    }

    private static List<String> openSockets(Path process) throws IOException {
        List<String> open = new ArrayList<>();
        for (File one : process.resolve("fd").toFile().listFiles()) {
            try {
                open.add(Files.readSymbolicLink(one.toPath()).toString());
            } catch (NoSuchFileException e) {
                // closed meanwhile
            }
        }
        return open;
    }

    /** By the kernel's own list: {@code sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode}, of family 0 (routes). */
    private static List<String> socketsToldOfTheNetwork(Path process) throws IOException {
        List<String> told = new ArrayList<>();
        for (String line : Files.readAllLines(process.resolve("net").resolve("netlink"))) {
            String[] words = line.trim().split(" +");
            if (words[1].equals("0") && words[3].equals("00000151")) {
                told.add("socket:[" + words[9] + "]");
            }
        }
        return told;
    }

    private Process startAgain() throws IOException {
        Process again = start(Map.of());
        expect("\r\nready\r\n");
        return again;
    }

    @Test
    void everyByteAndMegabytesPassEachWayUnchanged() throws Exception {
        start(Map.of(), "--max-buffer", "65536", "--baud", "5000000");
        expect("\r\nready\r\n");
        say("ATE0\r\n");
        expect("ATE0\r\n\r\nOK\r\n");
        say("AT+WSCFG=0,30,600,65536\r\n");
        expect("\r\nOK\r\n");
        say("AT+WSOPEN=0,\"" + echo() + "\"\r\n");
        expect("+WS_CONNECTED:0\r\n\r\nOK\r\n");
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        exchange(all);
        Random random = new Random(7);
        byte[] frame = new byte[FRAME];
        long until = System.nanoTime() + 15_000_000_000L;
        int frames = 0;
        // all ten megabytes, or what a busy machine passes in the time
        while (frames < FRAMES && (frames < FRAMES_LEAST || System.nanoTime() - until < 0)) {
            random.nextBytes(frame);
            exchange(frame);
            frames++;
        }
        System.out.println("wsat run: bytes each way, none lost: " + (long) frames * FRAME);
    }

    private void exchange(byte[] payload) throws IOException {
        say("AT+WSSEND=0," + payload.length + ",2\r\n");
        expect("\r\nOK\r\n\r\n>");
        out.write(payload);
        expect("\r\nSEND OK\r\n+WS_DATA:0," + payload.length + ",");
        byte[] heard = new byte[payload.length];
        in.readFully(heard);
        assertArrayEquals(payload, heard);
        expect("\r\n");
    }

    @Test
    void theServiceManagerHearsOfItAllByEitherKindOfSocket() throws Exception {
        assumeTrue(new File(PYTHON).canExecute(), "needs " + PYTHON);
        String file = folder.resolve("notify").toString();
        manage(file, "'" + file + "'");
        String name = "wsat-test-" + ProcessHandle.current().pid();
        manage("@" + name, "'\\0" + name + "'");
    }

    private void manage(String address, String python) throws Exception {
        Process manager = new ProcessBuilder(PYTHON, "-c", MANAGER.formatted(python))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        processes.add(manager);
        BufferedReader told = manager.inputReader();
        assertEquals("bound", told.readLine());
        long begun = System.nanoTime(); // all signs are given after this, however late they are read
        Process run = start(Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "200000"));
        expect("\r\nready\r\n");
        String line = told.readLine();
        while (!line.startsWith("READY=1|STATUS=ready")) {
            assertTrue(line.equals("WATCHDOG=1") || line.equals("STATUS=starting"), line);
            line = told.readLine();
        }
        for (int i = 0; i < 20;) {
            i += told.readLine().equals("WATCHDOG=1") ? 1 : 0;
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertTrue(millis > 1850, "a sign each 100 ms, not more: 20 in ms " + millis);
        stopAlive(run, told);
    }

    /** A loop that hangs gives no sign; one that ends says so. */
    private static void stopAlive(Process run, BufferedReader told) throws Exception {
        new ProcessBuilder("kill", "-STOP", Long.toString(run.pid())).start().waitFor();
        while (told.ready()) {
            told.readLine();
        }
        new ProcessBuilder("kill", "-CONT", Long.toString(run.pid())).start().waitFor();
        assertEquals("WATCHDOG=1", told.readLine());
        assertEndsSoon(run);
        String line = told.readLine();
        while (line.equals("WATCHDOG=1")) {
            line = told.readLine();
        }
        assertEquals("STOPPING=1|STATUS=stopping", line);
    }

    @Test
    void itEndsWithItsTerminal() throws Exception {
        Process terminal = terminal("hangup");
        assertEquals("129", terminal.inputReader().readLine());
        // and has given back port and partitions
        assertEndsSoon(startAgain());
    }

    @Test
    void underNohupItGoesOnWithoutItsTerminal() throws Exception {
        Process terminal = terminal("nohup");
        say("AT\r\n");
        expect("AT\r\n\r\nOK\r\n");
        long pid = onTerminals.get(0).pid();
        while (hasTerminal(pid)) {
            Thread.sleep(10);
        }
        assertTrue(ignoresHangUp(pid), "the hang-up that was sent to it ends it");
        say("AT\r\n");
        expect("AT\r\n\r\nOK\r\n");
        assertTrue(terminal.isAlive());
    }

    /**
     * Whether it has a controlling terminal; when the kernel takes it away, it has sent SIGHUP too (proc(5), tty_nr).
     */
    private static boolean hasTerminal(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return !status.substring(status.lastIndexOf(')') + 2).split(" ")[4].equals("0");
    }

    /** Starts wsat on a terminal that closes once the hang-up means something. */
    private Process terminal(String kind) throws Exception {
        assumeTrue(new File(PYTHON).canExecute(), "needs " + PYTHON);
        List<String> command = new ArrayList<>(List.of(PYTHON, "-c", TERMINAL, kind));
        command.addAll(command());
        Process terminal = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        processes.add(terminal);
        long pid = Long.parseLong(terminal.inputReader().readLine());
        ProcessHandle.of(pid).ifPresent(onTerminals::add);
        expect("\r\nready\r\n");
        while (kind.equals("hangup") && ignoresHangUp(pid)) {
            Thread.sleep(10);
        }
        terminal.getOutputStream().write('\n');
        terminal.getOutputStream().flush();
        return terminal;
    }

    private static boolean ignoresHangUp(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return (Long.parseLong(status.replaceAll("(?s).*SigIgn:\\s*(\\p{XDigit}+).*", "$1"), 16) & 1) != 0;
    }

    @Test
    void aPortThatIsNotThereOrAFlashInUseIsOneLine() throws Exception {
        Process run = start(Map.of());
        expect("\r\nready\r\n");
        Process second = start(Map.of());
        assertEquals(1, second.waitFor());
        String said = Files.readString(folder.resolve("err"));
        assertTrue(said.contains("wsat run: --flash: "), said);
        Process third = new ProcessBuilder(WSAT.toString(), "run", "--config", "/dev/null", "--port", "/dev/no-such",
                "--flash", folder.resolve("f").toString(), "--nvs", folder.resolve("n").toString()).start();
        assertEquals(1, third.waitFor());
        assertEquals("wsat run: there is no /dev/no-such\n", new String(third.getErrorStream().readAllBytes()));
        assertEndsSoon(run);
    }

    @Test
    void whatIsKeptInAnImageThatWasReplacedIsAnErrorAndALine() throws Exception {
        Process run = start(Map.of());
        expect("\r\nready\r\n");
        say("ATE0\r\n");
        expect("ATE0\r\n\r\nOK\r\n");
        say("AT+SYSMFG=2,\"n\",\"k\",1,5\r\n");
        expect("\r\nOK\r\n");
        for (String name : List.of("flash", "nvs")) {
            Files.copy(folder.resolve(name), folder.resolve("new"));
            Files.move(folder.resolve("new"), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        say("AT+SYSMFG=2,\"n\",\"k\",1,6\r\n");
        expect("\r\nERROR\r\n");
        say("AT+CIPRECONNINTV=7\r\n");
        expect("\r\nERROR\r\n");
        assertEndsSoon(run); // and has written all of its log
        String said = Files.readString(folder.resolve("err"));
        for (String name : List.of("flash", "nvs")) {
            assertTrue(said.contains("flash: " + folder.resolve(name) + " has been replaced while it is in use"), said);
        }
    }

    @Test
    void aDamagedPartitionOfSettingsIsSetAsideAndAMistakeThatStaysIsExitCode2() throws Exception {
        byte[] letter = "Dear sir".repeat(512).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("flash"), letter);
        Process refused = start(Map.of());
        assertTrue(refused.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, refused.exitValue());
        assertArrayEquals(letter, Files.readAllBytes(folder.resolve("flash")));
        Files.delete(folder.resolve("flash"));
        List<String> noTerminal = command();
        noTerminal.set(noTerminal.indexOf(pty.path()), folder.resolve("err").toString());
        Process third = new ProcessBuilder(noTerminal).start();
        assertEquals(2, third.waitFor());
        assertEquals("wsat run: --port: " + folder.resolve("err") + " is no serial port\n",
                new String(third.getErrorStream().readAllBytes()));
        byte[] damaged = new byte[0x6000];
        Arrays.fill(damaged, (byte) 0xFF);
        Arrays.fill(damaged, 0, 4096, (byte) 0x11);
        Files.write(folder.resolve("nvs"), damaged);
        start(Map.of());
        expect("\r\nready\r\n");
        assertArrayEquals(damaged, Files.readAllBytes(folder.resolve("nvs.damaged")));
    }

    @Test
    void aPinWhereThereAreNoneEndsItWithALine() throws Exception {
        assumeTrue(Files.notExists(Path.of("/dev/gpiochip0")), "this machine has pins, which are better left alone");
        Process run = start(Map.of(), "--pin-led", "22");
        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        assertEquals(1, run.exitValue());
        List<String> said = Files.readAllLines(folder.resolve("err"));
        said.removeIf(line -> line.startsWith("WARNING: ")); // the JVM's own, from 24 on
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("wsat run: cannot use GPIO 22 for the LED (no GPIO chip is called pinctrl)"),
                said.toString());
        pty.source().configureBlocking(false);
        assertEquals(0, pty.source().read(ByteBuffer.allocate(9)), "ready is not said before the pins are there");
    }

    @Test
    void aRateThatTheUartHasNotGotLeavesItAsItWasAndIsNotTold() throws Exception {
        Path library = folder.resolve("slow-uart.so");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "skipped: gcc is not installed");
        assertEquals(0, new ProcessBuilder("gcc", "-shared", "-fPIC", "-o", library.toString(),
                "src/test/resources/wsat/sim/slow-uart.c").inheritIO().start().waitFor());
        Process run = start(Map.of("LD_PRELOAD", library.toString()));
        expect("\r\nready\r\n");
        say("ATE0\r\n");
        expect("ATE0\r\n\r\nOK\r\n");
        say("AT+UART_CUR=5000000,8,1,0,0\r\n");
        expect("\r\nOK\r\n"); // a UART that tells its clock says ERROR, which a pseudo-terminal has not got
        say("AT+UART_CUR?\r\n");
        expect("+UART_CUR:115200,8,1,0,0\r\n\r\nOK\r\n");
        say("AT+UART_CUR=3000000,8,1,0,0\r\n");
        expect("\r\nOK\r\n");
        say("AT+UART_CUR?\r\n");
        expect("+UART_CUR:3000000,8,1,0,0\r\n\r\nOK\r\n");
        assertEndsSoon(run); // and has written all of its log
        String said = Files.readString(folder.resolve("err"));
        assertTrue(said.contains("cannot be set to 5000000 bit/s, and stays at the rate before; it was set to: 115200"),
                said);
    }

    @Test
    void theJournalIsToldPriorities() throws Exception {
        Path err = Files.createFile(folder.resolve("err"));
        Map<String, Object> file = Files.readAttributes(err, "unix:dev,ino");
        Process run = start(Map.of("JOURNAL_STREAM", file.get("dev") + ":" + file.get("ino")));
        expect("\r\nready\r\n");
        say("AT+WSOPEN=0,\"ws://127.0.0.1:1\"\r\n");
        in.readFully(new byte["AT+WSOPEN=0,\"ws://127.0.0.1:1\"\r\n\r\nERROR\r\n".length()]);
        assertEndsSoon(run);
        List<String> lines = Files.readAllLines(err);
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("<6>wsat run: /dev/pts/")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("<4>link 0: ")), lines.toString());
    }
}
