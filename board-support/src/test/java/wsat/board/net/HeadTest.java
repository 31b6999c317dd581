package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wsat.board.os.Ticks;
import wsat.board.web.Openings;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/**
 * Heads of answers over real TCP, whole and in every two-way cut: what an ESP32 takes is taken, and what is refused is
 * named.
 */
@SuppressWarnings("try") // the socket has only to be there while its block lasts
class HeadTest {
    private static final String U = "Upgrade: websocket\r\n";
    private static final String C = "Connection: Upgrade\r\n";
    private static final String A = "Sec-WebSocket-Accept: KEY\r\n";
    private static final String L = "HTTP/1.1 101 Switching Protocols\r\n";
    private static final String HELLO = new String(new char[] {0x81, 5, 'h', 'e', 'l', 'l', 'o'});

    private final Loop loop = new Loop(1, 1024);
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        loop.close();
        listener.close();
    }

    /** A head, and what the log says of it; nothing: it is as it should be. */
    static Stream<String[]> taken() {
        return Stream.of(new String[][] {
            {L + U + C + A, ""},
            {L + "Upgrade:\t websocket \t\r\nConnection:Upgrade\t\r\nSec-WebSocket-Accept:  KEY\t \r\n", ""},
            {"HTTP/1.1 101\r\n" + U + C + A, ""},
            {"HTTP/1.1 101 \r\n" + U + C + A, ""},
            {"HTTP/1.0 101 Switching Protocols\r\n" + U + C + A, ""},
            {L + "X-Folded: one\r\n two\r\n\tthree\r\n" + U + C + A, ""},
            {L + " folded behind the status line\r\n" + U + C + A, ""},
            {L + U + C + "Sec-WebSocket-Accept:\r\n KEY\r\n", ""},
            {L + "no colon at all\r\n: no name\r\n" + U + C + A, ""},
            {L + U + U + C + A, ""},
            {L + U + C + A + A, ""},
            {L + "Upgrade: websocket, websocket\r\nConnection: keep-alive, upgrade\r\n" + A, ""},
            {L + U + C + "Sec-WebSocket-Extensions:\r\n" + A, ""},
            {L + U + C + "Sec-WebSocket-Extensions: \t\r\nSec-WebSocket-Protocol:\r\n" + A, ""},
            {L + "upgrade: WEBSOCKET\r\nCONNECTION: UPGRADE\r\nsec-websocket-accept: KEY\r\n", ""},
            {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + L + U + C + A, ""},
            {L + U + A, "it has no Connection header"},
            {L + C + A, "it has no Upgrade header"},
            {L + A, "it has no Upgrade header (RFC 6455, 4.1); it has no Connection header"},
            {L + U + "Connection: close\r\n" + A, "Connection is \"close\""},
            {L + "Upgrade: h2c\r\n" + C + A, "Upgrade is \"h2c\""},
            {L + U + C + A + "Sec-WebSocket-Protocol: mqtt\r\n",
                    "it names a subprotocol, \"mqtt\", and none was asked for"},
        });
    }

    @ParameterizedTest
    @MethodSource
    void taken(String head, String remark) throws IOException {
        for (int cut = 0; cut < head.length() + 2; cut++) {
            loop.log.clear();
            try (Socket socket = answer(head + "\r\n" + HELLO, cut)) {
                loop.untilState(WebSocketPort.OPEN);
                assertEquals("hello", loop.text());
            }
            assertEquals(remark.isEmpty() ? 0 : 1, loop.log.size(), loop.log.toString());
            assertTrue(remark.isEmpty() || loop.logged("the server's answer is taken, but " + remark),
                    loop.log.toString());
            loop.network.drop(0);
        }
    }

    /** An answer that is refused, and what the log says of it. */
    static Stream<String[]> refused() {
        String http = "the server answered \"";
        return Stream.of(new String[][] {
            {L + U + C + "\r\n", http + "HTTP/1.1 101 Switching Protocols\": it has no Sec-WebSocket-Accept"},
            {L + U + C + "Sec-WebSocket-Accept: \r\n\r\n", "Sec-WebSocket-Accept does not fit the key, it is \"\""},
            {L + U + C + "Sec-WebSocket-Accept: b3RoZXI=\r\n\r\n", "does not fit the key, it is \"b3RoZXI=\""},
            {L + U + C + A + "Sec-WebSocket-Accept: b3RoZXI=\r\n\r\n", "Sec-WebSocket-Accept does not fit the key"},
            {L + U + C + A + "Sec-WebSocket-Extensions: x-deflate\r\n\r\n",
                "an extension was not asked for, Sec-WebSocket-Extensions is \"x-deflate\""},
            {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n",
                    http + "HTTP/1.1 404 Not Found\": it is no upgrade"},
            {"HTTP/1.1 400 Bad Request\r\n\r\n", "a server that wants TLS may answer so, try wss://"},
            {"HTTP/1.1 301 Moved\r\nLocation: https://me:pw@h:1/a?token=x#y\r\n\r\n", "Location is \"https://h:1/a\""},
            {"HTTP/1.1 308 Moved\r\nLocation: //me@h/a@b\r\n\r\n", "Location is \"//h/a@b\""},
            {"HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", Basic realm=\"s\"\r\n\r\n",
                "it wants authorization, WWW-Authenticate is \"Digest realm=\"r\", Basic realm=\"s\"\""},
            {"HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 8, 7\r\n\r\n",
                    "Sec-WebSocket-Version is \"8, 7\""},
            {"HTTP/1.1 429 Slow Down\r\nRetry-After: 120\r\n\r\n", "Retry-After is \"120\""},
            {"HTTP/1.1 503 Busy\r\nRetry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\n\r\n", "Retry-After is \"Fri, 31 Dec"},
            {"HTTP/1.1 one\r\n\r\n", http + "HTTP/1.1 one\": that is no status line of HTTP"},
        });
    }

    @ParameterizedTest
    @MethodSource
    void refused(String answer, String why) throws IOException {
        for (int cut = 0; cut < answer.length(); cut++) {
            assertLost(answer, cut, why);
        }
    }

    /** The server stays silent behind these bytes, and they are enough. */
    static Stream<String[]> noHttp() {
        return Stream.of(new String[][] {
            {"SSH-2.0-OpenSSH_9.2p1 Debian\r\n", "does not speak HTTP, it said \"SSH-2.0-OpenSSH_9.2p1 Debian\""},
            {"\u0015\u0003\u0003\u0000\u0002\u0002\u0028",
                    "speaks TLS, it said \"\\x15\\x03\\x03\\x00\\x02\\x02(\": try wss://"},
            {"HTTP/1.1 101 Switching Protocols\n",
                    "do not end with CR LF, as HTTP's do: \"HTTP/1.1 101 Switching Protocols\""},
            {L + "Upgrade: websocket\n\n", "do not end with CR LF"},
            {"220 ftp ready " + "x".repeat(100) + "\r\n", "it said \"220 ftp ready " + "x".repeat(26) + "...\""},
            {"\u00ff\u001b[2J\u0000\u0000\r\n", "it said \"\\xff\\x1b[2J\\x00\\x00\""},
            {"GET /path?token=SECRET HTTP/1.1\r\n", "sends back what it is sent"},
        });
    }

    @ParameterizedTest
    @MethodSource
    void noHttp(String answer, String why) throws IOException {
        assertLost(answer, 0, why);
        assertFalse(loop.logged("SECRET"), loop.log.toString());
    }

    @Test
    void interimAnswersHaveAnEnd() throws IOException {
        String interim = "HTTP/1.1 103 Early Hints\r\n\r\n";
        assertLost(interim.repeat(Protocol.HEAD_MAX / interim.length() + 1), 0,
                "the response head is longer than 16384 bytes");
    }

    /** A server may say our own words again, whole or cut; what of them may be secret is left out, of the page too. */
    @Test
    void whatAnAnswerRepeatsOfTheRequestIsLeftOut() throws IOException {
        List<String> page = new ArrayList<>();
        loop.network.watch(new Openings(page::add, new Ticks()));
        for (String answer : new String[] {
            "HTTP/1.1 404 /hidden?token=SECRET-of-many-letters\r\n"
                    + "X-Asked: /hidden?token=SECRET-of-many-letters\r\n\r\n",
            "HTTP/1.1 403 token SECRET-of-ma...\r\nX-Cut: SECRET-of\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: https://h/hidden?token=SECRET-of-many-letters\r\n\r\n",
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"CREDENTIAL\"\r\n\r\n",
            L + U + C + A + "Sec-WebSocket-Protocol: token.PROTOCOL\r\n\r\n"
            + new String(new char[] {0x88, 9, 0x0f, 0xa1}) + "VALUE90",
            L + U + C + A + "\r\n" + new String(new char[] {0x88, 12, 0x0f, 0xa1}) + "SECRET-of-",
        }) {
            loop.log.clear();
            OpenRequest request = Loop.request("127.0.0.1", listener.getLocalPort(),
                    "/hidden?token=SECRET-of-many-letters", 1024);
            request.authorization.append("Bearer CREDENTIAL");
            request.protocol.append("token.PROTOCOL, other");
            request.headers.append("X-Key: VALUE90\r\n");
            page.clear();
            try (Socket socket = answer(request, answer, 0)) {
                loop.until("an end", () -> !loop.log.isEmpty() && (!answer.startsWith(L) || page.size() == 4));
            }
            page.removeIf(event -> event.contains("\"x\":\"GET ")); // the host's own words are masked by other means
            assertTrue(page.size() == (answer.startsWith(L) ? 3 : 1), page.toString());
            String told = loop.everything.toString() + page;
            for (String secret : new String[] {"hidden", "SECRET", "CREDENTIAL", "PROTOCOL", "VALUE90"}) {
                assertFalse(told.contains(secret), told);
            }
            loop.network.drop(0);
        }
    }

    @Test
    void aSubprotocolThatIsMissingOrAnotherIsTold() throws IOException {
        String[][] cases = {
            {"", "it names no subprotocol, and one was asked for"},
            {"Sec-WebSocket-Protocol: soap\r\n", "its subprotocol \"soap\" was not asked for"},
            {"Sec-WebSocket-Protocol: ocpp1.6\r\n", null},
        };
        for (String[] each : cases) {
            loop.log.clear();
            OpenRequest request = Loop.request("127.0.0.1", listener.getLocalPort(), "/", 1024);
            request.protocol.append("ocpp2.0.1, ocpp1.6");
            try (Socket socket = answer(request, L + U + C + A + each[0] + "\r\n", 0)) {
                loop.untilState(WebSocketPort.OPEN);
            }
            assertEquals(each[1] == null ? 0 : 1, loop.log.size(), loop.log.toString());
            assertTrue(each[1] == null || loop.logged(each[1]), loop.log.toString());
            loop.network.drop(0);
        }
    }

    @Test
    void aCloseThatIsNotOrdinaryIsAWarningWithItsMeaning() throws IOException {
        String[][] cases = {
            {"\u03e8", null}, {"\u03e9", null}, {"", null},
            {"\u03f3", "the server closed with 1011, it failed, by a fault of its own"},
            {"\u03f5", "the server closed with 1013, it is too busy, try again later"},
            {"\u0bbb", "the server closed with 3003, this is not allowed"},
            {"\u0fa0", "the server closed with 4000, a code of its application's own"},
        };
        for (String[] each : cases) {
            loop.warnings.clear();
            String code = each[0].isEmpty() ? ""
                    : "" + (char) (each[0].charAt(0) >> 8) + (char) (each[0].charAt(0) & 0xff);
            String close = (char) 0x88 + "" + (char) code.length() + code;
            try (Socket socket = answer(L + U + C + A + "\r\n" + close, 0)) {
                loop.until("the close",
                        () -> loop.everything.stream().anyMatch(line -> line.contains("the server closed")));
            }
            assertEquals(each[1] == null ? "[]" : "[link 0: " + each[1] + "]", loop.warnings.toString());
            loop.everything.clear();
            loop.network.drop(0);
        }
    }

    private void assertLost(String answer, int cut, String why) throws IOException {
        loop.log.clear();
        try (Socket socket = answer(answer, cut)) {
            loop.untilState(WebSocketPort.LOST);
        }
        assertEquals(1, loop.log.size(), loop.log.toString());
        assertTrue(loop.logged(why), loop.log.toString());
        loop.network.drop(0);
    }

    private Socket answer(String answer, int cut) throws IOException {
        return answer(Loop.request("127.0.0.1", listener.getLocalPort(), "/", 1024), answer, cut);
    }

    /** Opens link 0 and answers with these bytes, the first of them alone; KEY stands for what fits the request. */
    private Socket answer(OpenRequest request, String answer, int cut) throws IOException {
        loop.network.open(0, request);
        Socket socket = listener.accept();
        RawServer.Peer peer = new RawServer.Peer(socket);
        loop.turn();
        String asked = peer.request();
        byte[] bytes = answer.replace("KEY", Frames.accept(asked)).getBytes(StandardCharsets.ISO_8859_1);
        int arrivals = loop.network.arrivals(0);
        peer.send(Arrays.copyOf(bytes, cut));
        if (cut > 0) {
            loop.until("the first bytes", () -> loop.network.arrivals(0) > arrivals);
        }
        peer.send(Arrays.copyOfRange(bytes, cut, bytes.length));
        return socket;
    }
}
