package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What wsat's client has beyond ESP-AT, against a server that is not ours and has its moods, by a module in a process
 * of its own with a heap of 16 MiB.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MoodyServerTest {
    private static final int TOTAL = 350_000;
    private static final int LINKS = 3;
    private static final int SMALL = 64;
    private static final int ZEROS = 1 << 24;
    private static final String OK = "\r\nOK\r\n";

    @TempDir
    private Path folder;
    private Process server;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private String url;
    private Process module;
    private DataInputStream in;
    private OutputStream out;
    /** What has come unasked while something else was waited for. */
    private final List<String> news = new ArrayList<>();

    @BeforeEach
    void serve() throws Exception {
        Python.needWebsockets();
        server = new ProcessBuilder(Python.PROGRAM, "src/test/python/moods.py")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader lines = server.inputReader();
        Thread reader = new Thread(() -> hear(lines), "server output");
        reader.setDaemon(true);
        reader.start();
        url = "ws://127.0.0.1:" + serverSays("listening ");
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : new Process[] {module, server}) {
            if (process != null) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    /** A module that is spoken to over its standard input and output. */
    private void start() throws Exception {
        module = process(ProcessBuilder.Redirect.INHERIT, "--stdio");
        in = new DataInputStream(new BufferedInputStream(module.getInputStream(), 1 << 16));
        out = module.getOutputStream();
        begin();
    }

    /** The same on a tty. */
    private void startOnTty() throws Exception {
        Path tty = folder.resolve("tty");
        module = process(ProcessBuilder.Redirect.PIPE, "--pty", tty.toString());
        String line = "";
        while (!line.contains(tty.toString())) { // a JVM may warn first of JNA
            line = module.errorReader().readLine();
            assertNotNull(line, "the module has ended");
        }
        in = new DataInputStream(new BufferedInputStream(new FileInputStream(tty.toFile())));
        out = new FileOutputStream(tty.toFile());
        begin();
    }

    private Process process(ProcessBuilder.Redirect errors, String... line) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx16m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "wsat.sim.Main", "sim",
                "--no-echo-server", "--log", "error", "--nvs", folder.resolve("nvs").toString()));
        command.addAll(List.of(line));
        return new ProcessBuilder(command).redirectError(errors).start();
    }

    private void begin() throws IOException {
        assertEquals("ready", news());
        assertEquals(List.of("ATE0"), ok("ATE0")); // what a kept link has to say may come before
    }

    private void hear(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            // The server is stopped: that is all of it.
        }
    }

    private String serverSays(String beginning) throws Exception {
        while (true) {
            String line = said.poll(30, TimeUnit.SECONDS);
            assertTrue(line != null, "the server did not say " + beginning);
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).trim();
            }
        }
    }

    private void toServer(String line) throws Exception {
        server.getOutputStream().write((line + "\n").getBytes());
        server.getOutputStream().flush();
        serverSays("done " + line);
    }

    private void say(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The next line that is not empty. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            char c = (char) in.readUnsignedByte();
            if (c == '\n') {
                if (line.length() > 0) {
                    return line.toString();
                }
            } else if (c != '\r') {
                line.append(c);
            }
        }
    }

    /** The oldest line that nobody has waited for. */
    private String news() throws IOException {
        return news.isEmpty() ? line() : news.remove(0);
    }

    /** Says a command that is answered with OK. @return the lines of its answer */
    private List<String> ok(String command) throws IOException {
        say(command);
        String name = command.replaceAll("AT(\\+[A-Z]+).*", "$1:");
        List<String> answer = new ArrayList<>();
        for (String line = line(); !line.equals("OK"); line = line()) {
            assertTrue(!line.equals("ERROR"), command);
            (line.startsWith(name) ? answer : news).add(line);
        }
        return answer;
    }

    private void send(int link, String text) throws IOException {
        say("AT+WSSEND=" + link + "," + text.length());
        assertEquals("OK", line());
        assertEquals("\r\n>", new String(in.readNBytes(3)));
        out.write(text.getBytes());
        out.flush();
        assertEquals("SEND OK", line());
        assertEquals("+WS_DATA:" + link + "," + text.length() + "," + text, line());
    }

    // --- pulling ----------------------------------------------------------------------------------

    /** The server is stopped by TCP before the host reads anything, and nothing is lost. */
    @Test
    void aHostOf64BytesPullsAMegabyteThroughThreeLinksAtOnce() throws Exception {
        startOnTty();
        byte[][] got = new byte[LINKS][TOTAL];
        int[] length = new int[LINKS];
        for (int i = 0; i < LINKS; i++) {
            ok("AT+WSRECVTYPE=" + i + ",1");
            ok("AT+WSOPENNB=" + i + ",\"" + url + "/flood?" + i + "\"");
        }
        for (int i = 0; i < LINKS; i++) {
            int sent = Integer.parseInt(serverSays("stopped ").split(" ")[1]);
            assertTrue(sent < TOTAL, "all of it has found room somewhere");
        }
        long begun = System.nanoTime();
        long bytes = 0;
        while (bytes < (long) LINKS * TOTAL) {
            for (int i = 0; i < LINKS; i++) {
                int count = length[i] < TOTAL ? pull(i, got[i], length[i]) : 0;
                length[i] += count;
                bytes += count;
            }
        }
        System.out.printf("pull: %d bytes through %d links in %d ms%n", bytes, LINKS,
                (System.nanoTime() - begun) / 1_000_000);
        for (int i = 0; i < LINKS; i++) {
            assertTrue(Arrays.equals(pattern(i), got[i]), "link " + i);
            ok("AT+WSCLOSE=" + i);
        }
    }

    private static final Pattern PULLED = Pattern.compile("\\+WSRECVDATA:(\\d+),");

    /** Reads what fits the host's buffer with all that stands around it. @return how many bytes; 0: nothing is there */
    private int pull(int link, byte[] into, int at) throws IOException {
        int most = SMALL - "+WSRECVDATA:40,".length() - "\r\n".length() - OK.length();
        say("AT+WSRECVDATA=" + link + "," + most);
        StringBuilder head = new StringBuilder();
        while (true) {
            char c = (char) in.readUnsignedByte();
            head.append(c);
            assertTrue(head.length() < SMALL, head::toString);
            Matcher pulled = PULLED.matcher(head);
            if (pulled.matches()) {
                int count = Integer.parseInt(pulled.group(1));
                assertTrue(count <= most);
                in.readFully(into, at, count);
                assertEquals("OK", line());
                return count;
            }
            if (c == '\n') {
                if (head.toString().equals("ERROR\r\n")) {
                    return 0;
                }
                assertTrue(head.toString().matches("\r\n|\\+WS_(RECV|CONNECTED):.*\r\n"), head::toString);
                head.setLength(0);
            }
        }
    }

    private static byte[] pattern(int link) {
        byte[] bytes = new byte[TOTAL];
        for (long i = 0; i < TOTAL; i++) {
            bytes[(int) i] = (byte) (i * i * 31 + (i >> 7) + link * 85);
        }
        return bytes;
    }

    // --- a bomb -----------------------------------------------------------------------------------

    /** 16 KiB on the wire become 16 MiB, which is as much as the heap: it passes through, a chunk at a time. */
    @Test
    void aBombOfZerosPassesThroughAHeapOfItsSize() throws Exception {
        start();
        ok("AT+WSDEFLATE=0,1");
        ok("AT+WSOPEN=0,\"" + url + "/bomb\"");
        assertEquals("+WS_CONNECTED:0", news.remove(0));
        long begun = System.nanoTime();
        int length = 0;
        byte[] chunk = new byte[1024];
        while (length < ZEROS) {
            StringBuilder head = new StringBuilder();
            while (head.length() <= 11 || head.charAt(head.length() - 1) != ',') {
                head.append((char) in.readUnsignedByte());
            }
            int count = Integer.parseInt(head.substring("+WS_DATA:0,".length(), head.length() - 1));
            in.readFully(chunk, 0, count);
            for (int i = 0; i < count; i++) {
                assertEquals(0, chunk[i]);
            }
            assertEquals('\r', in.readUnsignedByte());
            assertEquals('\n', in.readUnsignedByte());
            length += count;
        }
        System.out.printf("bomb: %d bytes in %d ms, heap 16 MiB%n", length, (System.nanoTime() - begun) / 1_000_000);
        ok("AT+WSCLOSE=0");
    }

    // --- coming back ------------------------------------------------------------------------------

    private static final Pattern RECONNECT = Pattern.compile("\\+WS_RECONNECT:0,(\\d+),(\\d+)");

    @Test
    void aLinkComesBackToAServerThatRestarts() throws Exception {
        start();
        ok("AT+WSRECONN=0,50,400,20,0,0,1");
        ok("AT+WSEVT=0,5");
        ok("AT+WSOPENNB=0,\"" + url + "/echo\"");
        assertEquals("+WS_CONNECTED:0", news());
        send(0, "before");
        // It crashes: refused until it is there again.
        toServer("crash");
        assertTrue(news().startsWith("+WS_DISCONNECTED:0,9,"));
        while (attempts(news()) < 2) {
            // until one has failed
        }
        toServer("start");
        comesBack();
        send(0, "after");
        // It says goodbye, which counts as a loss here.
        toServer("stop");
        assertEquals("+WS_CLOSED:0,1001,\"\"", news());
        toServer("start");
        comesBack();
        send(0, "again");
    }

    private void comesBack() throws IOException {
        for (String line = news(); !line.equals("+WS_CONNECTED:0"); line = news()) {
            attempts(line);
        }
    }

    /**
     * Of a link that is on its way back: each pause is double the one before, and each attempt refused. What a busy
     * machine has not told by the next attempt is not told.
     *
     * @return the number of the next attempt, 0: the line has none
     */
    private static int attempts(String line) {
        Matcher again = RECONNECT.matcher(line);
        if (!again.matches()) {
            assertEquals("+WS_DISCONNECTED:0,2,111", line);
            return 0;
        }
        int number = Integer.parseInt(again.group(1));
        assertEquals(Math.min(400, 50 << Math.min(number - 1, 3)), Integer.parseInt(again.group(2)), line);
        return number;
    }

    @Test
    void aServerThatIsTooBusyIsLeftAlone() throws Exception {
        start();
        ok("AT+WSRECONN=0,50,400,20");
        ok("AT+WSEVT=0,13");
        ok("AT+WSOPENNB=0,\"" + url + "/busy\"");
        List<String> head = head();
        assertEquals("+WS_HEAD:0,\"HTTP/1.1 101 Switching Protocols\"", head.get(0));
        toServer("busy 1");
        long begun = System.nanoTime();
        toServer("abort");
        assertTrue(news().startsWith("+WS_DISCONNECTED:0,9,"));
        String line = news();
        if (line.equals("+WS_RECONNECT:0,1,50")) { // unless the answer was there before it was told
            line = news();
        }
        assertEquals("+WS_HEAD:0,\"HTTP/1.1 429 Too Many Requests\"", line);
        boolean told = false;
        for (line = news(); line.startsWith("+WS_HEAD:0,"); line = news()) {
            told |= line.equals("+WS_HEAD:0,\"Retry-After: 2\"");
        }
        assertTrue(told);
        assertEquals("+WS_DISCONNECTED:0,5,429", line);
        assertEquals("+WS_RECONNECT:0,2,2000", news());
        assertTrue(ok("AT+WSERR?").get(0).matches("\\+WSERR:0,5,429,\".*\",2,\"\""));
        head();
        assertTrue(System.nanoTime() - begun > 2_000_000_000L, "not left alone");
        send(0, "now");
        // And one that is opened for the first time tells it at once.
        toServer("busy 1");
        ok("AT+WSOPENNB=1,\"" + url + "/busy\"");
        assertEquals("+WS_OPENFAIL:1,5,429", news());
    }

    /** Up to {@code +WS_CONNECTED}. */
    private List<String> head() throws IOException {
        List<String> head = new ArrayList<>();
        String line = news();
        for (; line.startsWith("+WS_HEAD:0,"); line = news()) {
            head.add(line);
        }
        assertEquals("+WS_CONNECTED:0", line);
        return head;
    }

    // --- what is told -----------------------------------------------------------------------------

    @Test
    void pingsAndPongsAreToldAndTheCodeOfAGoodbyeArrives() throws Exception {
        start();
        ok("AT+WSEVT=0,3");
        ok("AT+WSOPENNB=0,\"" + url + "/ping\"");
        assertEquals("+WS_CONNECTED:0", news());
        assertEquals("+WS_PING:0", news());
        serverSays("pong");
        say("AT+WSSEND=0,0,9");
        assertEquals("SEND OK", line());
        String pong = news();
        assertTrue(pong.matches("\\+WS_PONG:0,[1-9]\\d*"), pong);
        ok("AT+WSCLOSE=0,3001,\"enough\"");
        assertEquals("3001 enough", serverSays("closed "));
        assertTrue(ok("AT+WSERR?").get(0).startsWith("+WSERR:0,11,3001,"));
    }

    @Test
    void aSocketIsOpenedWithoutWaiting() throws Exception {
        start();
        ok("AT+CIPMUX=1");
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            ok("AT+CIPSTARTNB=0,\"TCP\",\"127.0.0.1\"," + listening.getLocalPort());
            assertEquals("0,CONNECT", news());
            listening.accept().close();
            assertEquals("0,CLOSED", news());
        }
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        ok("AT+CIPSTARTNB=1,\"TCP\",\"127.0.0.1\"," + port);
        assertEquals("+CIPFAIL:1,2,111", news());
        ok("AT+CIPSTARTNB=2,\"UDP\",\"127.0.0.1\",9");
        assertEquals("2,CONNECT", news());
    }

    // --- power-up ---------------------------------------------------------------------------------

    @Test
    void aLinkThatWasKeptIsOpenedByTheNextProcess() throws Exception {
        start();
        ok("AT+WSRECONN=2,50,400,20");
        ok("AT+WSEVT=2,1");
        ok("AT+WSOPEN=2,\"" + url + "/echo\"");
        assertEquals("+WS_CONNECTED:2", news());
        ok("AT+WSSAVE=2,1");
        module.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        start();
        assertEquals("+WS_CONNECTED:2", news());
        send(2, "kept");
        module.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        toServer("crash");
        start();
        assertEquals("+WS_DISCONNECTED:2,2,111", news());
        toServer("start");
        String line = news();
        while (line.equals("+WS_DISCONNECTED:2,2,111")) {
            line = news();
        }
        assertEquals("+WS_CONNECTED:2", line);
        send(2, "kept");
    }
}
