package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.board.net.Frames.frame;
import static wsat.port.SocketRequest.SSL;
import static wsat.port.SocketRequest.TCP;
import static wsat.port.WebSocketPort.CLOSED;
import static wsat.port.WebSocketPort.CLOSING;
import static wsat.port.WebSocketPort.LOST;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wsat.board.text.Latin1;
import wsat.board.tls.Pki;
import wsat.port.Ending;
import wsat.port.SocketPort;
import wsat.port.TlsReason;

/** What a host is told of links and sockets that could not be opened, or ended: stage, code and words. */
class EndingTest {
    private final Loop loop = new Loop(1, 1024);
    private final Ending ending = new Ending();

    @AfterEach
    void stop() {
        loop.close();
    }

    private void assertEnding(int stage, int code, String words) {
        loop.network.ending(0, ending);
        String text = new String(ending.text.bytes, 0, ending.text.length, StandardCharsets.UTF_8);
        assertEquals(stage + " " + code, ending.stage + " " + ending.code, text);
        assertTrue(text.contains(words), text);
    }

    private void begin(String host, int port) {
        loop.network.open(0, Loop.request(host, port, "/", 1024));
    }

    /** A server that says this to the request. */
    private static RawServer saying(String head) {
        return new RawServer(peer -> {
            peer.request();
            peer.send(head.getBytes(StandardCharsets.ISO_8859_1)).readEnd();
        });
    }

    private void refusedBy(String head) {
        try (RawServer server = saying(head)) {
            begin("127.0.0.1", server.port);
            loop.untilState(LOST);
            loop.network.drop(0);
        }
    }

    // --- names and TCP ----------------------------------------------------------------------------

    @Test
    void aNameWithoutAnAddressIsStage1() {
        begin("no-such-host.invalid", 80);
        loop.untilState(LOST);
        assertEnding(Ending.NAME, Ending.EAI_FAIL, "no such host: no-such-host.invalid");
        loop.network.drop(0);
        begin("1:2:no:address", 80);
        loop.untilState(LOST);
        assertEnding(Ending.NAME, Ending.EAI_NONAME, "no such host");
    }

    @Test
    void aPortThatNobodyListensOnIsRefused() throws IOException {
        try (RefusingPort nobody = new RefusingPort()) {
            begin("127.0.0.1", nobody.port);
            loop.untilState(LOST);
            assertEnding(Ending.TCP, Ending.ECONNREFUSED, "127.0.0.1:" + nobody.port);
        }
    }

    @ParameterizedTest
    @CsvSource({"255.255.255.255", "224.0.0.1"})
    void anAddressThatNoRouteLeadsToIsUnreachable(String address) {
        begin(address, 80);
        loop.untilState(LOST);
        assertEnding(Ending.TCP, Ending.ENETUNREACH, address);
    }

    @Test
    void whatIsUnderWayWhenTheTimeIsUpIsTheStage() {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            asked.countDown();
            peer.readEnd();
        })) {
            begin("127.0.0.1", server.port);
            loop.until("the request", () -> asked.getCount() == 0);
            loop.network.drop(0);
            assertEnding(Ending.HTTP, Ending.ETIMEDOUT, "not in time: waiting for the answer");
        }
        CountDownLatch hello = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
            peer.in.read();
            hello.countDown();
            peer.readEnd();
        })) {
            loop.beginSecure("127.0.0.1", server.port, "/", 1024, 0);
            loop.until("ClientHello", () -> hello.getCount() == 0);
            loop.network.drop(0);
            assertEnding(Ending.TLS, TlsReason.LATE, "not in time: in the TLS handshake");
        }
    }

    // --- TLS --------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"expired-server,root,265,expired: CN=Old", "future-server,root,266,not yet valid: CN=Tomorrow",
        "stranger,root,264,self-signed: CN=Stranger", "ec-server,root,264,unknown CA", "sly-server,root,269,not a CA",
        "under-clients-mid,root,269,not for a server", "orphan-server,expired-root,265,expired: CN=Old Root",
        "under-small-mid,root,268,too weak"})
    void aCertificateThatIsRefusedIsStage4WithItsReason(String alias, String ca, int code, String words)
    throws IOException {
        loop.configure(2, null, ca);
        try (OpenSslServer server = new OpenSslServer(alias, "")) {
            loop.beginSecure("127.0.0.1", server.port, "/", 1024, 2);
            loop.untilState(LOST);
            assertEnding(Ending.TLS, code, words);
            Plug plug = new Plug(loop, 0).configure(2, null, ca).begin(SSL, "127.0.0.1", server.port);
            plug.until(SocketPort.LOST);
            loop.sockets.ending(0, ending);
            assertEquals("4 " + code, ending.stage + " " + ending.code);
        }
    }

    @Test
    void anAlertIsStage4WithItsNumber() throws IOException {
        try (OpenSslServer server = new OpenSslServer("ec-server", "-alpn mqtt")) {
            Plug plug = new Plug(loop, 0);
            plug.request.tls.protocols.append("\u0002h2");
            plug.begin(SSL, "127.0.0.1", server.port).until(SocketPort.LOST);
            loop.sockets.ending(0, ending);
            assertEquals("4 120", ending.stage + " " + ending.code);
        }
        try (OpenSslServer server = new OpenSslServer("ec-server", "-Verify 1 -tls1_3")) {
            loop.beginSecure("127.0.0.1", server.port, "/", 1024, 0);
            loop.untilState(LOST);
            assertEnding(Ending.TLS, 116, "certificate_required");
        }
        try (OpenSslServer server = new OpenSslServer("ec-server", "-tls1_1")) {
            loop.network.drop(0);
            loop.beginSecure("127.0.0.1", server.port, "/", 1024, 0);
            loop.untilState(LOST);
            assertEnding(Ending.TLS, 70, "protocol_version");
        }
    }

    @Test
    void whatEndsOrSpeaksNoTlsIsStage4() {
        try (RawServer server = new RawServer(peer -> peer.in.read())) {
            loop.beginSecure("127.0.0.1", server.port, "/", 1024, 0).untilState(LOST);
            assertEnding(Ending.TLS, TlsReason.CUT, "the");
            loop.network.drop(0);
        }
        try (RawServer server = new RawServer(peer -> {
            peer.in.read();
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)).readEnd();
        })) {
            loop.beginSecure("127.0.0.1", server.port, "/", 1024, 0).untilState(LOST);
            assertEnding(Ending.TLS, TlsReason.NOT_TLS, "does not speak TLS");
        }
    }

    // --- the answer -------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "401 Unauthorized|WWW-Authenticate: Basic realm=x,401,0,-",
        "403 Forbidden,403,0,-",
        "429 Too Many Requests|Retry-After: 120,429,120,-",
        "503 Unavailable|Retry-After: 99999999999,503,86400,-",
        "503 Unavailable|Retry-After: soon,503,0,-",
        "429 Busy|Date: Sun% 06 Nov 1994 08:49:37 GMT|Retry-After: Sun% 06 Nov 1994 08:50:07 GMT,429,30,-",
        "429 Busy|Date: Friday% 06-Nov-26 08:49:37 GMT|Retry-After: Fri Nov  6 08:49:40 2026,429,3,-",
        "429 Busy|Retry-After: Sun% 06 Nov 1994 08:49:37 GMT,429,0,-",
        "301 Moved|Location: wss://u:p@elsewhere.example/a?b=c,301,0,wss://u:p@elsewhere.example/a?b=c",
        "404 Not Found|Location: /no-redirect,404,0,-"})
    void anAnswerThatIsNoUpgradeIsStage5WithItsStatus(String head, int status, int retryAfter, String location) {
        refusedBy("HTTP/1.1 " + head.replace("|", "\r\n").replace('%', ',') + "\r\nContent-Length: 0\r\n\r\n");
        assertEnding(Ending.HTTP, status, "the server answered \"HTTP/1.1 " + status);
        assertEquals(retryAfter, ending.retryAfterSeconds);
        assertEquals(location == null ? "" : location, Latin1.string(ending.location));
    }

    @Test
    void aLocationThatIsTooLongIsLeftOutAndADateIsReckonedFromTheClock() {
        loop.wallClock.set(784_111_777_000L); // 1994-11-06T08:49:37Z
        String fits = "/" + "x".repeat(Ending.LOCATION_MAX - 1);
        refusedBy("HTTP/1.1 307 There\r\nLocation: " + fits + "\r\nRetry-After: Sun, 06 Nov 1994 08:51:37 GMT\r\n\r\n");
        assertEnding(Ending.HTTP, 307, "");
        assertEquals(fits, Latin1.string(ending.location));
        assertTrue(ending.retryAfterSeconds >= 100 && ending.retryAfterSeconds <= 120, "" + ending.retryAfterSeconds);
        refusedBy("HTTP/1.1 307 There\r\nLocation: " + fits + "x\r\n\r\n");
        assertEnding(Ending.HTTP, 307, "");
        assertEquals("", Latin1.string(ending.location));
        assertEquals(0, ending.retryAfterSeconds);
    }

    @Test
    void whatIsNoAnswerOrNoUpgradeHasAStageOfItsOwn() {
        refusedBy("SSH-2.0-OpenSSH\r\n");
        assertEnding(Ending.HTTP, 0, "does not speak HTTP");
        refusedBy("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        assertEnding(Ending.UPGRADE, 0, "Sec-WebSocket-Accept");
        try (RawServer server = new RawServer(peer -> peer.request())) {
            begin("127.0.0.1", server.port);
            loop.untilState(LOST);
            loop.network.drop(0);
            assertEnding(Ending.HTTP, Ending.ENOTCONN, "the server ended the connection");
        }
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.reset();
        })) {
            begin("127.0.0.1", server.port);
            loop.untilState(LOST);
            assertEnding(Ending.HTTP, Ending.ECONNRESET, "the connection broke");
        }
    }

    // --- an end -----------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"194,1002,a reserved bit is set", "131,1002,an unknown opcode", "129,1007,text is not UTF-8"})
    void aServerThatBreaksTheProtocolIsStage8WithOurCloseCode(int first, int code, String words) {
        try (RawServer server = new RawServer(peer -> peer.upgrade().send(frame(first, new byte[] {-1})).readEnd())) {
            loop.open(server).until("the end", // text is looked at as it is read
                    () -> !loop.network.receive(0, false, loop.chunk) && loop.network.state(0) == LOST);
            assertEnding(Ending.PROTOCOL, code, words);
        }
    }

    @Test
    void theEndOfTcpIsStage9() {
        try (RawServer server = new RawServer(peer -> peer.upgrade())) {
            loop.open(server).untilState(LOST);
            assertEnding(Ending.TCP_END, 0, "the server ended the connection");
            loop.network.drop(0);
        }
        try (RawServer server = new RawServer(peer -> peer.upgrade().reset())) {
            begin("127.0.0.1", server.port);
            loop.untilState(LOST);
            loop.network.ending(0, ending);
            assertEquals(Ending.ECONNRESET, ending.code);
        }
    }

    @Test
    void theServersCloseIsStage10WithItsCodeAndReasonCutAtACharacter() {
        String reason = "é".repeat(61);
        try (RawServer server = new RawServer(peer -> peer.upgrade(Frames.close(4001, reason)).readEnd())) {
            loop.open(server)
                    .until("the close", () -> loop.network.state(0) == CLOSING || loop.network.state(0) == CLOSED);
            assertEnding(Ending.BY_SERVER, 4001, reason);
            loop.network.drop(0);
        }
        try (RawServer server = new RawServer(peer -> peer.upgrade(frame(0x88, "")).readEnd())) {
            loop.open(server)
                    .until("the close", () -> loop.network.state(0) == CLOSING || loop.network.state(0) == CLOSED);
            assertEnding(Ending.BY_SERVER, 1005, "");
        }
        new Failure(Ending.TCP, 1, "x" + "é".repeat(100)).tell(ending);
        assertEquals(123, ending.text.length);
        new Failure(Ending.TCP, 1, "é".repeat(100)).tell(ending);
        assertEquals(122, ending.text.length);
    }

    @Test
    void theHostsOwnCloseFrameIsStage11WithItsCode() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade().readClose();
            peer.send(Frames.close(1000, "so long")).readEnd();
        })) {
            loop.open(server).send(8, true, new byte[] {0x0F, (byte) 0xA2}).untilState(CLOSED);
            assertEnding(Ending.BY_HOST, 4002, "so long");
            loop.network.drop(0);
        }
        try (RawServer server = new RawServer(peer -> peer.upgrade().read())) {
            loop.open(server).send(8, true, new byte[0]).untilState(CLOSED);
            assertEnding(Ending.BY_HOST, 1005, "");
        }
    }

    @Test
    void aResetThatIsFasterThanTheConnectionIsOneToo() {
        assertEquals(Ending.ECONNRESET, Errno.connecting(new SocketException("Connection reset by peer")));
        assertEquals(Ending.ENETUNREACH, Errno.connecting(new SocketException("Network is unreachable")));
        assertEquals(Ending.EHOSTUNREACH, Errno.connecting(new NoRouteToHostException("No route to host")));
        assertEquals(Ending.EADDRNOTAVAIL, Errno.connecting(new BindException("Cannot assign requested address")));
        assertEquals(Ending.ETIMEDOUT, Errno.connecting(new ConnectException("Connection timed out")));
        assertEquals(Ending.EHOSTUNREACH, Errno.broken(new IOException("No route to host")));
        assertEquals(Ending.ETIMEDOUT, Errno.broken(new IOException("Connection timed out")));
        assertEquals(Ending.ECONNRESET, Errno.broken(new IOException("Broken pipe")));
    }

    // --- sockets ----------------------------------------------------------------------------------

    @Test
    void socketsTellTheSame() throws IOException {
        Plug plug = new Plug(loop, 0);
        try (RefusingPort nobody = new RefusingPort()) {
            plug.begin(TCP, "127.0.0.1", nobody.port).untilLost("127.0.0.1:" + nobody.port).close();
        }
        loop.sockets.ending(0, ending);
        assertEquals("2 111", ending.stage + " " + ending.code);
        plug.begin(TCP, "no-such-host.invalid", 80).untilLost("no such host").close();
        loop.sockets.ending(0, ending);
        assertEquals("1 202", ending.stage + " " + ending.code);
        try (ServerSocket taken = new ServerSocket(0); RawServer server = new RawServer(peer -> peer.readEnd())) {
            plug.request.localPort = taken.getLocalPort();
            plug.begin(TCP, "127.0.0.1", server.port).untilLost("local port").close();
            plug.request.localPort = 0;
        }
        loop.sockets.ending(0, ending);
        assertEquals("2 112", ending.stage + " " + ending.code);
        try (RawServer server = new RawServer(peer -> {
            peer.in.read();
            peer.reset();
        })) {
            plug.open(TCP, server.port).send("x").until(SocketPort.LOST).close();
        }
        loop.sockets.ending(0, ending);
        assertEquals("9 104", ending.stage + " " + ending.code);
        try (RawServer server = RawServer.tls(Pki.server("ec-server"), raw -> { }, peer -> peer.raw.close())) {
            plug.begin(SSL, "127.0.0.1", server.port).untilLost("in the TLS handshake").close();
        }
        loop.sockets.ending(0, ending);
        assertEquals("4 " + TlsReason.CUT, ending.stage + " " + ending.code);
    }
}
