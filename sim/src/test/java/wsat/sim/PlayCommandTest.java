package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import wsat.sim.world.ScriptCommand;

/** {@code wsat play} on real lines: with {@code wsat sim}, a process of its own, and with modules that differ. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class PlayCommandTest {
    private static final String SECRET = "hush-1234";

    /** What a voice driver does, what sockets do, and bytes that are no text. */
    private static final String DIALOGUE = """
            > AT+GMR
            <* AT version:*\\r\\n
            <* SDK version:*\\r\\n
            <* compile time*\\r\\n
            <* Bin version:*\\r\\n
            < \\r\\nOK\\r\\n
            > AT+CWJAP="wsat","${PASSWORD}"
            < WIFI CONNECTED\\r\\nWIFI GOT IP\\r\\n\\r\\nOK\\r\\n
            > AT+WSOPEN=0,"${URL}"
            < +WS_CONNECTED:0\\r\\n\\r\\nOK\\r\\n
            > AT+WSSEND=0,8,2
            < \\r\\nOK\\r\\n\\r\\n>
            >> a\\x00\\xFF\\r\\n${B
            < \\r\\nSEND OK\\r\\n
            < +WS_DATA:0,8,a\\x00\\xFF\\r\\n${B\\r\\n
            > ATE0
            < \\r\\nOK\\r\\n
            > AT+CIPMUX=1
            < \\r\\nOK\\r\\n
            > AT+CIPSTART=2,"TCP","127.0.0.1",${TCP}
            < 2,CONNECT\\r\\n\\r\\nOK\\r\\n
            > AT+CIPSEND=2,600
            < \\r\\nOK\\r\\n\\r\\n>
            >> \\300*\\xFF\\300*\\x00
            < \\r\\nRecv 600 bytes\\r\\n\\r\\nSEND OK\\r\\n
            < \\r\\n+IPD,2,600:\\300*\\xFF\\300*\\x00
            > AT+CIPCLOSE=2
            < 2,CLOSED\\r\\n\\r\\nOK\\r\\n
            > AT+WSCLOSE=0
            < \\r\\nOK\\r\\n
            > AT+WHAT=${PASSWORD}
            < \\r\\nERROR\\r\\n
            """;

    @TempDir
    Path folder;

    private final List<Process> sims = new ArrayList<>();
    private final List<AutoCloseable> others = new ArrayList<>();
    private String said;

    @AfterEach
    void stop() throws Exception {
        for (Process sim : sims) {
            sim.destroy();
            sim.waitFor(10, TimeUnit.SECONDS);
        }
        for (AutoCloseable other : others) {
            other.close();
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    /** With all the time that a busy machine may take, unless the words say how long. */
    private int play(Object... words) {
        List<String> all = new ArrayList<>(List.of("play"));
        Stream.of(words).map(Object::toString).forEach(all::add);
        if (!all.contains("--timeout")) {
            all.addAll(List.of("--timeout", "60"));
        }
        String[] args = all.toArray(new String[0]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = PlayCommand.run(args, 1, print, print);
        said = out.toString(StandardCharsets.UTF_8);
        return code;
    }

    private Path sim(String... more) throws IOException {
        Path pty = folder.resolve("uart" + sims.size());
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx32m",
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + folder, "-cp", System.getProperty("java.class.path"),
                "wsat.sim.Main", "sim", "--pty", pty.toString(), "--no-echo-server"));
        if (Runtime.version().feature() >= 22) {
            command.add(1, "--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(more));
        Process sim = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        sims.add(sim);
        BufferedReader err = sim.errorReader();
        String line = err.readLine();
        assertTrue(line != null && line.contains("serial line on"), line);
        return pty;
    }

    /** A TCP server that says what it is told. */
    private int echo() throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        others.add(server);
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    Socket client = server.accept();
                    new Thread(() -> copy(client)).start();
                }
            } catch (IOException e) {
                // the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server.getLocalPort();
    }

    private static void copy(Socket client) {
        byte[] all = new byte[600];
        try (client; InputStream in = client.getInputStream(); OutputStream out = client.getOutputStream()) {
            for (int n = in.readNBytes(all, 0, all.length); n > 0; n = in.readNBytes(all, 0, all.length)) {
                out.write(all, 0, n);
            }
        } catch (IOException e) {
            // the module has gone
        }
    }

    @Test
    void whatIsRecordedPlaysAgain() throws Exception {
        int tcp = echo();
        String url = EchoServer.open((level, who, what, value) -> { });
        Path dialogue = file("dialogue.at", DIALOGUE);
        Path secrets = file("secrets", "PASSWORD=" + SECRET + "\nWHAT=" + SECRET + "\nURL=" + url + "\nTCP=" + tcp);
        Path record = folder.resolve("record.at");
        Path first = sim("--record", record.toString());
        assertEquals(0, play(dialogue, "--port", first, "--set-file", secrets), () -> said);
        assertEquals("equal (commands and payloads: 13)\n", said);
        sims.get(0).destroy();
        sims.get(0).waitFor();

        String text = Files.readString(record);
        assertFalse(text.contains(SECRET), text);
        assertTrue(text.contains("AT+CWJAP=\"wsat\",\"${PASSWORD}\""), text);
        assertEquals(0, play(record, "--port", sim(), "--set-file", secrets), () -> said);
        assertTrue(said.matches("2 lines about the network left to the real one\nequal \\(commands.*\n"), said);

        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(script, true, StandardCharsets.UTF_8);
        int code = ScriptCommand.run(record, Map.of("PASSWORD", SECRET, "WHAT", SECRET, "URL", url, "TCP", "80"), print,
                print);
        assertEquals(0, code, script.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aSessionFileHasBothSidesWithoutSecrets() throws Exception {
        String url = EchoServer.open((level, who, what, value) -> { });
        Path session = folder.resolve("session.jsonl");
        Path pty = sim("--record", session.toString());
        Path dialogue = file("d.at",
                "> AT+CWJAP=\"wsat\",\"" + SECRET + "\"\n<* WIFI*\\r\\nWIFI*\\r\\n\\r\\nOK\\r\\n\n"
                + "> AT+WSOPEN=0,\"" + url + "\"\n< +WS_CONNECTED:0\\r\\n\\r\\nOK\\r\\n\n> AT+WSSEND=0,2\n"
                + "< \\r\\nOK\\r\\n\\r\\n>\n>> hi\n< \\r\\nSEND OK\\r\\n+WS_DATA:0,2,hi\\r\\n\n");
        assertEquals(0, play(dialogue, "--port", pty), () -> said);
        sims.get(0).destroy();
        sims.get(0).waitFor();
        List<String> lines = Files.readAllLines(session);
        assertTrue(lines.get(0).startsWith("{\"k\":\"hello\","), lines.get(0));
        assertTrue(lines.stream().allMatch(line -> line.matches("\\{\"k\":\"[a-z]+\",\"t\":\\d+.*}")), lines::toString);
        String all = String.join("\n", lines);
        assertFalse(all.contains(SECRET), all);
        for (String part : List.of("\"command\"", "\"answer\"", "\"opening\"", "\"frame\"", "\"news\"",
                "AT+WSSEND=0,2")) {
            assertTrue(all.contains(part), part + " in " + all);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(session)));
    }

    @Test
    void aModuleThatDiffersIsToldLineByLine() throws Exception {
        Path right = file("right.at", """
                > AT+CWJAP="n","${PASSWORD}"
                < WIFI CONNECTED\\r\\n
                < WIFI GOT IP\\r\\n
                < \\r\\nOK\\r\\n
                > AT+GMR
                <* AT version:4.*\\r\\n
                < \\r\\nOK\\r\\n
                > AT+WSSEND=0,2
                < \\r\\nOK\\r\\n\\r\\n>
                >> hi
                < \\r\\nSEND OK\\r\\n
                > AT<&">
                < \\r\\nERROR\\r\\n
                > AT
                < \\r\\nOK\\r\\n
                """);
        Path other = file("other.at", """
                > AT+CWJAP="n","${PASSWORD}"
                < WIFI CONNECTED\\r\\n+CWJAP:${PASSWORD}\\r\\n\\r\\nOK\\r\\n
                > AT+GMR
                < AT version:4.0.0\\r\\n
                < \\r\\nOK\\r\\n
                > AT+WSSEND=0,2
                < \\r\\nERROR\\r\\n
                > AT<&">
                < \\r\\nERROR\\r\\n\\x00<&>\\xFF\\r\\n
                > AT
                < \\r\\nOK\\r\\n
                """);
        Path pty = folder.resolve("module");
        Path xml = folder.resolve("out.xml");
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(module, true, StandardCharsets.UTF_8);
        // ATE1 is what a player begins with
        Path asked = file("asked.at",
                "> ATE1\n< \\r\\nOK\\r\\n\n" + Files.readString(other, StandardCharsets.ISO_8859_1));
        Thread thread = new Thread(() -> PlayCommand.run(new String[] {asked.toString(), "--as", "module", "--port",
            "pty:" + pty, "--set", "PASSWORD=" + SECRET}, 0, print, print));
        thread.start();
        while (!Files.isSymbolicLink(pty)) {
            Thread.sleep(5);
        }
        assertEquals(1, play(right, "--port", pty, "--set", "PASSWORD=" + SECRET, "--junit", xml), () -> said);
        thread.join();
        String at = right + ":";
        assertEquals(List.of(at + "1: > AT+CWJAP=\"n\",\"${PASSWORD}\"", at + "3: expected: WIFI GOT IP\\r\\n",
                "was: +CWJAP:${PASSWORD}\\r\\n", at + "8: > AT+WSSEND=0,2", at + "9: expected: OK\\r\\n",
                "was: ERROR\\r\\n", at + "9: expected: \\r\\n", "was: nothing", at + "9: expected: >", "was: nothing",
                at + "12: > AT<&\">", at + "14: expected: nothing", "was: \\x00<&>\\xFF\\r\\n",
                "5 differences (commands and payloads: 5)"), said.lines().map(String::strip).toList());
        assertEquals("equal (commands and payloads: 6)", module.toString(StandardCharsets.UTF_8).lines()
                .reduce((a, b) -> b).get());

        NodeList cases = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(xml))).getElementsByTagName("testcase");
        assertEquals(5, cases.getLength());
        Element fourth = (Element) cases.item(3);
        assertEquals("12: > AT<&\">", fourth.getAttribute("name"));
        assertEquals("expected nothing, was \\x00<&>\\xFF\\r\\n",
                ((Element) fourth.getElementsByTagName("failure").item(0)).getAttribute("message"));
        assertFalse(Files.readString(xml).contains(SECRET));
    }

    @Test
    void aHostThatSaysSomethingElseIsToldToo() throws Exception {
        Path talk = file("talk.at", "> AT+ONE\n< \\r\\nOK\\r\\n\n> AT+TWO\n< \\r\\nOK\\r\\n\n");
        try (ServerSocket free = new ServerSocket(0)) {
            others.add(free);
        }
        int port = ((ServerSocket) others.remove(0)).getLocalPort();
        Thread host = new Thread(() -> {
            try (Socket socket = connect(port)) {
                socket.getOutputStream().write("AT+ONE\r\nAT\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readNBytes("\r\nready\r\nAT+ONE\r\n\r\nOK\r\nAT\r\n\r\nERROR\r\n".length());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        host.start();
        assertEquals(1, play(talk, "--as", "module", "--port", "tcp:127.0.0.1:" + port), () -> said);
        host.join();
        assertTrue(said.contains(talk + ":3: expected: AT+TWO\\r\\n\n"), said);
        assertTrue(said.contains("was: AT\\r\\n\n"), said);
        assertTrue(said.contains("the host has closed the connection"), said);
    }

    private static Socket connect(int port) throws IOException {
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                Thread.onSpinWait(); // it does not listen yet
            }
        }
    }

    @Test
    void aModuleThatSaysNothingIsOneDifference() throws Exception {
        Path file = file("x.at", "> AT\n< \\r\\nOK\\r\\n\n");
        assertEquals(1, play(file, "--port", "pty", "--timeout", "2"), () -> said);
        assertTrue(said.endsWith("""
                expected: an answer to ATE1 (look at power, wiring and --baud)
                """ + " ".repeat(file.toString().length() + 9) + """
                was: nothing
                1 difference (commands and payloads: 1)
                """), said);
    }

    @Test
    void aLineThatVanishesEndsTheDialogue() throws Exception {
        Path record = folder.resolve("record.at");
        Path pty = sim("--record", record.toString());
        Path file = file("x.at", "> AT\n< \\r\\nOK\\r\\n\nwait 120s\n> AT\n< \\r\\nOK\\r\\n\n");
        Thread pull = new Thread(() -> {
            try {
                while (!Files.readString(record).contains("> AT\n< \\r\\nOK")) {
                    Thread.sleep(5);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            sims.get(0).destroyForcibly();
        });
        pull.start();
        assertEquals(1, play(file, "--port", pty), () -> said);
        assertTrue(said.contains("was: (the line is gone (the port is gone): the rest was not played)"), said);
        pull.join();
    }

    @Test
    void mistakesAreOneLineAndTwo() throws Exception {
        Path file = file("x.at", "> AT\n>> ${NAME}\npower cycle\n");
        assertEquals(2, play());
        assertEquals("wsat play: say which transcript first: wsat play FILE.at --port PORT (see wsat play --help)\n",
                said);
        assertEquals(2, play(file));
        assertEquals("wsat play: --port: say where the module is, such as /dev/ttyUSB0\n", said);
        assertEquals(2, play(file, "--port", "tcp:host"));
        assertEquals(2, play(file, "--port", "pty"));
        assertEquals(file + ":2: no value is given for NAME; give one with --set NAME=VALUE, or --set NAME and the"
                + " environment\n", said);
        assertEquals(2, play(file, "--port", "pty", "--set", "NAME=x"));
        assertTrue(said.startsWith("wsat play: " + file + ":3: power: nobody does this to a real module"), said);
        assertEquals(2, play(folder.resolve("none.at"), "--port", "pty"));
        assertEquals(2, play(file("y.at", "> AT\n"), "--port", folder.resolve("no-tty")));
        assertEquals(1, said.lines().count(), said);
        assertEquals(2, play(file, "--port", "pty", "--set", SECRET));
        assertFalse(said.contains(SECRET), said);
    }
}
