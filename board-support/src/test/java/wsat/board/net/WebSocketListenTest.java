package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.board.text.Latin1;
import wsat.board.tls.Pki;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/** WebSocket clients that come: Python's websockets, npm's ws, and raw ones that do what they should not. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebSocketListenTest {
    /** The example of RFC 6455, 1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final Loop loop = new Loop(3, 65_536);
    private final ListenPort listeners = loop.network.listeners();
    private final ListenRequest request = new ListenRequest();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        loop.close();
    }

    private void listen() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            request.port = free.getLocalPort();
        }
        request.webSocket = true;
        request.origins = new Text(200);
        assertEquals(0, listeners.listen(0, request));
        listeners.welcome(0, 3);
    }

    private void listenSecure() throws IOException {
        listeners.configure(0, 1, FakeSlot.of(Pki.chainPem("server")), FakeSlot.of(Pki.keyPem("server")), null);
        loop.until("the slots", () -> listeners.configured(0) != ListenPort.CHECKING);
        assertEquals(ListenPort.ACCEPTED, listeners.configured(0), loop.log.toString());
        request.secure = true;
        request.authMode = 1;
        listen();
    }

    private void accept(int link) {
        loop.until("a client", () -> listeners.arrived(0));
        listeners.accept(0, link, 1024);
        assertEquals(WebSocketPort.OPEN, loop.network.state(link));
    }

    private Socket client(String head) throws IOException {
        Socket client = new Socket("127.0.0.1", request.port);
        client.setSoTimeout(60_000);
        open.add(client);
        client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return client;
    }

    private static String head(String... more) {
        return "GET /chat HTTP/1.1\r\nHost: board.local:8080\r\nUpgrade: websocket\r\n"
                + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n"
                + (more.length == 0 ? "" : String.join("\r\n", more) + "\r\n") + "\r\n";
    }

    /** All that a client hears until the end; while it waits, the loop turns. */
    private String hears(Socket client) {
        String[] heard = new String[1];
        Thread reading = new Thread(() -> {
            try {
                client.shutdownOutput();
                heard[0] = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                heard[0] = e.toString();
            }
        });
        reading.start();
        loop.until("the end", () -> !reading.isAlive());
        return heard[0];
    }

    private DataInputStream upgraded(Socket client, int link) throws IOException {
        accept(link);
        loop.turn();
        DataInputStream in = new DataInputStream(client.getInputStream());
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            answer.append((char) in.readUnsignedByte());
        }
        assertEquals("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + ACCEPT + "\r\n\r\n", answer.toString());
        return in;
    }

    /** A masked frame, as RFC 6455, 5.7 has one. */
    private static byte[] masked(int first, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        byte[] key = {0x37, (byte) 0xfa, 0x21, 0x3d};
        byte[] frame = new byte[6 + bytes.length];
        frame[0] = (byte) first;
        frame[1] = (byte) (0x80 | bytes.length);
        System.arraycopy(key, 0, frame, 2, 4);
        for (int i = 0; i < bytes.length; i++) {
            frame[6 + i] = (byte) (bytes[i] ^ key[i % 4]);
        }
        return frame;
    }

    private static byte[] read(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    @Test
    void framesPassBothWaysUnmaskedFromHereAndMaskedFromThere() throws Exception {
        listen();
        Socket client = client(head());
        DataInputStream in = upgraded(client, 0);
        LinkInfo info = new LinkInfo();
        loop.network.info(0, info);
        assertEquals("/chat", Latin1.string(info.target));
        assertEquals("0 0", info.framesOut + " " + info.bytesOut, "the answer to the request is no frame");
        assertEquals("127.0.0.1 " + client.getLocalPort(), Latin1.string(info.address) + " " + info.port);
        for (byte b : masked(0x81, "Hello")) {
            client.getOutputStream().write(b);
            loop.turn();
        }
        assertEquals("Hello", loop.text());
        loop.send(1, true, "Hello".getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(new byte[] {(byte) 0x81, 5, 'H', 'e', 'l', 'l', 'o'}, read(in, 7));
        client.getOutputStream().write(masked(0x89, "ping"));
        loop.until("the ping", () -> loop.network.arrivals(0) > 5);
        loop.turn();
        assertArrayEquals(new byte[] {(byte) 0x8A, 4, 'p', 'i', 'n', 'g'}, read(in, 6));
        client.getOutputStream().write(masked(0x01, "Hel"));
        client.getOutputStream().write(masked(0x80, "lo"));
        assertEquals("Hel", loop.text());
        assertEquals("lo", loop.text());
        client.getOutputStream().write(masked(0x88, ""));
        loop.untilState(WebSocketPort.CLOSED);
        assertEquals(0x88, in.readUnsignedByte());
        int length = in.readUnsignedByte();
        read(in, length);
        assertEquals(-1, in.read(), "the server ends TCP");
    }

    @Test
    void anUnmaskedFrameFailsTheLink() throws Exception {
        listen();
        Socket client = client(head());
        DataInputStream in = upgraded(client, 0);
        client.getOutputStream().write(new byte[] {(byte) 0x81, 2, 'h', 'i'});
        loop.untilState(WebSocketPort.LOST);
        assertEquals(0x88, in.readUnsignedByte());
        int length = in.readUnsignedByte();
        assertEquals(1002, in.readUnsignedShort());
        read(in, length - 2);
        assertEquals(-1, in.read());
        Ending ending = new Ending();
        loop.network.ending(0, ending);
        assertEquals(Ending.PROTOCOL, ending.stage);
        assertTrue(loop.log.toString().contains("a client's frame is not masked"), loop.log.toString());
        assertEquals(List.of(), loop.warnings);
    }

    @Test
    void whatIsNoUpgradeGetsAnAnswerThatSaysWhy() throws Exception {
        request.path.append("/chat");
        listen();
        String[][] all = {
            {"400", "nonsense\r\n\r\n"},
            {"400", head().replace("Host: board.local:8080\r\n", "")},
            {"400", head("Host: again")},
            {"400", head("Content-Length: 5")},
            {"400", head(" folded: line")},
            {"400", head("bad name: x")},
            {"400", head().replace("HTTP/1.1", "HTTP/1.0")},
            {"400", head().replace(KEY, "short")},
            {"400", head("Sec-WebSocket-Key: " + KEY)},
            {"405", head().replace("GET", "POST")},
            {"404", head().replace("/chat", "/other")},
            {"426", "GET /chat HTTP/1.1\r\nHost: board\r\n\r\n"},
            {"426", head().replace("Version: 13", "Version: 8")},
            {"403", head("Origin: https://evil.example")},
            {"403", head("Origin: null")},
            {"403", head("Origin: file://")},
        };
        for (String[] one : all) {
            String heard = hears(client(one[1]));
            assertTrue(heard.startsWith("HTTP/1.1 " + one[0] + " ") && heard.contains("\r\nConnection: close\r\n"),
                    one[1] + heard);
            assertFalse(listeners.arrived(0));
        }
        assertTrue(hears(client(head().replace("Version: 13", "Version: 8")))
                .contains("\r\nSec-WebSocket-Version: 13\r\n"), "RFC 6455, 4.4");
        assertEquals(List.of(), loop.warnings, "who comes cannot fill the log");
    }

    /** A client may have gone before the host is told that it came: what the host is told is whole. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoHasGoneAlreadyIsKnown(boolean reset) throws Exception {
        listen();
        Socket client = client(head());
        int port = client.getLocalPort();
        loop.until("a client", () -> listeners.arrived(0));
        client.setSoLinger(reset, 0);
        client.close();
        accept(0);
        LinkInfo info = new LinkInfo();
        loop.network.info(0, info);
        assertEquals("/chat 127.0.0.1 " + port, Latin1.string(info.target) + " " + Latin1.string(info.address) + " "
                + info.port);
        loop.until("its end", () -> loop.network.state(0) == WebSocketPort.LOST);
        assertFalse(loop.log.toString().contains("TLS"), loop.log.toString());
    }

    @Test
    void originsAreTheHostsOwnOrNamed() throws Exception {
        listen();
        client(head("Origin: http://BOARD.local:8080"));
        accept(0);
        loop.network.drop(0);
        request.origins.append("https://app.example null");
        for (String origin : new String[] {"https://app.example", "null", "file://"}) {
            client(head("Origin: " + origin));
            accept(0);
            loop.network.drop(0);
        }
        assertTrue(hears(client(head("Origin: http://app.example"))).startsWith("HTTP/1.1 403 "));
        request.origins.set("*");
        client(head("Origin: http://anything.example"));
        accept(0);
    }

    @Test
    void whoIsSlowOrTooLongIsCutOff() throws Exception {
        listen();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < Listener.SHAKING_MAX; i++) {
            slow.add(client("GET /chat HTTP/1.1\r\nHost: b\r\n"));
        }
        Socket endless = client("GET /" + "a".repeat(UpgradeArrival.HEAD_MAX));
        loop.until("the limit", () -> loop.log.toString().contains("longer than 8192 bytes"));
        Socket early = client(head() + "too early");
        loop.until("the early one", () -> loop.log.toString().contains("did not wait for the answer"));
        Socket tls = client("\u0016\u0003\u0001");
        loop.until("TLS", () -> loop.log.toString().contains("speaks TLS, and this server does not"));
        client(head());
        accept(0); // those that are slow do not keep it out
        slow.get(7).getOutputStream().write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
        loop.turn();
        loop.pass(Listener.HANDSHAKE_MILLIS + 1);
        loop.turn();
        for (Socket one : List.of(endless, early, tls, slow.get(7), slow.get(0))) {
            String heard = hears(one);
            assertTrue(heard.isEmpty() || heard.contains("Exception"), heard);
        }
        assertFalse(listeners.arrived(0));
    }

    private static final String PYTHON = """
            import asyncio, ssl, sys, websockets
            async def main():
                tls = None
                if sys.argv[1].startswith('wss'):
                    tls = ssl.create_default_context(cafile=sys.argv[2])
                    tls.check_hostname = False
                async with websockets.connect(sys.argv[1], ssl=tls, subprotocols=['b', 'a'], max_size=None) as s:
                    assert s.subprotocol == 'a', s.subprotocol
                    for message in ('', 'gr\\u00fcn', b'\\0\\1\\xff', 'x' * 70000, b'y' * 200000):
                        await s.send(message)
                        back = bytearray() if isinstance(message, bytes) else ''
                        while len(back) < len(message):
                            back += await s.recv()
                        assert back == message, (len(back), len(message))
                        if not message:
                            assert await s.recv() == ''
                    await (await s.ping())
                    await s.close(4000, 'done')
                print('fine', s.close_code)
            asyncio.run(main())
            """;

    private static final String NODE = """
            const WebSocket = require('ws');
            const s = new WebSocket(process.argv[1], ['b', 'a'], {rejectUnauthorized: false});
            const wanted = ['one', Buffer.from([0, 1, 255]), 'x'.repeat(1000)];
            let n = 0;
            s.on('open', () => { if (s.protocol !== 'a') throw s.protocol; s.send(wanted[0]); });
            s.on('message', (data, binary) => {
                if (Buffer.compare(Buffer.from(wanted[n]), data)) throw 'difference at ' + n;
                if (++n < wanted.length) s.send(wanted[n]); else s.close(4000, 'done');
            });
            s.on('close', (code) => { console.log('fine ' + code); });
            """;

    /** Sends frames back until a process has ended. @return what it has said */
    private String echo(Process client) {
        loop.until("the client", () -> {
            if (listeners.arrived(0)) {
                listeners.accept(0, 0, 1024);
            }
            if (loop.network.receive(0, false, loop.chunk)) {
                int opcode = loop.chunk.offset == 0 ? loop.chunk.opcode : 0;
                boolean fin = loop.chunk.fin && loop.chunk.last;
                if (loop.network.send(0, opcode, fin, loop.chunk.bytes, loop.chunk.start,
                        loop.chunk.length) == WebSocketPort.TAKEN) {
                    loop.network.release(0, loop.chunk.length);
                }
            }
            return !client.isAlive();
        });
        try {
            output.reset();
            output.write(client.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private Process process(Path folder, String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
            open.add(process::destroyForcibly);
            return process;
        } catch (IOException e) {
            assumeTrue(false, "there is no " + command[0]);
            throw e;
        }
    }

    @Test
    void pythonComesWithAndWithoutTls() throws Exception {
        request.protocols.append("c,a,b");
        boolean there = new ProcessBuilder("/usr/bin/python3", "-c", "import websockets").start().waitFor() == 0;
        assumeTrue(there, "there is no python3-websockets");
        listen();
        Path here = Path.of("target").toAbsolutePath();
        assertEquals("fine 4000\n", echo(process(here, "/usr/bin/python3", "-c", PYTHON,
                "ws://127.0.0.1:" + request.port + "/x")));
        loop.untilState(WebSocketPort.CLOSED);
        loop.network.drop(0);
        listeners.unlisten(0);
        listenSecure();
        assertEquals("fine 4000\n", echo(process(here, "/usr/bin/python3", "-c", PYTHON,
                "wss://127.0.0.1:" + request.port + "/x", Pki.file("ws-root.crt", Pki.certificatePem("root")))));
    }

    @Test
    void nodeComesWithAndWithoutTls() throws Exception {
        request.protocols.append("c,a,b");
        try (Server installed = Server.node()) { // which installs ws
            assertTrue(installed.port > 0);
        }
        Path here = Path.of("target/node").toAbsolutePath();
        listen();
        assertEquals("fine 4000\n",
                echo(process(here, "node", "-e", NODE, "ws://127.0.0.1:" + request.port + "/")));
        loop.network.drop(0);
        listeners.unlisten(0);
        listenSecure();
        Process client = process(here, "node", "-e", NODE, "wss://127.0.0.1:" + request.port + "/");
        assertEquals("fine 4000\n", echo(client));
        assertTrue(client.waitFor(60, TimeUnit.SECONDS));
    }
}
