package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.board.net.Frames.close;
import static wsat.board.net.Frames.frame;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/** One connection over real TCP, with servers that do what no real one would. */
class ConnectionTest {
    private final Loop loop = new Loop(1, 8192);

    @AfterEach
    void stopLoop() {
        loop.close();
    }

    private void assertLost(String line) {
        loop.untilState(WebSocketPort.LOST);
        assertEquals(1, loop.log.size(), loop.log.toString());
        assertTrue(loop.logged(line), loop.log.toString());
        assertEquals(WebSocketPort.NOT_OPEN, loop.network.send(0, 1, true, new byte[1], 0, 1));
    }

    @Test
    void framesInTheSegmentOfTheUpgradeAreNotLost() {
        try (RawServer server = new RawServer(peer ->
                peer.upgrade(frame(0x81, "one"), frame(0x89, "p"), frame(0x81, "two"), close(1000, "")).readEnd())) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/", 1024));
            assertEquals("one", loop.text());
            assertEquals("two", loop.text());
            loop.untilState(WebSocketPort.CLOSING);
        }
    }

    @Test
    void aResponseHeadMayComeByteByByte() {
        try (RawServer server = new RawServer(peer -> {
            for (byte b : Frames.upgrade(peer.request())) {
                peer.send(new byte[] {b});
            }
            peer.send(frame(0x81, "slow")).readEnd();
        })) {
            assertEquals("slow", loop.open(server).text());
        }
    }

    @Test
    void aRefusedUpgradeIsLoggedWithItsStatusLine() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.send(Frames.ascii("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno")).readEnd();
        })) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/secret?key=1", 1024));
            assertLost("link 0: the server answered \"HTTP/1.1 401 Unauthorized\"");
            loop.untilDone(server);
        }
    }

    @Test
    void anEndlessResponseHeadIsNotReadForever() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.send(Frames.ascii("HTTP/1.1 101 Switching Protocols\r\nX: " + "x".repeat(20_000)));
        })) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/", 1024));
            assertLost("the response head is longer than 16384 bytes");
        }
    }

    @Test
    void aServerThatEndsInsteadOfAnsweringIsLost() {
        try (RawServer server = new RawServer(RawServer.Peer::request)) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/", 1024));
            assertLost("waiting for the answer to the upgrade: the server ended the connection; a server that wants "
                    + "TLS may end it so, try wss://");
        }
    }

    @Test
    void aProtocolErrorIsToldToTheServer() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(frame(0x81, "fine"), frame(0xC1, "not fine"));
            assertEquals("1002 a reserved bit is set", peer.readClose());
            peer.send(frame(0x81, "this is discarded")).fin();
            assertEquals(0, peer.readEnd());
        })) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/", 1024));
            assertEquals("fine", loop.text());
            assertLost("closed with 1002");
            loop.untilDone(server);
        }
    }

    @Test
    void aProtocolErrorIsToldEvenWhenTheLinkIsDroppedAtOnce() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(frame(0x81, new byte[] {-1}));
            assertEquals("1007 text is not UTF-8", peer.readClose());
            peer.fin();
            assertEquals(0, peer.readEnd());
        })) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/", 1024));
            loop.until("the error", () -> {
                assertFalse(loop.network.receive(0, false, loop.chunk));
                return loop.network.state(0) == WebSocketPort.LOST;
            });
            loop.network.drop(0);
            assertEquals(WebSocketPort.IDLE, loop.network.state(0));
            loop.untilDone(server);
        }
    }

    @Test
    void whatCameBeforeTheEndIsDeliveredAndHalfAFrameIsNot() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(frame(0x81, "one"), frame(0x81, "two"), Frames.header(0x81, 100), new byte[] {'x'});
            peer.fin();
            peer.readEnd();
        })) {
            loop.open(server).untilDone(server);
            assertEquals("one", loop.text());
            assertEquals("two", loop.text());
            loop.until("the end", () -> {
                assertFalse(loop.network.receive(0, false, loop.chunk));
                return loop.network.state(0) == WebSocketPort.LOST;
            });
            assertLost("the server ended the connection, without a close frame, in the middle of a frame or message;"
                    + " bytes of it that are dropped: 1");
        }
    }

    @Test
    void aLentChunkOutlivesTheConnection() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(frame(0x81, "still here"));
            peer.fin();
            peer.readEnd();
        })) {
            loop.open(server).next();
            loop.untilState(WebSocketPort.LOST);
            assertTrue(loop.network.receive(0, false, loop.chunk));
            assertEquals("still here", new String(loop.take(), StandardCharsets.UTF_8));
            assertFalse(loop.network.receive(0, false, loop.chunk));
        }
    }

    @Test
    void aChunkStaysTheSameUntilItIsWhollyGivenBack() {
        try (RawServer server = new RawServer(peer -> peer.upgrade(frame(0x81, "abc"), frame(0x82, "")).readEnd())) {
            loop.open(server).next();
            byte[] bytes = loop.chunk.bytes;
            int start = loop.chunk.start;
            loop.network.release(0, 2);
            assertTrue(loop.network.receive(0, false, loop.chunk));
            assertEquals(3, loop.chunk.length);
            assertEquals(start, loop.chunk.start);
            assertEquals(bytes, loop.chunk.bytes);
            loop.network.release(0, 1);
            assertEquals(0, loop.next().length);
            assertEquals(2, loop.chunk.opcode);
            loop.network.release(0, 0);
            assertFalse(loop.network.receive(0, false, loop.chunk));
        }
    }

    @Test
    void aResetIsLost() {
        try (RawServer server = new RawServer(peer -> peer.upgrade().reset())) {
            loop.open(server);
            assertLost("the connection broke: Connection reset");
        }
    }

    @Test
    void aPingIsAnsweredWhileAChunkIsLentAndADataFrameWaits() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(frame(0x82, new byte[1024]), frame(0x89, "1"), frame(0x89, "2"), frame(0x82, new byte[1024]));
            assertEquals("1", new String(peer.read().payload, StandardCharsets.UTF_8));
            assertEquals("2", new String(peer.read().payload, StandardCharsets.UTF_8));
        })) {
            loop.open(server).next();
            loop.untilDone(server);
            assertEquals(1024, loop.take().length);
            assertEquals(1024, loop.unit().length);
        }
    }

    @Test
    void anyOpcodeAndFinIsSentAsAsked() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade();
            for (int first = 0; first < 16; first++) {
                for (int fin = 0; fin <= 128 && first != 8; fin += 128) {
                    peer.read();
                    assertEquals(first | fin, peer.first);
                    assertEquals("payload", new String(peer.payload, StandardCharsets.UTF_8));
                }
            }
        })) {
            loop.open(server);
            for (int opcode = 0; opcode < 16; opcode++) {
                for (int fin = 0; fin <= 128 && opcode != 8; fin += 128) {
                    loop.send(opcode, fin == 128, Frames.ascii("payload"));
                }
            }
            loop.untilDone(server);
        }
    }

    @Test
    void theServersCloseIsAnsweredWithItsCode() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(close(1001, "going"));
            assertEquals("1001 going", peer.readClose());
            peer.fin();
            assertEquals(0, peer.readEnd());
        })) {
            loop.open(server).untilState(WebSocketPort.CLOSED);
            loop.untilDone(server);
            assertFalse(loop.network.closeSent(0));
        }
    }

    @Test
    void aServerThatKeepsTcpOpenAfterItsCloseIsGivenASecond() {
        try (RawServer server = new RawServer(peer -> peer.upgrade(close(1000, "")).readEnd())) {
            loop.open(server).untilState(WebSocketPort.CLOSING);
            loop.pass(999);
            assertEquals(WebSocketPort.CLOSING, loop.network.state(0));
            loop.pass(1);
            loop.untilState(WebSocketPort.CLOSED).untilDone(server);
        }
    }

    @Test
    void aServerThatIgnoresTheHostsCloseIsGivenTenSeconds() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(frame(0x81, "data goes on"));
            assertEquals("1000 ", peer.readClose());
            peer.send(frame(0x81, "and on")).readEnd();
        })) {
            loop.open(server).send(8, true, new byte[] {3, (byte) 0xE8});
            assertEquals("data goes on", loop.text());
            assertEquals("and on", loop.text());
            loop.pass(9_999);
            assertEquals(WebSocketPort.OPEN, loop.network.state(0));
            loop.pass(1);
            loop.untilState(WebSocketPort.CLOSED).untilDone(server);
        }
    }

    @Test
    void onlyOneCloseFrameIsSent() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade();
            assertEquals("1000 ", peer.readClose());
            peer.send(close(1000, "")).fin();
            assertEquals(0, peer.readEnd());
        })) {
            loop.open(server).send(8, true, new byte[] {3, (byte) 0xE8}).untilState(WebSocketPort.CLOSED);
            loop.untilDone(server);
        }
    }

    @Test
    void theEndOfTcpAfterTheHostsCloseIsClosedToo() {
        try (RawServer server = new RawServer(peer -> peer.upgrade().readClose())) {
            loop.open(server).send(8, true, new byte[] {3, (byte) 0xE8}).untilState(WebSocketPort.CLOSED);
            assertEquals(0, loop.log.size(), loop.log.toString());
        }
    }

    @Test
    void aViolationAfterTheHostsCloseIsClosedTooAndHasNoSecondCloseFrame() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade();
            assertEquals("1000 ", peer.readClose());
            peer.send(frame(0xC1, "not fine")).fin();
            assertEquals(0, peer.readEnd());
        })) {
            loop.open(server).send(8, true, new byte[] {3, (byte) 0xE8});
            loop.until("the error", () -> {
                assertFalse(loop.network.receive(0, false, loop.chunk));
                return loop.network.state(0) != WebSocketPort.OPEN;
            });
            assertEquals(WebSocketPort.CLOSED, loop.network.state(0));
            assertTrue(loop.logged("after the host's close frame the server sent what it must not: a reserved bit"),
                    loop.log.toString());
            loop.untilDone(server);
        }
    }

    @Test
    void goodbyeWaitsForTheAnswerThroughDataAndEndsTcpInOrder() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade();
            assertEquals("frame before", new String(peer.read().payload, StandardCharsets.UTF_8));
            assertEquals("1000 ", peer.readClose());
            for (int i = 0; i < 100; i++) {
                peer.send(frame(0x82, new byte[5000]), frame(0x89, "p"));
            }
            peer.send(close(1000, "")).fin();
            for (int i = 0; i < 100; i++) {
                assertEquals(0x8A, peer.read().first);
            }
            assertEquals(0, peer.readEnd());
        })) {
            loop.open(server).send("frame before").network.close(0, 1000);
            loop.untilDone(server);
        }
    }

    @Test
    void goodbyeIsCutAfterTwoSeconds() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade().readClose();
            peer.readEnd();
        })) {
            loop.open(server).network.close(0, 1000);
            loop.turn();
            assertFalse(server.done());
            loop.pass(2_000);
            loop.untilDone(server);
            assertEquals(Long.MAX_VALUE, loop.network.nextDeadline());
        }
    }

    @Test
    void aSecondGoodbyeCutsTheFirst() {
        try (RawServer first = new RawServer(peer -> {
            peer.upgrade().readClose();
            peer.readEnd();
        }); RawServer second = new RawServer(peer -> {
            peer.upgrade().readClose();
            peer.readEnd();
        })) {
            loop.open(first).network.close(0, 1000);
            loop.open(second).network.close(0, 1000);
            loop.untilDone(first);
            assertFalse(second.done());
        }
    }

    @Test
    void aRefusedConnectionIsLost() throws IOException {
        try (RefusingPort nobody = new RefusingPort()) {
            loop.network.open(0, Loop.request("127.0.0.1", nobody.port, "/", 1024));
            assertLost("link 0: 127.0.0.1:" + nobody.port + ": Connection refused");
        }
    }

    @Test
    void aNameThatDoesNotExistIsLost() {
        loop.network.open(0, Loop.request("no-such-host", 80, "/", 1024));
        assertLost("link 0: no such host: no-such-host");
        loop.network.drop(0);
        loop.log.clear();
        loop.network.open(0, Loop.request("1:2:3", 80, "/", 1024));
        assertLost("link 0: no such host: 1:2:3");
    }

    @Test
    void theNextAddressIsTried() {
        try (RawServer server = new RawServer(peer -> peer.upgrade(frame(0x81, "second")).readEnd())) {
            loop.network.open(0, Loop.request("two-addresses", server.port, "/", 1024));
            assertEquals("second", loop.text());
            assertTrue(loop.logged("127.0.0.2:" + server.port + ": Connection refused; trying another address"));
        }
    }

    @Test
    void anIpv6AddressIsReachedAndTheHostIsNamedAsAsked() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            OpenRequest asked = Loop.request("::1", listener.getLocalPort(), "/", 1024);
            asked.hostHeader.set("[::1]:7");
            loop.network.open(0, asked);
            try (java.net.Socket socket = listener.accept()) {
                RawServer.Peer peer = new RawServer.Peer(socket);
                loop.turn();
                String request = peer.request();
                assertTrue(request.contains("\r\nHost: [::1]:7\r\n"), request);
                peer.send(Frames.upgrade(request));
                loop.untilState(WebSocketPort.OPEN);
            }
        }
    }

    /** A listener whose backlog is full answers no SYN. */
    @Test
    void anAddressThatDoesNotAnswerHasItsTime() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Loop crowd = new Loop(8, 1024)) {
            for (int i = 0; i < 8; i++) {
                crowd.network.open(i, Loop.request("127.0.0.1", listener.getLocalPort(), "/", 1024));
            }
            loop.network.open(0, Loop.request("127.0.0.1", listener.getLocalPort(), "/", 1024));
            loop.turn();
            loop.pass(29_999);
            assertEquals(WebSocketPort.OPENING, loop.network.state(0));
            loop.pass(1);
            assertLost("link 0: 127.0.0.1:" + listener.getLocalPort() + ": timed out");
        }
    }

    @Test
    void givingUpSaysWhatWasUnderWay() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.readEnd();
        })) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/", 1024));
            loop.until("the upgrade", () -> loop.network.nextDeadline() == Long.MAX_VALUE);
            loop.network.drop(0);
            assertEquals("[link 0: given up while waiting for the answer to the upgrade]", loop.log.toString());
            loop.untilDone(server);
        }
    }

    @Test
    void anAnswerForADroppedLinkIsIgnored() {
        loop.network.open(0, Loop.request("localhost", 9, "/", 1024));
        loop.network.drop(0);
        try (RawServer server = new RawServer(peer -> peer.upgrade(frame(0x81, "mine")).readEnd())) {
            assertEquals("mine", loop.open(server).text());
        }
    }

    @Test
    void aModeWithoutAcceptedCertificatesIsLost() {
        loop.beginSecure("127.0.0.1", 443, "/", 1024, 2);
        assertLost("auth mode 2 has no certificates that were accepted");
    }

    @Test
    void theRequestIsNeverLogged() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.send(Frames.ascii("HTTP/1.1 403 Forbidden\r\n\r\n"));
        })) {
            OpenRequest request = Loop.request("127.0.0.1", server.port, "/path?token=SECRET", 1024);
            request.authorization.append("Bearer SECRET");
            request.headers.append("X-Key: SECRET\r\n");
            request.protocol.append("SECRET");
            loop.network.open(0, request);
            loop.untilState(WebSocketPort.LOST);
            assertFalse(loop.logged("SECRET"), loop.log.toString());
        }
    }
}
