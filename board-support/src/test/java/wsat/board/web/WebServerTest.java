package wsat.board.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.board.fault.FaultRig;
import wsat.board.fault.Faults;
import wsat.board.line.Doorbell;

/** Who is served and who is not, in bare HTTP. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

    private final RecentEvents events = new RecentEvents();
    private final Doorbell bell = new Doorbell(() -> { });
    private final TypedLine typed = new TypedLine(bell);
    private final List<String> resets = new ArrayList<>();
    private final Faults faults = new FaultRig(bell, resets, events::add).faults;
    private WebServer server;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start(ANY, events, typed, faults);
        url = URI.create(server.url());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Socket ask(String method, String path, String host, String headers, String body) throws IOException {
        Socket socket = new Socket("127.0.0.1", url.getPort());
        socket.getOutputStream().write((method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private String status(String method, String path, String host, String headers, String body) throws IOException {
        try (Socket socket = ask(method, path, host, headers, body)) {
            return reader(socket).readLine().substring("HTTP/1.1 ".length()).substring(0, 3);
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private String ours() {
        return "127.0.0.1:" + url.getPort();
    }

    private String get(String path, String host, String headers) throws IOException {
        return status("GET", path, host, headers, "");
    }

    @Test
    void theAddressHasATokenThatNobodyGuesses() throws IOException {
        String token = url.getPath().replace("/", "");
        assertTrue(token.matches("[0-9a-f]{32}"), token);
        WebServer another = WebServer.start(ANY, events, typed, faults);
        assertNotEquals(token, URI.create(another.url()).getPath().replace("/", ""));
        another.stop();
        assertEquals("200", get(url.getPath(), ours(), ""));
    }

    @Test
    void withoutTheTokenNothingIsServed() throws IOException {
        String token = url.getPath();
        String other = (token.startsWith("/0") ? "/1" : "/0") + token.substring(2);
        String[] wrong = {"/", "", "/events", "/type", other, token.substring(0, 20) + "/",
            token.replace("/", "") + "/", "/%2e" + token, "/x/.." + token, token.substring(0, token.length() - 1)};
        for (String path : wrong) {
            String status = get(path.isEmpty() ? "*" : path, ours(), "");
            assertTrue(status.equals("403") || status.equals("400") || status.equals("404"), path + ": " + status);
        }
        assertEquals("403", status("POST", "/" + "0".repeat(32) + "/type", ours(), "", "AT\r\n"));
        assertEquals(0, typed.read(new byte[10], 0, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1",
        "127.0.0.1.evil.example:PORT", "localhost.evil.example:PORT", "evil.localhost:PORT", "[::1]", ""})
    void aNameThatWasReboundToThisMachineIsRefused(String host) throws IOException {
        assertEquals("403", get(url.getPath(), host.replace("PORT", "" + url.getPort()), ""));
    }

    /** The JDK's server warns on standard error of an answer to HEAD that has a length: any site's page could ask. */
    @Test
    void onlyAHeadIsAskedForAndNothingIsWritten() throws IOException {
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        Logger logger = Logger.getLogger("com.sun.net.httpserver");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord one) {
                written.add(one.getMessage());
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        logger.addHandler(handler);
        try {
            assertEquals("403", status("HEAD", "/", ours(), "", ""));
            assertEquals("404", status("HEAD", url.getPath(), ours(), "", ""));
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(List.of(), written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT", "[::1]:PORT", "192.168.1.2:PORT"})
    void anAddressIsServed(String host) throws IOException {
        assertEquals("200", get(url.getPath(), host.replace("PORT", "" + url.getPort()), ""));
    }

    @ParameterizedTest
    @CsvSource({"Origin, http://evil.example", "Origin, null", "Origin, https://127.0.0.1:PORT",
        "Origin, http://127.0.0.1:1",
        "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site"})
    void anotherSitesPageIsRefused(String name, String value) throws IOException {
        String header = name + ": " + value.replace("PORT", "" + url.getPort()) + "\r\n";
        for (String path : new String[] {"", "events", "type", "fault"}) {
            String method = path.equals("type") || path.equals("fault") ? "POST" : "GET";
            assertEquals("403", status(method, url.getPath() + path, ours(), header, "AT\r\n"), path);
        }
        assertEquals(0, typed.read(new byte[10], 0, 10));
    }

    @Test
    void ourOwnPageIsNot() throws IOException {
        String header = "Origin: http://" + ours() + "\r\nSec-Fetch-Site: same-origin\r\n";
        assertEquals("200", status("POST", url.getPath() + "type", ours(), header, "AT\r\n"));
        byte[] said = new byte[10];
        assertEquals(4, typed.read(said, 0, 10));
        assertEquals("200", status("POST", url.getPath() + "fault", ours(), header, "power cycle"));
        assertEquals(List.of("reset"), resets);
        assertEquals("400", status("POST", url.getPath() + "fault", ours(), header, "no such fault"));
    }

    @Test
    void aPageThatOnlyLooksNeitherTypesNorMakesFaults() throws IOException {
        server.stop();
        server = WebServer.start(ANY, new RecentEvents(), null, null);
        url = URI.create(server.url());
        assertEquals("200", get(url.getPath(), ours(), ""));
        assertEquals("403", status("POST", url.getPath() + "type", ours(), "", "AT\r\n"));
        assertEquals("403", status("POST", url.getPath() + "fault", ours(), "", "power cycle"));
        assertEquals(List.of(), resets);
    }

    @Test
    void thePageAsksNobodyElse() throws IOException {
        try (Socket socket = ask("GET", url.getPath(), ours(), "Connection: close\r\n", "")) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String policy = answer.lines().filter(line -> line.toLowerCase().startsWith("content-security-policy:"))
                    .findFirst().orElse("");
            assertTrue(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"), policy);
            String body = answer.substring(answer.indexOf("\r\n\r\n"));
            assertFalse(body.matches("(?s).*(src|href)=\"?(https?:)?//.*"), "it names another server");
            assertTrue(body.contains("const COMMANDS"), "a script is missing");
        }
    }

    /** Who does not know the token took all threads, for 10 s, with so many halves. */
    @ParameterizedTest
    @ValueSource(strings = {"G", "GET / HTTP/1.1\r\nHost: ", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nAT"})
    void halvesOfRequestsHoldUpNobody(String half) throws IOException {
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                Socket stranger = new Socket("127.0.0.1", url.getPort());
                strangers.add(stranger);
                stranger.getOutputStream().write(half.getBytes(StandardCharsets.ISO_8859_1));
            }
            for (int i = 0; i < 20; i++) {
                assertEquals("200", get(url.getPath(), ours(), ""));
            }
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void eventsComeAsTheyHappen() throws IOException {
        events.add(new Event("news", 1).put("x", "a\r\n\"<ä").json());
        try (Socket socket = ask("GET", url.getPath() + "events", ours(), "", "")) {
            BufferedReader in = reader(socket);
            assertEquals("data: {\"k\":\"news\",\"t\":1,\"x\":\"a\\u000d\\u000a\\\"\\u003c\\u00e4\"}", next(in));
            events.add(new Event("echo", 2).put("n", 3).json());
            assertEquals("data: {\"k\":\"echo\",\"t\":2,\"n\":3}", next(in));
        }
    }

    private static String next(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (!line.startsWith("data:")) {
            line = in.readLine();
        }
        return line;
    }
}
