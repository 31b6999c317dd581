package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/** Against Python's websockets, which would compress if it were asked. */
class PythonTest {
    private static Server server;
    private final Loop loop = new Loop(1, 128 * 1024);

    @BeforeAll
    static void start() throws IOException {
        server = Server.python();
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
    void allSizesComeBack() {
        loop.open(server.port, "/echo", 128 * 1024);
        Random random = new Random(2);
        for (int size : new int[] {0, 1, 125, 126, 65535, 65536, 131072}) {
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            assertArrayEquals(payload, loop.send(2, true, payload).unit());
        }
        assertEquals("grün", loop.send("grün").text());
    }

    @Test
    void fragmentsAreJoinedBothWays() {
        loop.wholeMessages = true;
        loop.open(server.port, "/fragments", 1024).send(1, false, "the quick brown ".getBytes());
        loop.send(9, true, new byte[0]).send(0, true, "fox jumps".getBytes());
        assertEquals("the quick brown fox jumps", loop.text());
        assertEquals(1, loop.network.pongs(0));
    }

    @Test
    void theSubprotocolAndTheHeadersAreSeen() {
        OpenRequest request = Loop.request("127.0.0.1", server.port, "/request?a=%20b", 2048);
        request.protocol.append("ocpp1.6");
        request.headers.append("X-One: 1\r\n");
        loop.network.open(0, request);
        String seen = loop.untilState(WebSocketPort.OPEN).text();
        assertTrue(seen.startsWith("[\"/request?a=%20b\", \"ocpp1.6\", "), seen);
        assertTrue(seen.contains("[\"X-One\", \"1\"]"), seen);
    }

    @Test
    void aPingIsAnswered() {
        assertEquals("pong", loop.open(server.port, "/ping", 1024).text());
    }

    @Test
    void theServerCloses() {
        loop.open(server.port, "/close", 1024).send("3000 good night").untilState(WebSocketPort.CLOSED);
        assertTrue(loop.logged("the server closed with 3000, it wants authorization: \"good night\""),
                loop.log.toString());
        loop.until("the server to agree", () -> server.hasSaid("/close closed 3000 good night"));
    }

    @Test
    void theHostCloses() {
        loop.open(server.port, "/echo?host", 1024).send(8, true, new byte[] {3, (byte) 0xE9});
        loop.untilState(WebSocketPort.CLOSED);
        loop.until("the server to agree", () -> server.hasSaid("/echo?host closed 1001 "));
    }

    @Test
    void closeSaysGoodbye() {
        loop.open(server.port, "/echo?goodbye", 1024).network.close(0, 1000);
        loop.until("the server to agree", () -> server.hasSaid("/echo?goodbye closed 1000 "));
    }
}
