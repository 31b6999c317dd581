package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static wsat.port.SocketPort.LOST;
import static wsat.port.SocketPort.OPEN;
import static wsat.port.SocketPort.TAKEN;
import static wsat.port.SocketRequest.TCP;
import static wsat.port.SocketRequest.UDP;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A UDP socket whose peer is a multicast group, against the JDK's own on this machine. */
class MulticastTest {
    private final Loop loop = new Loop(1, 1024);
    private final Plug socket = new Plug(loop, 0);
    private int port;

    @AfterEach
    void stop() {
        loop.close();
    }

    /** One that nobody else has joined. */
    private static String group() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "239.255." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }

    private void open(String group) throws IOException {
        try (DatagramSocket free = new DatagramSocket(0)) {
            port = free.getLocalPort();
        }
        socket.request.localPort = port;
        socket.begin(UDP, group, port).until(OPEN);
    }

    private NetworkInterface way(String group) throws IOException {
        return Way.to(new InetSocketAddress(group, port));
    }

    /** The kernel hands a socket what another one has joined, so who says something here joins nothing. */
    private void heardFromSomebody(String group) throws IOException {
        open(group);
        try (MulticastSocket other = new MulticastSocket(0)) {
            other.setNetworkInterface(way(group));
            other.send(new DatagramPacket(new byte[] {7}, 1, InetAddress.getByName(group), port));
            assertArrayEquals(new byte[] {7}, socket.take());
            assertTrue(socket.sender().endsWith(" " + other.getLocalPort()), socket.sender());
        }
    }

    @Test
    void whatIsSaidToTheGroupIsHeard() throws IOException {
        heardFromSomebody(group());
    }

    @Test
    void aGroupOfIpv6IsJoinedToo() throws IOException {
        assumeFalse(way("ff02::1:77").isLoopback(), "needs a network with IPv6: the loopback has no groups of it");
        heardFromSomebody("ff02::1:77");
    }

    @Test
    void theGroupHearsAndTheSocketDoesNotHearItself() throws IOException {
        heardByTheGroup(group());
    }

    @Test
    void aGroupOfIpv6HearsToo() throws IOException {
        assumeFalse(way("ff02::1:78").isLoopback(), "needs a network with IPv6: the loopback has no groups of it");
        heardByTheGroup("ff02::1:78");
    }

    private void heardByTheGroup(String group) throws IOException {
        open(group);
        try (MulticastSocket member = new MulticastSocket(port)) {
            member.setSoTimeout(20_000);
            member.setNetworkInterface(way(group));
            member.joinGroup(new InetSocketAddress(group, port), way(group));
            assertEquals(TAKEN, socket.trySend(Frames.ascii("same")));
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            member.receive(packet);
            assertArrayEquals(Frames.ascii("same"), Arrays.copyOf(packet.getData(), packet.getLength()));
            // A program of this machine on the same port says the same: that is no echo.
            member.send(new DatagramPacket(Frames.ascii("same"), 4, InetAddress.getByName(group), port));
            assertArrayEquals(Frames.ascii("same"), socket.take());
            member.send(new DatagramPacket(Frames.ascii("end"), 3, InetAddress.getByName(group), port));
            assertArrayEquals(Frames.ascii("end"), socket.take());
            assertFalse(socket.receives());
        }
    }

    /** A process of its own, whose Java has no IPv6, as on a machine where it is switched off. */
    @Test
    void withoutIpv6ItsAddressesAreLostAndNothingElse() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Djava.net.preferIPv4Stack=true", "-cp",
                System.getProperty("java.class.path"), WithoutIpv6.class.getName()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("socket 0: this machine has no IPv6"), said);
        assertTrue(said.contains("socket 1: [fe80::77]:9"), said);
    }

    /** Opens what cannot be had, and prints what is logged. */
    static final class WithoutIpv6 {
        public static void main(String[] arguments) {
            try (Loop loop = new Loop(2, 1024)) {
                new Plug(loop, 0).begin(UDP, "ff02::1:79", 9).until(LOST);
                new Plug(loop, 1).begin(TCP, "fe80::77", 9).until(LOST);
                new Plug(loop, 2).begin(UDP, "fe80::77", 9).until(OPEN).trySend(new byte[1]);
                System.out.println(loop.log);
            }
        }
    }

    @Test
    void aGroupsPortIsSharedWithOtherPrograms() throws IOException {
        String group = group();
        try (MulticastSocket member = new MulticastSocket(0)) {
            port = member.getLocalPort();
            socket.request.localPort = port;
            socket.begin(UDP, group, port).until(OPEN);
            assertEquals(port, socket.info().localPort);
        }
    }
}
