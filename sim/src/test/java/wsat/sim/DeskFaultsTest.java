package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import wsat.pki.command.Pki;

/** Faults of a running {@code wsat sim --web}, given to the page's address, over real TCP, TLS and names. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the one module of this class")
class DeskFaultsTest {
    private static final int PATIENCE_SECONDS = 60;
    private static final long CENTURY_SECONDS = 3_153_600_000L;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final LinkedBlockingQueue<String> LOGGED = new LinkedBlockingQueue<>();

    private static Process sim;
    private static Socket host;
    private static URI page;
    /** The echo server, behind TLS. */
    private static String url;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        String desk = folder.resolve("desk").toString();
        String image = folder.resolve("board.nvs").toString();
        pki("test-ca", desk);
        pki("add", image, "--create", "--slot", "0", "--ca", desk + "/ca.pem", "--cert", desk + "/client.pem", "--key",
                desk + "/client.key");
        sim = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), "wsat.sim.Main", "sim", "--tcp", "127.0.0.1:0", "--flash", image,
                "--echo-tls", desk, "--web", "--record",
                folder.resolve("record.at").toString()).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(sim.getErrorStream(), StandardCharsets.UTF_8));
        int port = Integer.parseInt(said.readLine().replaceAll(".*socket://127.0.0.1:(\\d+)\\).*", "$1"));
        page = URI.create(said.readLine().replaceAll(".*page on ", ""));
        host = new Socket("127.0.0.1", port);
        url = said.readLine().replaceAll(".*AT\\+WSOPEN=0,\"(.*)\"", "$1");
        assertTrue(url.startsWith("wss://"), url);
        Thread reader = new Thread(() -> said.lines().forEach(LOGGED::add), "log");
        reader.setDaemon(true);
        reader.start();
        setUp();
    }

    private static void setUp() throws IOException {
        say("ATE0", "OK\r\n");
        say("AT+CIPMUX=1", "OK\r\n");
        say("AT+WSCFG=0,10,120,1024,3,0,0", "OK\r\n");
        say("AT+WSCFG=1,10,120,1024,0,0,0", "OK\r\n");
    }

    @AfterAll
    static void end() throws Exception {
        host.close();
        sim.destroy();
        sim.waitFor();
    }

    /** What one test has made, another does not hear of. */
    @BeforeEach
    void allIsWell() throws Exception {
        for (String words : List.of("server accept", "peer accept", "name servers answer", "network up",
                "certificate valid", "line go")) {
            make(words);
        }
        LOGGED.clear();
    }

    private static void pki(String... words) {
        PrintStream none = new PrintStream(OutputStream.nullOutputStream());
        assertEquals(0, Pki.run(words, 0, none, none));
    }

    private static HttpResponse<String> post(String words) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(page.resolve("fault"))
                .POST(HttpRequest.BodyPublishers.ofString(words)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void make(String words) throws Exception {
        HttpResponse<String> answer = post(words);
        assertEquals("200 ", answer.statusCode() + " " + answer.body(), words);
    }

    /** @return what was heard, up to what was waited for */
    private static String until(String awaited) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(awaited) < 0) {
            int b = host.getInputStream().read();
            assertTrue(b >= 0, "waiting for " + awaited + ": " + heard);
            heard.append((char) b);
            assertTrue(!heard.toString().endsWith("ERROR\r\n") || awaited.contains("ERROR"), awaited + ": " + heard);
        }
        return heard.toString();
    }

    private static String say(String line, String awaited) throws IOException {
        host.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return until(awaited);
    }

    private static void logged(String words) throws InterruptedException {
        String line = "";
        for (StringBuilder all = new StringBuilder(); !line.contains(words); all.append(line).append('\n')) {
            line = LOGGED.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(line != null, "not logged: " + words + ", but\n" + all);
        }
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @Test
    void aCertificateThatHasExpiredIsRefusedByTheHandshakeItself() throws Exception {
        make("certificate expired");
        say("AT+WSOPENNB=0,\"" + url + "\"", "+WS_OPENFAIL:0,4,265\r\n");
        logged("link 0: in the TLS handshake: the server's certificate is refused, expired: CN=server");
        String why = say("AT+WSERR?", "\r\nOK\r\n");
        assertTrue(why.contains("+WSERR:0,4,265,\"the server's certificate is refused, expired: "), why);
        make("certificate valid");
        say("AT+WSOPEN=0,\"" + url + "\"", "+WS_CONNECTED:0\r\n\r\nOK\r\n");
        say("AT+WSCLOSE=0", "OK\r\n");
    }

    @Test
    void whenTheClockJumpsCertificatesAreJudgedByIt() throws Exception {
        say("AT+SYSTIMESTAMP=1795392000", "OK\r\n");
        make("time jump " + 86_400);
        assertTrue(say("AT+CIPSNTPTIME?", "OK\r\n").contains("Tue Nov 24 00:00:0"));
        for (int i = 0; i < 2; i++) {
            make("time jump " + CENTURY_SECONDS / 2);
        }
        say("AT+WSOPENNB=0,\"" + url + "\"", "+WS_OPENFAIL:0,4,265\r\n");
        for (int i = 0; i < 3; i++) {
            make("time jump " + -CENTURY_SECONDS / 2);
        }
        say("AT+WSOPENNB=0,\"" + url + "\"", "+WS_OPENFAIL:0,4,266\r\n");
        say("AT+SYSTIMESTAMP=" + System.currentTimeMillis() / 1000, "OK\r\n");
        say("AT+WSOPEN=0,\"" + url + "\"", "+WS_CONNECTED:0\r\n\r\nOK\r\n");
        say("AT+WSCLOSE=0", "OK\r\n");
    }

    @Test
    void aPeerStallsTakesNoMoreEndsAndIsReset() throws Exception {
        try (ServerSocket server = server()) {
            String start = "AT+CIPSTART=0,\"TCP\",\"127.0.0.1\"," + server.getLocalPort();
            say(start, "0,CONNECT\r\n\r\nOK\r\n");
            try (Socket peer = server.accept()) {
                make("peer 0 block");
                say("AT+CIPSEND=0,4", ">");
                host.getOutputStream().write("test".getBytes(StandardCharsets.US_ASCII));
                assertEquals("\r\nRecv 4 bytes\r\n", until("bytes\r\n"));
                say("AT", "busy p...\r\n");
                assertEquals(0, peer.getInputStream().available());
                make("peer 0 unblock");
                assertEquals("\r\nSEND OK\r\n", until("SEND OK\r\n"));
                assertEquals("test", new String(peer.getInputStream().readNBytes(4), StandardCharsets.US_ASCII));

                make("peer 0 mute");
                peer.getOutputStream().write('!');
                assertEquals("\r\nOK\r\n", say("AT", "OK\r\n"));
                make("peer 0 unmute");
                assertEquals("\r\n+IPD,0,1:!", until("!"));

                make("peer 0 end");
                assertEquals("0,CLOSED\r\n", until("CLOSED\r\n"));
                logged("socket 0: the peer ended the connection (a fault that was made)");
                assertEquals(-1, peer.getInputStream().read(), "the real one is closed");
            }
            say(start, "0,CONNECT\r\n\r\nOK\r\n");
            try (Socket peer = server.accept()) {
                make("peer 0 cut");
                assertEquals("0,CLOSED\r\n", until("CLOSED\r\n"));
                assertEquals(-1, peer.getInputStream().read());
            }
            make("peer refuse");
            say(start, "\r\nERROR\r\n");
            logged("socket 0: connection refused (a fault that was made)");
        }
    }

    @Test
    void namesAreDeniedAndLate() throws Exception {
        try (ServerSocket server = server()) {
            String start = "AT+CIPSTART=0,\"TCP\",\"localhost\"," + server.getLocalPort();
            make("name servers deny");
            say(start, "\r\nERROR\r\n");
            say("AT+CIPDOMAIN=\"localhost\"", "\r\nERROR\r\n");
            say("AT+WSOPENNB=1,\"ws://localhost:" + server.getLocalPort() + "\"", "+WS_OPENFAIL:1,1,202\r\n");
            make("name servers answer after 400ms");
            long from = System.nanoTime();
            say(start, "0,CONNECT\r\n\r\nOK\r\n");
            assertTrue(System.nanoTime() - from >= 400_000_000L, "too soon");
            server.accept().close();
            until("0,CLOSED\r\n");
        }
    }

    @Test
    void theNetworkIsCutAndComesBack() throws Exception {
        try (ServerSocket server = server()) {
            String start = "AT+CIPSTART=0,\"TCP\",\"127.0.0.1\"," + server.getLocalPort();
            say(start, "0,CONNECT\r\n\r\nOK\r\n");
            say("AT+WSOPEN=0,\"" + url + "\"", "+WS_CONNECTED:0\r\n\r\nOK\r\n");
            make("network cut");
            String news = "";
            for (int i = 0; i < 3; i++) {
                news += until("\r\n");
            }
            assertTrue(news.startsWith("WIFI DISCONNECT\r\n") && news.contains("+WS_DISCONNECTED:0\r\n")
                    && news.contains("0,CLOSED\r\n"), news);
            assertTrue(say("AT+WSERR?", "\r\nOK\r\n").contains("+WSERR:0,9,114,\"the network is down\""));
            say(start, "\r\nERROR\r\n");
            make("network up");
            assertEquals("WIFI CONNECTED\r\nWIFI GOT IP\r\n", until("GOT IP\r\n"));
            say(start, "0,CONNECT\r\n\r\nOK\r\n");
            say("AT+CIPCLOSE=0", "OK\r\n");
            say("AT+WSCLOSE=0", "OK\r\n");
        }
    }

    @Test
    void aResetEndsTheModulesOwnPorts() throws Exception {
        int port = freePort();
        int webSocketPort = freePort();
        for (int i = 0; i < 2; i++) {
            say("AT+CIPSERVER=1," + port, "OK\r\n");
            say("AT+WSSERVER=1," + webSocketPort, "OK\r\n");
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            until("0,CLOSED\r\n");
            make("power cycle");
            until("ready\r\n");
            for (int one : List.of(port, webSocketPort)) {
                assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), one).close());
            }
            setUp();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket server = server()) {
            return server.getLocalPort();
        }
    }

    @Test
    void aFramingErrorIsCountedAsTheUartDoes() throws Exception {
        make("line framing");
        say("AT", "\r\nERROR\r\n");
        logged("line: no bytes but noise, as a host with another baud rate or parity makes it (AT+UART_CUR?);"
                + " so far: 1");
        make("line lose module");
        assertEquals("\nOK\r\n", say("AT", "OK\r\n"));
        make("line lose");
        say("XAT", "\r\nOK\r\n");
        make("line stop");
        host.getOutputStream().write("AT\r\n".getBytes(StandardCharsets.US_ASCII));
        make("line go");
        assertEquals("\r\nOK\r\n", until("OK\r\n"));
    }

    @Test
    void wrongWordsAreAnsweredWithOneLine() throws Exception {
        HttpResponse<String> answer = post("peer 9 cut");
        assertEquals("400 there is no link 9, they are 0 to 4\n", answer.statusCode() + " " + answer.body());
        answer = post("time jump back");
        assertEquals("400 time jump SECONDS: SECONDS is a number from -2147483647 to 2147483647, not 'back'\n",
                answer.statusCode() + " " + answer.body());
    }
}
