package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.board.net.Frames.frame;
import static wsat.port.WebSocketPort.ACCEPTED;
import static wsat.port.WebSocketPort.CHECKING;
import static wsat.port.WebSocketPort.CLOSED;
import static wsat.port.WebSocketPort.IDLE;
import static wsat.port.WebSocketPort.LOST;
import static wsat.port.WebSocketPort.OPEN;
import static wsat.port.WebSocketPort.OPENING;
import static wsat.port.WebSocketPort.REFUSED;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wsat.board.tls.Pki;
import wsat.board.tls.SlotBytes;
import wsat.board.tls.VerifyOptions;

/** TLS against servers that do what a script says: faults, and what only a server can ask for. */
class TlsTest {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Loop loop = new Loop(3, 128 * 1024);

    @AfterEach
    void close() {
        loop.close();
    }

    private static RawServer server(RawServer.Script script) {
        return RawServer.tls(Pki.server("ec-server"), socket -> { }, script);
    }

    private Loop open(int port) {
        return loop.openSecure(port, "/", 1024, 0);
    }

    private void assertLost(String why) {
        loop.untilState(LOST);
        assertTrue(loop.logged(why), why + " in " + loop.log);
    }

    private void done(RawServer server) {
        loop.until("the server to be done", server::done);
    }

    @Test
    void recordsMayComeInAnyPieces() throws IOException {
        for (int piece : new int[] {1, 2, 3, 7, 100, 1000}) {
            for (String version : VERSIONS) {
                try (RawServer server = RawServer.tls(Pki.server("server", "root"),
                        socket -> require(socket, version), peer -> {
                            peer.upgrade(frame(0x81, "first")).read();
                            peer.send(frame(0x81, peer.payload)).readEnd();
                        }); Relay relay = new Relay(server.port, piece, Long.MAX_VALUE, false)) {
                    loop.configure(3, "client", "root").openSecure(relay.port, "/", 1024, 3);
                    assertEquals("first", loop.text());
                    assertEquals("echo", loop.send("echo").text());
                    loop.network.close(0, 1000);
                }
            }
        }
    }

    private static void require(SSLSocket socket, String version) {
        socket.setEnabledProtocols(new String[] {version});
        socket.setNeedClientAuth(true);
    }

    @Test
    void aHandshakeThatIsCutAnywhereIsLostWithOneLine() throws IOException {
        for (int cut : new int[] {0, 1, 4, 5, 6, 50, 100, 122, 130, 500, 800}) {
            loop.log.clear();
            try (RawServer server = server(peer -> {
                try {
                    peer.upgrade();
                } catch (IOException e) {
                    return;
                }
                throw new IOException("upgraded in spite of the cut");
            }); Relay relay = new Relay(server.port, 1 << 16, cut, true)) {
                loop.beginSecure("127.0.0.1", relay.port, "/", 1024, 0);
                assertLost("in the TLS handshake: the server ended the connection");
                assertEquals(1, loop.log.size(), loop.log.toString());
                loop.network.drop(0);
            }
        }
    }

    @Test
    void aStalledHandshakeStaysOpeningUntilItIsDropped() throws IOException {
        for (int stall : new int[] {0, 3, 100, 600}) {
            loop.log.clear();
            try (RawServer server = server(peer -> peer.in.read());
                    Relay relay = new Relay(server.port, 1 << 16, stall, false)) {
                loop.beginSecure("127.0.0.1", relay.port, "/", 1024, 0);
                loop.until("the stall", () -> relay.passed() == stall);
                int turns = loop.turnsIn(200);
                assertTrue(turns < 50, "spins: " + turns);
                assertEquals(OPENING, loop.network.state(0));
                loop.network.drop(0);
                assertEquals(IDLE, loop.network.state(0));
                assertTrue(loop.logged("given up while in the TLS handshake"), loop.log.toString());
            }
        }
    }

    @Test
    void anOpenConnectionThatIsSilentDoesNotSpin() {
        try (RawServer server = server(peer -> peer.upgrade().readEnd())) {
            open(server.port);
            assertTrue(loop.turnsIn(300) < 30);
        }
    }

    @Test
    void whatIsNoTlsIsSaidToBeNone() {
        for (String answer : new String[] {"HTTP/1.1 400 Bad Request\r\n\r\n", "<!DOCTYPE HTML>\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n", "\r\n\r\n\r\n"}) {
            loop.log.clear();
            try (RawServer server = new RawServer(peer -> peer.send(Frames.ascii(answer)).in.read())) {
                loop.beginSecure("127.0.0.1", server.port, "/", 1024, 0);
                String line = answer.split("\r\n", 2)[0];
                assertLost("in the TLS handshake: what answers there does not speak TLS"
                        + (line.isEmpty() ? "" : ", it said \"" + line + '"'));
                assertEquals(answer.startsWith("HTTP/") || answer.startsWith("<"), loop.logged("try ws://"),
                        loop.log.toString());
                assertEquals(1, loop.log.size(), loop.log.toString());
                loop.network.drop(0);
            }
        }
    }

    @Test
    void theEndWithoutCloseNotifyIsALoss() throws IOException {
        for (String version : VERSIONS) {
            try (RawServer server = RawServer.tls(Pki.server("ec-server"),
                    socket -> socket.setEnabledProtocols(new String[] {version}), peer -> {
                        peer.upgrade(frame(0x81, "last words")).read();
                        peer.raw.shutdownOutput();
                        peer.raw.close();
                    })) {
                open(server.port).send("go");
                assertEquals("last words", loop.text());
                assertLost("the server cut it off without TLS's close_notify, without a close frame");
                loop.network.drop(0);
            }
        }
    }

    @Test
    void closeNotifyIsHonoured() {
        for (String version : VERSIONS) {
            loop.log.clear();
            try (RawServer server = RawServer.tls(Pki.server("ec-server"),
                    socket -> socket.setEnabledProtocols(new String[] {version}), peer -> {
                        peer.upgrade(frame(0x81, "last words"));
                        peer.fin();
                        peer.readEnd();
                    })) {
                open(server.port);
                assertEquals("last words", loop.text());
                assertLost("the server ended the connection, without a close frame");
                done(server);
                loop.network.drop(0);
            }
        }
    }

    @Test
    void closeNotifyIsSaidAfterTheClosingHandshake() {
        for (String version : VERSIONS) {
            try (RawServer server = RawServer.tls(Pki.server("ec-server"),
                    socket -> socket.setEnabledProtocols(new String[] {version}), peer -> {
                        peer.upgrade().readClose();
                        peer.send(Frames.close(1000, ""));
                        // Without close_notify the JDK's socket would throw.
                        peer.readEnd();
                    })) {
                open(server.port).send(8, true, new byte[] {3, (byte) 0xE8});
                loop.untilState(CLOSED);
                loop.pass(1_500);
                done(server);
                loop.network.drop(0);
            }
        }
    }

    @Test
    void recordsOfEverySizeComeThrough() {
        byte[] big = new byte[300_000];
        new Random(1).nextBytes(big);
        for (String version : VERSIONS) {
            for (int buffer : new int[] {1, 1000, 20_000}) {
                int length = buffer == 1 ? 2_000 : big.length;
                byte[] payload = Arrays.copyOf(big, length);
                try (RawServer server = RawServer.tls(Pki.server("ec-server"),
                        socket -> socket.setEnabledProtocols(new String[] {version}), peer -> {
                            peer.upgrade(Frames.header(0x82, length));
                            // The largest records first, then small ones.
                            peer.out.write(payload, 0, length - 1_000);
                            for (int at = length - 1_000; at < length; at += 100) {
                                peer.out.write(payload, at, 100);
                            }
                            peer.readEnd();
                        })) {
                    loop.openSecure(server.port, "/", buffer, 0);
                    assertArrayEquals(payload, loop.unit());
                    loop.network.drop(0);
                }
            }
        }
    }

    @Test
    void framesOfEverySizeLeave() {
        try (RawServer server = server(peer -> {
            peer.upgrade();
            for (int size : new int[] {0, 1, 16_000, 16_384, 16_385, 100_000, 131_072}) {
                peer.read();
                if (peer.payload.length != size) {
                    throw new IOException(size + " bytes sent, " + peer.payload.length + " read");
                }
            }
            peer.send(frame(0x81, "all")).readEnd();
        })) {
            open(server.port);
            for (int size : new int[] {0, 1, 16_000, 16_384, 16_385, 100_000, 131_072}) {
                loop.send(2, true, new byte[size]);
            }
            assertEquals("all", loop.text());
            assertEquals(0, loop.network.unsent(0));
        }
    }

    @Test
    void whileNothingIsTakenNothingIsRead() {
        AtomicLong written = new AtomicLong();
        int total = 24 << 20;
        try (RawServer server = server(peer -> {
            peer.socket.setSendBufferSize(64 << 10);
            peer.upgrade(Frames.header(0x82, total));
            byte[] block = new byte[16 << 10];
            while (written.get() < total) {
                peer.out.write(block);
                written.addAndGet(block.length);
            }
            peer.readEnd();
        })) {
            open(server.port).next();
            long before = -1;
            for (int i = 0; i < 100 && before != written.get(); i++) {
                before = written.get();
                loop.turnsIn(100);
            }
            assertTrue(written.get() < total / 2, "not held back: " + written.get());
            int turns = loop.turnsIn(200);
            assertTrue(turns < 50, "spins: " + turns);
            long taken = 0;
            while (taken < total) {
                taken += loop.next().length;
                loop.network.release(0, loop.chunk.length);
            }
            assertEquals(total, taken);
        }
    }

    @Test
    void aServerThatReadsNothingHoldsBackOurFrames() {
        try (RawServer server = server(peer -> {
            peer.socket.setReceiveBufferSize(16 << 10);
            peer.upgrade();
            peer.in.skipBytes(0);
            synchronized (peer) {
                peer.wait(20_000);
            }
        })) {
            open(server.port);
            byte[] payload = new byte[100_000];
            int sent = 0;
            boolean busy = false;
            for (int idle = 0; idle < 20; idle = busy ? idle + 1 : 0) {
                busy = loop.network.send(0, 2, true, payload, 0, payload.length) != 0;
                sent += busy ? 0 : 1;
                assertTrue(sent < 500, "nothing holds it back");
                loop.turn();
            }
            assertTrue(loop.network.unsent(0) > 0);
            assertTrue(loop.turnsIn(200) < 50);
        }
    }

    @Test
    void keyUpdateAndRenegotiationGoUnnoticed() {
        for (String version : VERSIONS) {
            try (RawServer server = RawServer.tls(Pki.server("server", "root"),
                    socket -> require(socket, version), peer -> {
                        peer.upgrade();
                        for (int i = 0; i < 5; i++) {
                            // Of an open connection: KeyUpdate in 1.3, HelloRequest in 1.2.
                            ((SSLSocket) peer.socket).startHandshake();
                            peer.send(frame(0x81, "after " + i)).read();
                            if (!new String(peer.payload, StandardCharsets.US_ASCII).equals("answer " + i)) {
                                throw new IOException("wrong answer");
                            }
                        }
                        peer.send(frame(0x81, "done")).in.read();
                    })) {
                loop.configure(3, "client", "root").openSecure(server.port, "/", 1024, 3);
                for (int i = 0; i < 5; i++) {
                    assertEquals("after " + i, loop.text());
                    loop.send("answer " + i);
                }
                assertEquals("done", loop.text());
                loop.network.drop(0);
            }
        }
    }

    @Test
    void aClientCertificateThatIsDemandedAndNotShownIsNamedAsTheReason() {
        for (String version : VERSIONS) {
            loop.log.clear();
            try (RawServer server = RawServer.tls(Pki.server("ec-server", "root"),
                    socket -> require(socket, version), peer -> {
                        try {
                            peer.request();
                        } catch (SSLException e) {
                            return;
                        }
                        throw new IOException("no client certificate, and no failure");
                    })) {
                loop.beginSecure("127.0.0.1", server.port, "/", 1024, 0);
                assertLost("it asked for a client certificate, and auth mode 0 shows none");
                loop.network.drop(0);
            }
        }
    }

    @Test
    void aClientCertificateThatTheServerDoesNotTrustIsNamedAsTheReason() {
        for (String version : VERSIONS) {
            loop.log.clear();
            try (RawServer server = RawServer.tls(Pki.server("ec-server", "root"),
                    socket -> require(socket, version), peer -> {
                        try {
                            peer.request();
                        } catch (SSLException e) {
                            return;
                        }
                        throw new IOException("a stranger was let in");
                    })) {
                loop.configure(1, "other-client", null);
                loop.beginSecure("127.0.0.1", server.port, "/", 1024, 1);
                assertLost("it asked for a client certificate, and was shown CN=Other Client");
                assertTrue(loop.logged("the server refused with the alert "), loop.log.toString());
                loop.network.drop(0);
            }
        }
    }

    @Test
    void everyKindOfClientKeyIsShown() {
        for (String alias : new String[] {"client", "ec-client", "other-client", "ed-client"}) {
            String ca = alias.equals("ec-client") ? "ec-root" : alias.equals("other-client") ? "other-root" : "root";
            for (String version : VERSIONS) {
                String shown = Pki.certificate(alias).getSubjectX500Principal().getName();
                try (RawServer server = RawServer.tls(Pki.server("ec-server", ca),
                        socket -> require(socket, version), peer -> peer.upgrade(frame(0x81,
                                ((SSLSocket) peer.socket).getSession().getPeerPrincipal().getName())).readEnd())) {
                    loop.configure(1, alias, null).openSecure(server.port, "/", 1024, 1);
                    assertEquals(shown, loop.text());
                    loop.network.drop(0);
                }
            }
        }
    }

    @Test
    void theClockOfTheCoprocessorDecides() {
        loop.configure(2, null, "ec-root");
        loop.wallClock.set(0);
        try (RawServer server = server(peer -> peer.in.read())) {
            loop.beginSecure("127.0.0.1", server.port, "/", 1024, 2);
            assertLost("refused, not yet valid: CN=ec begins 20");
            assertTrue(loop.logged("the clock says 1970-01-01T00:00:"), loop.log.toString());
            loop.network.drop(0);
        }
    }

    @Test
    void aSessionThatIsTakenUpAgainIsJudgedAgain() {
        for (String version : VERSIONS) {
            loop.log.clear();
            loop.everything.clear();
            loop.wallClock.set(System.currentTimeMillis());
            loop.configure(2, null, "ec-root");
            try (SharedServer server = new SharedServer(Pki.server("ec-server"), version)) {
                for (int i = 0; i < 2; i++) {
                    loop.openSecure(server.port, "/", 1024, 2);
                    assertEquals("hello", loop.text());
                    loop.network.close(0, 1000);
                    assertEquals(i == 1, loop.everything.stream().anyMatch(line -> line.endsWith(", resumed")),
                            version + loop.everything);
                }
                loop.wallClock.set(0);
                loop.beginSecure("127.0.0.1", server.port, "/", 1024, 2);
                assertLost("refused, not yet valid: CN=ec begins 20");
                loop.network.drop(0);
            }
            loop.configure(0, null, null);
        }
    }

    @Test
    void otherMaterialForgetsTheSessions() {
        try (SharedServer server = new SharedServer(Pki.server("ec-server"), "TLSv1.3")) {
            loop.configure(2, null, "ec-root").openSecure(server.port, "/", 1024, 2).text();
            loop.network.close(0, 1000);
            // The same bytes change nothing.
            loop.configure(2, null, "ec-root").openSecure(server.port, "/", 1024, 2).text();
            loop.network.close(0, 1000);
            assertEquals(1, loop.everything.stream().filter(line -> line.endsWith(", resumed")).count());
            loop.configure(2, null, "root");
            loop.beginSecure("127.0.0.1", server.port, "/", 1024, 2);
            assertLost("unknown CA");
        }
    }

    @Test
    void aHostThatTheCertificateIsNotForIsLoggedOncePerOpenAndRefusedOnRequest() {
        try (RawServer server = RawServer.tls(Pki.server("example-server"), socket -> { },
                peer -> peer.upgrade().readEnd())) {
            loop.configure(2, null, "root").openSecure(server.port, "/", 1024, 2);
            assertEquals(1, loop.log.size());
            assertEquals("link 0: the server's certificate is not for this host, 127.0.0.1, but for L1 CA",
                    loop.log.get(0));
        }
        try (Loop strict = new Loop(1, 1024, new VerifyOptions(true, false))) {
            try (RawServer server = RawServer.tls(Pki.server("example-server"), socket -> { },
                    peer -> peer.in.read())) {
                strict.configure(2, null, "root").beginSecure("127.0.0.1", server.port, "/", 1024, 2);
                strict.untilState(LOST);
                assertTrue(strict.logged("refused, the certificate is not for this host, but for L1 CA"),
                        strict.log.toString());
                strict.network.drop(0);
            }
            for (String host : new String[] {"127.0.0.1", "localhost"}) {
                try (RawServer server = RawServer.tls(Pki.server("server"), socket -> { },
                        peer -> peer.upgrade().readEnd())) {
                    strict.log.clear();
                    strict.configure(2, null, "root").beginSecure(host, server.port, "/", 1024, 2).untilState(OPEN);
                    assertEquals(0, strict.log.size(), strict.log.toString());
                    strict.network.drop(0);
                }
            }
        }
    }

    @Test
    void aRefusedConfigurationLeavesTheEarlierOneInForce() {
        loop.configure(2, null, "ec-root");
        assertEquals(REFUSED, loop.configure(2, null, null, FakeSlot.of("nonsense")));
        assertTrue(loop.logged("link 0: wss_ca: is neither PEM nor DER"), loop.log.toString());
        assertEquals(REFUSED, loop.configure(3, null, null, FakeSlot.of(Pki.certificatePem("root"))));
        assertEquals(REFUSED, loop.configure(1, FakeSlot.of(Pki.certificatePem("client")), FakeSlot.empty(), null));
        assertTrue(loop.logged("link 0: wss_key: is empty"), loop.log.toString());
        assertEquals(REFUSED, loop.configure(2, null, null, new FakeSlot(new byte[9], SlotBytes.MAX + 1)));
        assertTrue(loop.logged("link 0: wss_ca: is larger than 524288 bytes"), loop.log.toString());
        assertEquals(REFUSED, loop.configure(2, null, null, new FakeSlot(new byte[9], 10)));
        assertTrue(loop.logged("ends after 9 of 10 bytes"), loop.log.toString());
        try (RawServer server = server(peer -> peer.upgrade().readEnd())) {
            loop.openSecure(server.port, "/", 1024, 2);
        }
    }

    @Test
    void theLastOfManyConfigurationsCounts() {
        for (String ca : new String[] {"root", "other-root", "expired-root", "ec-root"}) {
            loop.network.configure(0, 2, null, null, FakeSlot.of(Pki.certificatePem(ca)));
            assertEquals(CHECKING, loop.network.configured(0));
        }
        loop.until("the last one", () -> loop.network.configured(0) == ACCEPTED);
        assertFalse(loop.logged("expired"), loop.log.toString());
        try (RawServer server = server(peer -> peer.upgrade().readEnd())) {
            loop.openSecure(server.port, "/", 1024, 2);
        }
        loop.network.configure(0, 0, null, null, null);
        assertEquals(ACCEPTED, loop.network.configured(0));
    }

    @Test
    void anOpenConnectionIsNotAffectedByAConfiguration() {
        try (RawServer server = server(peer -> {
            peer.upgrade().read();
            peer.send(frame(0x81, peer.payload)).readEnd();
        })) {
            open(server.port);
            loop.configure(3, "client", "root");
            assertEquals("still here", loop.send("still here").text());
        }
    }

    @Test
    void aLinkThatIsDroppedAtAnyMomentMayBeOpenedAgain() {
        try (SharedServer server = new SharedServer(Pki.server("ec-server"), "TLSv1.3")) {
            for (int turns = 0; turns < 12; turns++) {
                loop.beginSecure("127.0.0.1", server.port, "/", 1024, 0);
                for (int i = 0; i < turns; i++) {
                    loop.network.turn(1);
                }
                loop.network.drop(0);
                loop.openSecure(server.port, "/", 1024, 0);
                assertEquals("hello", loop.text());
                loop.network.drop(0);
            }
        }
    }

    @Test
    void randomBytesAfterTheHandshakeAreALoss() throws IOException {
        for (String version : VERSIONS) {
            loop.log.clear();
            try (RawServer server = RawServer.tls(Pki.server("ec-server"),
                    socket -> socket.setEnabledProtocols(new String[] {version}), peer -> {
                        peer.upgrade().read();
                        peer.send(frame(0x81, "last words"));
                        OutputStream raw = peer.raw.getOutputStream();
                        raw.write(new byte[] {0x17, 3, 3, 0, 32});
                        raw.write(new byte[32]);
                        raw.flush();
                        peer.raw.getInputStream().readAllBytes();
                    })) {
                open(server.port).send("now");
                // Both have come before either is looked at.
                loop.until("room", () -> loop.network.unsent(0) == 0);
                loop.turnsIn(100);
                assertEquals("last words", loop.text());
                assertLost("TLS failed: ");
                assertEquals(2, loop.log.size(), loop.log.toString());
                loop.network.drop(0);
            }
        }
    }

    @Test
    void whatTheNetworkHasNotTakenStaysUnsentWhenTheConnectionBreaks() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (RawServer server = server(peer -> {
            peer.upgrade();
            stuck.await();
            peer.raw.setSoLinger(true, 0);
            peer.raw.close();
        })) {
            open(server.port);
            byte[] frame = new byte[10_000]; // a record holds it
            for (int quiet = 0; quiet < 10; quiet++) {
                if (loop.network.unsent(0) == 0) {
                    loop.network.send(0, 2, true, frame, 0, frame.length);
                    quiet = 0;
                }
                loop.turn();
            }
            stuck.countDown();
            loop.untilState(LOST);
            assertTrue(loop.network.unsent(0) > 0, "the frame is not sent, and never will be");
        }
    }
}
