package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.board.net.Frames.frame;
import static wsat.port.WebSocketPort.LOST;
import static wsat.port.WebSocketPort.OPEN;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wsat.board.text.Latin1;
import wsat.port.Text;

/** What a host can hear of the answer to its opening, and of the server's pings. */
class AnswerHeadTest {
    private final Loop loop = new Loop(1, 1024);
    private final Text line = new Text(20);

    @AfterEach
    void stop() {
        loop.close();
    }

    private String line(int index) {
        return loop.network.head(0, index, line) ? Latin1.string(line) : null;
    }

    @Test
    void theHeadIsToldLineByLineAsFarAsThereIsRoomUntilTheNextOpening() {
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.upgrade(peer.request(), "X-Folded:  a\r\n b\r\nX-Long: 0123456789abcdef\r\n"));
            peer.in.read();
        })) {
            loop.open(server);
            assertEquals("HTTP/1.1 101 Switchi", line(0));
            int fields = 1;
            while (line(fields) != null) {
                fields++;
            }
            assertEquals("X-Folded: a b", line(fields - 2));
            assertEquals("X-Long: 0123456789ab", line(fields - 1));
            loop.network.drop(0);
            assertEquals("X-Folded: a b", line(fields - 2), "a connection that was dropped has had an answer");
            loop.network.open(0, Loop.request("127.0.0.1", 1, "/", 100));
            assertFalse(loop.network.head(0, 0, line));
        }
    }

    @Test
    void aRefusalHasAHead() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n".getBytes());
            peer.in.read();
        })) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/", 100));
            loop.untilState(LOST);
            assertEquals("HTTP/1.1 429 Slow", line(0));
            assertEquals("Retry-After: 7", line(1));
            loop.network.drop(0);
            assertEquals("Retry-After: 7", line(1));
        }
    }

    @Test
    void whatIsNoHttpHasNone() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.send("220 mail.example ESMTP\r\n".getBytes());
            peer.in.read();
        })) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/", 100));
            loop.untilState(LOST);
            assertFalse(loop.network.head(0, 0, line));
        }
    }

    @Test
    void pingsAreCountedOverAllConnections() {
        for (int round = 1; round <= 2; round++) {
            int pings = 2 * round;
            try (RawServer server = new RawServer(peer -> {
                peer.upgrade(frame(0x89, "one"), frame(0x89, "two")).read(); // a pong
                peer.read();
                peer.in.read();
            })) {
                loop.open(server);
                loop.until("two pings", () -> loop.network.pings(0) == pings);
                assertTrue(loop.network.state(0) == OPEN);
                loop.network.drop(0);
                assertEquals(pings, loop.network.pings(0));
            }
        }
    }
}
