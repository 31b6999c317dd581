package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.board.text.Latin1;
import wsat.board.tls.Pki;
import wsat.port.Ending;
import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.SocketPort;

/** The machine's own ports, and those who come to them: openssl, socat, and sockets that do what they should not. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenTest {
    private final Loop loop = new Loop(1, 1024);
    private final ListenPort listeners = loop.sockets.listeners();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private int port;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        loop.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private static ListenRequest request(int port) {
        ListenRequest request = new ListenRequest();
        request.port = port;
        return request;
    }

    private void listen(int clients) throws IOException {
        port = freePort();
        assertEquals(0, listeners.listen(0, request(port)));
        listeners.welcome(0, clients);
    }

    /** @param authMode 1 or 3, with clients of root */
    private void listenSecure(int authMode) throws IOException {
        listeners.configure(0, authMode, FakeSlot.of(Pki.chainPem("server")), FakeSlot.of(Pki.keyPem("server")),
                authMode == 3 ? FakeSlot.of(Pki.certificatePem("root")) : null);
        loop.until("the slots", () -> listeners.configured(0) != ListenPort.CHECKING);
        assertEquals(ListenPort.ACCEPTED, listeners.configured(0), loop.log.toString());
        ListenRequest request = request(freePort());
        request.secure = true;
        request.authMode = authMode;
        port = request.port;
        assertEquals(0, listeners.listen(0, request));
        listeners.welcome(0, 5);
    }

    private Socket client() throws IOException {
        Socket client = new Socket("127.0.0.1", port);
        client.setSoTimeout(60_000);
        open.add(client);
        return client;
    }

    private Plug accepted(int link) {
        loop.until("a client", () -> listeners.arrived(0));
        listeners.accept(0, link, 0);
        return new Plug(loop, link);
    }

    private static void assertReset(Socket client) {
        assertThrows(IOException.class, () -> {
            if (client.getInputStream().read() < 0) {
                client.getOutputStream().write(1);
                throw new AssertionError("it was ended in order, and not reset");
            }
        });
    }

    private Process process(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no " + command[0]);
            throw e;
        }
        open.add(process::destroyForcibly);
        return process;
    }

    /** All that a process has said until now. */
    private String said(Process process) {
        try {
            output.write(process.getInputStream().readNBytes(process.getInputStream().available()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aClientIsASocketAsAnyOther() throws Exception {
        listen(1);
        Socket client = client();
        Plug socket = accepted(2);
        assertEquals(SocketPort.OPEN, socket.state());
        assertEquals("127.0.0.1", Latin1.string(socket.info().address));
        assertEquals(client.getLocalPort(), socket.info().port);
        assertEquals(port, socket.info().localPort);
        client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        int before = loop.sockets.arrivals(2);
        assertEquals("hello", socket.text(5));
        assertTrue(loop.sockets.arrivals(2) != before || before != 0);
        socket.send("world");
        assertArrayEquals("world".getBytes(StandardCharsets.US_ASCII), client.getInputStream().readNBytes(5));
        client.shutdownOutput();
        socket.until(SocketPort.ENDED);
        socket.close();
        assertEquals(-1, client.getInputStream().read());
    }

    @Test
    void whoFindsNoRoomIsResetBeforeAByte() throws Exception {
        listen(1);
        client();
        loop.until("a client", () -> listeners.arrived(0));
        Socket second = client();
        loop.until("a refusal", () -> loop.logged("no link is free"));
        assertReset(second);
        Socket third = client();
        listeners.welcome(0, 2);
        listeners.refuse(0);
        loop.until("the third", () -> listeners.arrived(0));
        listeners.refuse(0);
        assertFalse(listeners.arrived(0));
        loop.turn();
        assertReset(third);
    }

    @Test
    void fiveHundredAtOnceAreRefusedInOrder() throws Exception {
        listen(5);
        List<Socket> clients = new ArrayList<>();
        Thread crowd = new Thread(() -> {
            for (int i = 0; i < 500; i++) {
                try {
                    clients.add(new Socket("127.0.0.1", port));
                } catch (IOException e) {
                    clients.add(null); // reset before connecting was over
                }
            }
        });
        crowd.start();
        for (int link = 0; link < 5; link++) {
            accepted(link);
            listeners.welcome(0, 4 - link);
        }
        loop.until("all of them", () -> !crowd.isAlive());
        loop.until("the refusals",
                () -> loop.everything.stream().filter(line -> line.contains("no link is free")).count() == 495);
        for (int i = 0; i < 500; i++) {
            if (clients.get(i) == null) {
                assertTrue(i >= 5, "one of the first has been sent away");
                continue;
            }
            clients.get(i).setSoTimeout(60_000);
            if (i < 5) {
                loop.sockets.send(i, new byte[] {(byte) i}, 0, 1, null, 0);
                assertEquals(i, clients.get(i).getInputStream().read());
            } else {
                assertReset(clients.get(i));
            }
            clients.get(i).close();
        }
    }

    @Test
    void itEndsAndWhoWaitsIsSentAway() throws Exception {
        listen(5);
        Socket first = client();
        Plug socket = accepted(0);
        Socket second = client();
        loop.until("the second", () -> listeners.arrived(0));
        listeners.unlisten(0);
        loop.turn();
        assertReset(second);
        assertThrows(IOException.class, this::client);
        socket.send("x");
        assertEquals('x', first.getInputStream().read());
        assertEquals(0, listeners.listen(0, request(port)), "the port may be had again at once");
    }

    @Test
    void aPortThatCannotBeHadSaysWhy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertEquals(Ending.EADDRINUSE, listeners.listen(0, request(taken.getLocalPort())));
        }
        assertTrue(loop.logged("cannot listen on loopback: Address already in use"), loop.log.toString());
        loop.network.listenOn(ListenAddress.of("192.0.2.1"));
        assertEquals(Ending.EADDRNOTAVAIL, listeners.listen(0, request(freePort())));
        assertEquals(Ending.EACCES, Errno.binding(new IOException("Permission denied"), true));
    }

    @Test
    void addressesAreAllLoopbackOrOne() throws Exception {
        assertEquals("[/0.0.0.0]", ListenAddress.USUAL.addresses(false).toString());
        assertEquals("[/0:0:0:0:0:0:0:0, /0.0.0.0]", ListenAddress.of("all").addresses(true).toString());
        assertEquals("[/127.0.0.1, /0:0:0:0:0:0:0:1]", ListenAddress.of("loopback").addresses(true).toString());
        assertEquals("[/10.0.0.1]", ListenAddress.of("10.0.0.1").addresses(true).toString());
        for (String wrong : new String[] {"", "localhost", "1.2.3", "eth0"}) {
            assertEquals(null, ListenAddress.of(wrong), wrong);
        }
        loop.network.listenOn(ListenAddress.USUAL);
        listen(1);
        assertTrue(loop.warnings.toString().contains("clients can come to all addresses of this machine; --listen"),
                loop.warnings.toString());
        try (ServerSocket six = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            assertTrue(six.isBound());
        } catch (IOException e) {
            assumeTrue(false, "there is no IPv6 loopback");
        }
        ListenRequest six = request(freePort());
        six.ipv6 = true;
        assertEquals(0, listeners.listen(1, six));
        listeners.welcome(1, 2);
        bothComeTo(six.port);
        listeners.unlisten(1);
        loop.network.listenOn(ListenAddress.LOOPBACK);
        assertEquals(0, listeners.listen(1, six));
        listeners.welcome(1, 2);
        bothComeTo(six.port);
        try (Socket client = new Socket("::1", six.port)) {
            loop.until("a client", () -> listeners.arrived(1));
            listeners.accept(1, 3, 0);
            assertEquals("::1", Latin1.string(new Plug(loop, 3).info().address));
            assertEquals(client.getLocalPort(), new Plug(loop, 3).info().port);
        }
    }

    private void bothComeTo(int where) throws IOException {
        for (String address : new String[] {"127.0.0.1", "::1"}) {
            try (Socket client = new Socket(address, where)) {
                loop.until("a client at " + address, () -> listeners.arrived(1));
                listeners.refuse(1);
                loop.turn();
                assertReset(client);
            }
        }
    }

    @Test
    void opensslIsServedAndSeesTheCertificate() throws Exception {
        listenSecure(1);
        for (String version : new String[] {"-tls1_2", "-tls1_3"}) {
            Process client = process("openssl", "s_client", "-connect", "127.0.0.1:" + port, version, "-quiet",
                    "-no_ign_eof",
                    "-verify_return_error", "-CAfile", Pki.file("listen-root.crt", Pki.certificatePem("root")));
            Plug socket = accepted(1);
            client.getOutputStream().write("from openssl\n".getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            assertEquals("from openssl\n", socket.text(13));
            socket.send("to openssl\n");
            loop.until("it to arrive", () -> said(client).endsWith("to openssl\n"));
            client.getOutputStream().close();
            socket.until(SocketPort.ENDED);
            loop.sockets.close(1);
            client.waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void clientsMustShowACertificateOfTheCas() throws Exception {
        listenSecure(3);
        String root = Pki.file("listen-root.crt", Pki.certificatePem("root"));
        process("openssl", "s_client", "-connect", "127.0.0.1:" + port, "-quiet", "-CAfile", root, "-cert",
                Pki.file("listen-client.crt", Pki.certificatePem("client")), "-cert_chain",
                Pki.file("listen-client.chain", Pki.chainPem("client")), "-key",
                Pki.file("listen-client.key", Pki.keyPem("client")));
        accepted(0).send("in");
        for (String alias : new String[] {null, "server"}) {
            List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port,
                    "-quiet", "-CAfile", root));
            if (alias != null) {
                command.addAll(List.of("-cert", Pki.file("listen-other.crt", Pki.certificatePem(alias)), "-cert_chain",
                        Pki.file("listen-other.chain", Pki.chainPem(alias)), "-key",
                        Pki.file("listen-other.key", Pki.keyPem(alias))));
            }
            loop.everything.clear();
            Process refused = process(command.toArray(new String[0]));
            loop.until("a refusal", () -> loop.everything.stream().anyMatch(line -> line.contains("TLS handshake")));
            assertTrue(refused.waitFor(60, TimeUnit.SECONDS));
            assertFalse(listeners.arrived(0));
        }
        assertTrue(loop.everything.toString().contains("the client's certificate is refused, not for a client"),
                loop.everything.toString());
        assertEquals(List.of(), loop.warnings, "who comes cannot fill the log");
    }

    @Test
    void halfOpenHandshakesAreFewAndEnd() throws Exception {
        listenSecure(1);
        List<Socket> mute = new ArrayList<>();
        for (int i = 0; i < 3 * Listener.SHAKING_MAX; i++) {
            mute.add(client());
        }
        loop.until("room to be made", () -> loop.everything.stream()
                .filter(line -> line.contains("others come")).count() == 2 * Listener.SHAKING_MAX);
        assertReset(mute.get(0));
        process("openssl", "s_client", "-connect", "127.0.0.1:" + port, "-quiet");
        accepted(0);
        loop.pass(Listener.HANDSHAKE_MILLIS + 1);
        loop.turn();
        assertTrue(mute.get(mute.size() - 1).getInputStream().read() <= 0);
        Socket plain = client();
        plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        loop.until("a refusal", () -> loop.everything.toString().contains("the client does not speak TLS"));
        assertFalse(listeners.arrived(0));
    }

    @Test
    void socatBringsAndTakesMegabytes() throws Exception {
        listen(1);
        byte[] bytes = new byte[2 << 20];
        new Random(7).nextBytes(bytes);
        File file = File.createTempFile("listen", ".bin", new File("target"));
        Files.write(file.toPath(), bytes);
        Process client = process("socat", "-t10", "-", "TCP:127.0.0.1:" + port);
        Thread feeding = new Thread(() -> {
            try {
                client.getOutputStream().write(bytes);
                client.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        feeding.start();
        byte[][] back = new byte[1][];
        Thread reading = new Thread(() -> {
            try {
                back[0] = client.getInputStream().readNBytes(bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reading.start();
        Plug socket = accepted(0);
        byte[] got = socket.read(bytes.length);
        assertArrayEquals(bytes, got);
        socket.send(Arrays.copyOf(got, got.length));
        loop.until("all to be back", () -> !reading.isAlive());
        assertArrayEquals(bytes, back[0]);
    }
}
