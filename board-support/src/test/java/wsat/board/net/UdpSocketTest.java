package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wsat.port.SocketPort.NOT_OPEN;
import static wsat.port.SocketPort.OPEN;
import static wsat.port.SocketPort.SEND_MAX;
import static wsat.port.SocketPort.TAKEN;
import static wsat.port.SocketRequest.UDP;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wsat.board.text.Latin1;

/** UDP sockets against the JDK's own on the loopback. */
class UdpSocketTest {
    private final Loop loop = new Loop(1, 1024);
    private final Plug socket = new Plug(loop, 0);
    private DatagramSocket peer;

    @BeforeEach
    void start() throws IOException {
        peer = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        peer.setSoTimeout(20_000);
    }

    @AfterEach
    void stop() {
        peer.close();
        loop.close();
    }

    private Plug open() {
        return socket.open(UDP, peer.getLocalPort());
    }

    private void say(byte[] bytes) throws IOException {
        peer.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), socket.info().localPort));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private byte[] hear(DatagramSocket on) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        on.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** Turns long enough for all that has been sent on the loopback. */
    private void settle() {
        for (int quiet = 0; quiet < 3; quiet++) {
            loop.turn();
        }
    }

    @Test
    void datagramsOfEverySizeKeepTheirBounds() throws IOException {
        open();
        for (int size : new int[] {1, 2, 1471, 1472, 1473, 8191, SEND_MAX}) {
            assertEquals(TAKEN, socket.trySend(filled(size, size)));
            assertArrayEquals(filled(size, size), hear(peer));
            say(filled(size, size + 1));
            assertArrayEquals(filled(size, size + 1), socket.take());
            assertEquals("127.0.0.1 " + peer.getLocalPort(), socket.sender());
        }
        assertEquals(0, loop.sockets.unsent(0));
        assertEquals("127.0.0.1", Latin1.string(socket.info().address));
        assertEquals(peer.getLocalPort(), socket.info().port);
    }

    @Test
    void anEmptyDatagramIsOneToo() throws IOException {
        open();
        say(new byte[0]);
        say(new byte[] {7});
        assertEquals(0, socket.next().length);
        assertEquals(0, socket.next().length);
        loop.sockets.release(0, 0);
        assertArrayEquals(new byte[] {7}, socket.take());
        assertFalse(socket.receives());
    }

    @Test
    void whatIsReleasedInPiecesIsLentInPieces() throws IOException {
        open();
        say(Frames.ascii("abcdef"));
        say(Frames.ascii("next"));
        loop.until("both", () -> loop.sockets.held(0) == 10);
        int start = socket.next().start;
        loop.sockets.release(0, 2);
        assertEquals(start + 2, socket.next().start);
        assertEquals(4, socket.packet.length);
        loop.sockets.release(0, 0);
        assertArrayEquals(Frames.ascii("cdef"), socket.take());
        loop.sockets.release(0, 0);
        assertArrayEquals(Frames.ascii("next"), socket.take());
    }

    @Test
    void anyPeerIsHeardAndMayBeAnswered() throws IOException {
        open();
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            other.setSoTimeout(20_000);
            other.send(new DatagramPacket(new byte[] {1}, 1, InetAddress.getByName("127.0.0.1"),
                    socket.info().localPort));
            socket.take();
            assertEquals("127.0.0.1 " + other.getLocalPort(), socket.sender());
            assertEquals(TAKEN, socket.sendTo("127.0.0.1", other.getLocalPort(), new byte[] {2}));
            assertArrayEquals(new byte[] {2}, hear(other));
            assertEquals(TAKEN, socket.sendTo("127.0.0.1", peer.getLocalPort(), new byte[] {3}));
            assertArrayEquals(new byte[] {3}, hear(peer));
            say(new byte[] {4});
            socket.take();
            assertEquals("127.0.0.1 " + peer.getLocalPort(), socket.sender());
        }
        assertEquals(NOT_OPEN, socket.sendTo("localhost", 9, new byte[1]));
    }

    @Test
    void ipv6IsSpokenToo() throws IOException {
        try (DatagramSocket six = new DatagramSocket(0, InetAddress.getByName("::1"))) {
            six.setSoTimeout(20_000);
            socket.begin(UDP, "::1", six.getLocalPort()).until(OPEN).send("six");
            assertArrayEquals(Frames.ascii("six"), hear(six));
            six.send(new DatagramPacket(new byte[] {6}, 1, InetAddress.getByName("::1"), socket.info().localPort));
            socket.take();
            assertEquals("::1 " + six.getLocalPort(), socket.sender());
        }
    }

    @Test
    void aBroadcastIsAllowed() {
        open();
        // A machine without any network has nowhere to send it, which is another matter.
        socket.sendTo("255.255.255.255", 9, new byte[1]);
        assertTrue(loop.log.isEmpty() || loop.logged("unreachable"), loop.log.toString());
    }

    @Test
    void whatDoesNotFitIsDroppedAndCounted() throws IOException {
        open();
        for (int i = 0; i < 100; i++) {
            say(filled(1000, i));
            loop.turn();
        }
        settle();
        int held = loop.sockets.held(0) / 1000;
        assertTrue(held >= 17 && held <= 33, held + " held");
        assertEquals(1, loop.log.size(), loop.log.toString());
        loop.pass(10_000);
        say(filled(1000, 100));
        settle();
        assertEquals(2, loop.log.size(), loop.log.toString());
        for (int i = 0; i < held; i++) {
            assertArrayEquals(filled(1000, i), socket.take());
        }
        say(filled(1000, 101));
        assertArrayEquals(filled(1000, 101), socket.take());
        assertEquals(0, loop.sockets.held(0));
        assertEquals(List.of("socket 0: datagrams dropped, the host has not taken those before: 1",
                "socket 0: datagrams dropped, the host has not taken those before: " + (100 - held)), loop.values);
    }

    @Test
    void aDatagramThatIsTooLongIsDropped() throws IOException {
        open();
        say(new byte[SEND_MAX + 1]);
        say(new byte[60_000]);
        say(filled(SEND_MAX, 1));
        assertArrayEquals(filled(SEND_MAX, 1), socket.take());
        assertEquals(List.of("socket 0: datagrams dropped, longer than 8192 bytes:"), loop.log);
        socket.close();
        assertEquals(2, loop.log.size(), loop.log.toString());
    }

    @Test
    void aPeerThatIsNotThereDoesNotBreakTheSocket() throws IOException {
        open();
        int nobody;
        try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            nobody = gone.getLocalPort();
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(TAKEN, socket.sendTo("127.0.0.1", nobody, new byte[1]));
            settle();
        }
        assertEquals(TAKEN, socket.trySend(new byte[] {5}));
        assertArrayEquals(new byte[] {5}, hear(peer));
        assertEquals(OPEN, socket.state());
    }

    @Test
    void theLocalPortIsTheOneAskedForOrALoss() throws IOException {
        int local;
        try (DatagramSocket free = new DatagramSocket(0)) {
            local = free.getLocalPort();
        }
        socket.request.localPort = local;
        open();
        assertEquals(local, socket.info().localPort);
        socket.close();
        open();
        Plug second = new Plug(loop, 1);
        second.request.localPort = local;
        second.begin(UDP, "127.0.0.1", 9).untilLost("local port " + local + ": ");
        assertEquals(NOT_OPEN, second.trySend(new byte[1]));
        assertEquals(1, loop.log.size(), loop.log.toString());
    }

    @Test
    void anUnknownHostIsLost() {
        socket.begin(UDP, "no-such-host", 9).untilLost("no such host: no-such-host");
        assertEquals("", Latin1.string(socket.info().address));
    }

    @Test
    void aNameIsLookedUp() throws IOException {
        socket.begin(UDP, "localhost", peer.getLocalPort()).until(OPEN).send("found");
        assertArrayEquals(Frames.ascii("found"), hear(peer));
    }

    /** A process of its own, which has no privileges. */
    @Test
    void aPortThatNeedsPrivilegesIsReplacedByAnother() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs util-linux's setpriv");
        List<String> command = new ArrayList<>();
        if (new com.sun.security.auth.module.UnixSystem().getUid() == 0) {
            command.addAll(List.of("/usr/bin/setpriv", "--bounding-set", "-net_bind_service", "--inh-caps",
                    "-net_bind_service"));
        }
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Unprivileged.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        assertEquals("[socket 0: local port 10 needs privileges that this process has not: another one is used]\n",
                said);
    }

    /** Opens with local port 10, and prints what is logged. */
    static final class Unprivileged {
        public static void main(String[] arguments) {
            try (Loop loop = new Loop(1, 1024)) {
                Plug socket = new Plug(loop, 0);
                socket.request.localPort = 10;
                socket.open(UDP, 9);
                if (socket.info().localPort < 1024) {
                    throw new AssertionError("got " + socket.info().localPort);
                }
                System.out.println(loop.log);
            }
        }
    }
}
