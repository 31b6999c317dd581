package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/** Against npm's ws. */
class NodeTest {
    private static Server server;
    private final Loop loop = new Loop(3, 128 * 1024);

    @BeforeAll
    static void start() throws IOException {
        server = Server.node();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void stopLoop() {
        loop.close();
    }

    @Test
    void textComesBackAsText() {
        loop.open(server.port, "/echo", 1024).send("héllo, wörld");
        assertEquals(1, loop.next().opcode);
        assertTrue(loop.chunk.fin);
        assertTrue(loop.chunk.last);
        assertEquals("héllo, wörld", new String(loop.take(), StandardCharsets.UTF_8));
        assertEquals(0, loop.network.unsent(0));
    }

    @Test
    void everySizeAroundAHeadersComesBackInOneChunk() {
        loop.open(server.port, "/echo", 128 * 1024);
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 2, 124, 125, 126, 127, 128, 1000, 65534, 65535, 65536, 65537, 131072}) {
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            loop.send(2, true, payload).next();
            assertEquals(2, loop.chunk.opcode);
            assertEquals(size, loop.chunk.unitLength);
            assertEquals(0, loop.chunk.offset);
            assertTrue(loop.chunk.last);
            assertArrayEquals(payload, loop.take());
        }
    }

    @Test
    void aLongFrameIsCutExactlyAtTheBufferSize() {
        loop.open(server.port, "/echo", 1000).send(2, true, new byte[2500]);
        for (int i = 0; i < 3; i++) {
            loop.next();
            assertEquals(2500, loop.chunk.unitLength);
            assertEquals(i * 1000, loop.chunk.offset);
            assertEquals(i < 2 ? 1000 : 500, loop.chunk.length);
            assertEquals(i == 2, loop.chunk.last);
            loop.take();
        }
    }

    @Test
    void fragmentsOfOursAreOneMessage() {
        loop.open(server.port, "/echo", 1024);
        loop.send(1, false, "one ".getBytes()).send(0, false, "two ".getBytes()).send(0, true, "three".getBytes());
        assertEquals("one two three", loop.text());
    }

    @Test
    void fragmentsOfTheServerStandForThemselves() {
        loop.open(server.port, "/fragments", 1024).send("abcdef");
        String[] expected = {"ab", "cd", "ef"};
        for (int i = 0; i < 3; i++) {
            assertEquals(i == 0 ? 1 : 0, loop.next().opcode);
            assertEquals(i == 2, loop.chunk.fin);
            assertTrue(loop.chunk.last);
            assertEquals(expected[i], new String(loop.take(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void fragmentsOfTheServerAreJoinedOnRequest() {
        loop.wholeMessages = true;
        loop.open(server.port, "/fragments", 1024).send("abcdef").next();
        assertEquals(1, loop.chunk.opcode);
        assertTrue(loop.chunk.fin);
        assertTrue(loop.chunk.last);
        assertEquals(6, loop.chunk.unitLength);
        assertEquals("abcdef", new String(loop.take(), StandardCharsets.UTF_8));
    }

    @Test
    void theServerSeesTheHeadersInOrder() {
        OpenRequest request = Loop.request("127.0.0.1", server.port, "/request?q=1&r=2", 1024);
        request.protocol.append("ocpp1.6, other");
        request.authorization.append("Basic dTpw");
        request.headers.append("X-One: 1\r\nX-Two: zwei \r\n");
        request.hostHeader.set("127.0.0.1:" + server.port);
        loop.network.open(0, request);
        String[] lines = loop.untilState(WebSocketPort.OPEN).text().split("\n");
        assertEquals("GET /request?q=1&r=2", lines[0]);
        assertEquals("Connection: Upgrade", lines[1]);
        assertEquals("Host: 127.0.0.1:" + server.port, lines[2]);
        assertEquals("User-Agent: ESP32 Websocket Client", lines[3]);
        assertEquals("Upgrade: websocket", lines[4]);
        assertEquals("Sec-WebSocket-Version: 13", lines[5]);
        assertTrue(lines[6].matches("Sec-WebSocket-Key: [A-Za-z0-9+/]{22}=="), lines[6]);
        assertEquals("Sec-WebSocket-Protocol: ocpp1.6, other", lines[7]);
        assertEquals("Authorization: Basic dTpw", lines[8]);
        assertEquals("X-One: 1", lines[9]);
        assertEquals("X-Two: zwei", lines[10]);
        assertEquals(11, lines.length);
    }

    @Test
    void aPingIsAnsweredAndAPongCounted() {
        loop.open(server.port, "/ping", 1024);
        assertEquals("pong are you there?", loop.text());
        loop.send(9, true, new byte[0]).until("a pong", () -> loop.network.pongs(0) == 1);
        loop.send(9, true, new byte[125]).until("a pong", () -> loop.network.pongs(0) == 2);
    }

    @Test
    void theServerClosesAndIsAnswered() {
        loop.open(server.port, "/close", 1024).send("4001 enough\u0007");
        loop.untilState(WebSocketPort.CLOSED);
        loop.until("the server to agree", () -> server.hasSaid("/close closed 4001 enough\u0007"));
        assertTrue(loop.logged(
                "link 0: the server closed with 4001, a code of its application's own: \"enough\u0007\""),
                loop.log.toString());
        loop.network.drop(0);
        assertEquals(WebSocketPort.IDLE, loop.network.state(0));
    }

    @Test
    void aCloseFrameOfTheHostEndsInClosed() {
        loop.open(server.port, "/echo/by-host", 1024).send(8, true, new byte[] {0x0F, (byte) 0xA1, 'b', 'y', 'e'});
        assertTrue(loop.network.closeSent(0));
        for (int opcode = 0; opcode < 16; opcode++) {
            assertEquals(WebSocketPort.NOT_OPEN, loop.network.send(0, opcode, true, new byte[0], 0, 0));
        }
        loop.untilState(WebSocketPort.CLOSED);
        loop.until("the server to agree", () -> server.hasSaid("/echo/by-host closed 4001 bye"));
    }

    @Test
    void closeSaysGoodbyeInTheBackgroundAndTheLinkIsFreeAtOnce() {
        loop.open(server.port, "/echo/goodbye", 1024).network.close(0, 1000);
        assertEquals(WebSocketPort.IDLE, loop.network.state(0));
        loop.open(server.port, "/echo", 1024);
        loop.until("the goodbye", () -> server.hasSaid("/echo/goodbye closed 1000 "));
        assertEquals("still works", loop.send("still works").text());
    }

    @Test
    void dropCutsWithoutAWord() {
        loop.open(server.port, "/echo/drop", 1024).network.drop(0);
        loop.until("the server to notice", () -> server.hasSaid("/echo/drop closed 1006 "));
    }

    @Test
    void aServerThatVanishesIsLost() {
        loop.open(server.port, "/vanish", 1024).send("now").untilState(WebSocketPort.LOST);
        assertEquals(1, loop.log.size(), loop.log.toString());
    }

    @Test
    void aNameIsLookedUp() {
        loop.network.open(0, Loop.request("localhost", server.port, "/echo", 1024));
        loop.untilState(WebSocketPort.OPEN);
        assertEquals("found", loop.send("found").text());
    }

    @Test
    void threeLinksDoNotMindEachOther() {
        for (int link = 0; link < 3; link++) {
            loop.network.open(link, Loop.request("127.0.0.1", server.port, "/echo", 1024));
        }
        for (int i = 0; i < 3; i++) {
            int link = i;
            byte[] payload = {(byte) link};
            loop.until("open", () -> loop.network.state(link) == WebSocketPort.OPEN);
            assertEquals(WebSocketPort.TAKEN, loop.network.send(link, 2, true, payload, 0, 1));
        }
        for (int i = 2; i >= 0; i--) {
            int link = i;
            loop.until("data", () -> loop.network.receive(link, false, loop.chunk));
            assertEquals(link, loop.chunk.bytes[loop.chunk.start]);
            loop.network.release(link, 1);
        }
    }
}
