package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

@Timeout(600)
class RedirectTest {
    private final Loop loop = new Loop(1, 1024);
    private final Ending ending = new Ending();

    @AfterEach
    void close() {
        loop.close();
    }

    private static OpenRequest request(int port) {
        OpenRequest request = Loop.request("127.0.0.1", port, "/old/path?q", 1024);
        request.hostHeader.set("127.0.0.1:" + port);
        request.authorization.set("Bearer token");
        request.headers.set("X-One: 1\r\nCookie: secret\r\nauthorization: too\r\nX-Two: 2\r\n");
        request.redirects = 2;
        return request;
    }

    private static RawServer answering(String head) {
        return new RawServer(peer -> {
            peer.request();
            peer.send((head + "\r\nContent-Length: 0\r\n\r\n").getBytes());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void theOpeningGoesWhereTheServerSendsItAndLeavesItsSecretsBehind(int status) {
        List<String> asked = new ArrayList<>();
        try (RawServer second = new RawServer(peer -> {
            String head = peer.request();
            asked.add(head);
            peer.send(Frames.upgrade(head), Frames.frame(0x81, "here".getBytes()));
            peer.readEnd();
        }); RawServer first = answering("HTTP/1.1 " + status + " Elsewhere\r\nLocation: http://127.0.0.1:" + second.port
                + "/new?r=1")) {
            loop.network.open(0, request(first.port));
            assertEquals("here", loop.untilState(WebSocketPort.OPEN).text());
            String head = asked.get(0);
            assertTrue(head.startsWith("GET /new?r=1 HTTP/1.1\r\n"), head);
            assertTrue(head.contains("\r\nHost: 127.0.0.1:" + second.port + "\r\n"), head);
            assertTrue(head.contains("\r\nX-One: 1\r\nX-Two: 2\r\n"), head);
            assertTrue(!head.contains("token") && !head.contains("secret") && !head.contains("too"), head);
        }
    }

    @Test
    void withoutALeaveItIsAFailureAsBefore() {
        try (RawServer first = answering("HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/x")) {
            OpenRequest request = request(first.port);
            request.redirects = 0;
            loop.network.open(0, request);
            loop.untilState(WebSocketPort.LOST);
            loop.network.ending(0, ending);
            assertEquals(Ending.HTTP, ending.stage);
            assertEquals(302, ending.code);
            assertEquals("ws://127.0.0.1:1/x", Latin1.string(ending.location));
        }
    }

    @Test
    void aCircleEnds() {
        List<Integer> times = new CopyOnWriteArrayList<>();
        try (Circle circle = new Circle(times)) {
            OpenRequest request = request(circle.port);
            loop.network.open(0, request);
            loop.untilState(WebSocketPort.LOST);
            assertEquals(3, times.size(), "the first and two redirects");
            assertTrue(loop.logged("it is somewhere else, and is not followed any further (AT+WSREDIRECT), Location"),
                    loop.log.toString());
        }
    }

    /** A server that sends everybody to itself. */
    private static final class Circle implements AutoCloseable {
        final int port;
        private final java.net.ServerSocket listener;

        Circle(List<Integer> times) {
            try {
                listener = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress());
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            port = listener.getLocalPort();
            Thread thread = new Thread(() -> {
                while (true) {
                    try (java.net.Socket socket = listener.accept()) {
                        RawServer.Peer peer = new RawServer.Peer(socket);
                        peer.request();
                        times.add(times.size());
                        peer.send("HTTP/1.1 307 Again\r\nLocation: /again\r\n\r\n".getBytes());
                    } catch (java.io.IOException e) {
                        return; // closed
                    }
                }
            }, "circle");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() {
            try {
                listener.close();
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void whereItLeads() {
        OpenRequest from = request(8080);
        from.redirects = 5;
        OpenRequest to = Redirect.follow(from, "new");
        assertEquals("/old/new", Latin1.string(to.target));
        assertEquals("Bearer token", Latin1.string(to.authorization), "the same server knows it already");
        assertEquals(4, to.redirects);
        to = Redirect.follow(from, "//other.example/x");
        assertEquals("other.example", Latin1.string(to.host));
        assertEquals(80, to.port);
        assertEquals("other.example", Latin1.string(to.hostHeader));
        assertEquals("", Latin1.string(to.authorization));
        to = Redirect.follow(from, "https://[::1]:8443");
        assertTrue(to.secure);
        assertEquals("::1", Latin1.string(to.host));
        assertEquals("[::1]:8443", Latin1.string(to.hostHeader));
        assertEquals("/", Latin1.string(to.target));
        from.secure = true;
        assertNull(Redirect.follow(from, "http://127.0.0.1:8080/"), "never from wss to ws");
        assertNull(Redirect.follow(from, "ws://127.0.0.1:8080/"), "never from wss to ws");
        from.secure = false;
        for (String wrong : List.of("", "ftp://h/", "http:///x", "http://h:0/", "http://h:65536/", "http://h/\r\nX: y",
                "http://h/ x",
                "http://" + "h".repeat(300) + "/", "/" + "x".repeat(2000), "http://[::1/", "mailto:a@b")) {
            assertNull(Redirect.follow(from, wrong), wrong);
        }
    }
}
