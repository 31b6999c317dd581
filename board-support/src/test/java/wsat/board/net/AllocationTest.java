package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.board.net.Frames.frame;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import wsat.board.tls.Pki;
import wsat.port.OpenRequest;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;
import wsat.port.WebSocketPort;

/** How much garbage the loop thread makes for a frame of 1 KiB. */
class AllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int COUNTED = 20_000;
    /** Bytes a frame, on average; what is left is the JDK's selector, and the mask keys' generator. */
    private static final int LIMIT = 48;
    private static final int SECURE_LIMIT = 4_000;
    private static final int DATAGRAM_LIMIT = 200;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void aReceivedFrameMakesNextToNoGarbage() {
        byte[] frame = frame(0x82, new byte[1024]);
        try (Loop loop = new Loop(1, 8192); RawServer server = new RawServer(peer -> {
            peer.upgrade();
            for (int i = 0; i < WARM_UP + COUNTED; i++) {
                peer.out.write(frame);
            }
            peer.readEnd();
        })) {
            loop.open(server);
            receive(loop, WARM_UP);
            long before = allocated();
            receive(loop, COUNTED);
            report("received", (allocated() - before) / (double) COUNTED);
        }
    }

    /** TLS opens each record with objects of the JDK's own. */
    @Test
    void aSecureFrameMakesLittleGarbage() {
        byte[] frame = frame(0x82, new byte[1024]);
        try (Loop loop = new Loop(1, 8192); RawServer server = RawServer.tls(Pki.server("ec-server"), socket -> { },
                peer -> {
                    peer.upgrade();
                    while (true) {
                        peer.read();
                        if (peer.first == 0x88) {
                            return;
                        }
                        peer.out.write(frame);
                    }
                })) {
            loop.openSecure(server.port, "/", 1024, 0);
            byte[] payload = new byte[1024];
            echo(loop, payload, WARM_UP / 4);
            long before = allocated();
            echo(loop, payload, COUNTED / 4);
            double bytes = (allocated() - before) / (COUNTED / 4.0);
            System.out.printf("garbage a secure frame sent and received: %.1f bytes%n", bytes);
            assertTrue(bytes <= SECURE_LIMIT, bytes + " bytes");
        }
    }

    @Test
    void anEchoedSegmentMakesNextToNoGarbage() {
        try (Loop loop = new Loop(1, 8192); RawServer server = new RawServer(peer -> {
            byte[] bytes = new byte[1024];
            while (true) {
                peer.in.readFully(bytes);
                peer.out.write(bytes);
            }
        })) {
            Plug socket = new Plug(loop, 0).open(SocketRequest.TCP, server.port);
            report("of a TCP socket sent and received", echo(socket, new byte[1024]));
        }
    }

    /** The JDK makes an address for each datagram that comes. */
    @Test
    void anEchoedDatagramMakesLittleGarbage() throws Exception {
        try (Loop loop = new Loop(1, 8192);
                DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread echo = new Thread(() -> {
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                try {
                    while (true) {
                        peer.receive(packet);
                        peer.send(packet);
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            echo.setDaemon(true);
            echo.start();
            Plug socket = new Plug(loop, 0).open(SocketRequest.UDP, peer.getLocalPort());
            double bytes = echo(socket, new byte[1024]);
            System.out.printf("garbage a datagram sent and received: %.1f bytes%n", bytes);
            assertTrue(bytes <= DATAGRAM_LIMIT, bytes + " bytes");
        }
    }

    /** @return bytes of garbage for one that is sent and comes back */
    private double echo(Plug socket, byte[] payload) {
        long before = 0;
        for (int i = 0; i < WARM_UP / 4 + COUNTED / 4; i++) {
            if (i == WARM_UP / 4) {
                before = allocated();
            }
            assertEquals(SocketPort.TAKEN, socket.trySend(payload));
            for (int left = payload.length; left > 0;) {
                if (socket.receives()) {
                    left -= socket.packet.length;
                    socket.loop.sockets.release(socket.link, socket.packet.length);
                } else {
                    socket.loop.network.turn(1_000);
                }
            }
        }
        return (allocated() - before) / (COUNTED / 4.0);
    }

    private void receive(Loop loop, int frames) {
        for (int left = frames; left > 0;) {
            if (loop.network.receive(0, false, loop.chunk)) {
                loop.network.release(0, loop.chunk.length);
                left--;
            } else {
                loop.network.turn(1_000);
            }
        }
    }

    @Test
    void aSentFrameMakesNextToNoGarbage() {
        try (Loop loop = new Loop(1, 8192); RawServer server = new RawServer(peer -> {
            peer.upgrade();
            byte[] sink = new byte[65536];
            while (peer.in.read(sink) >= 0) {
                continue;
            }
        })) {
            loop.open(server);
            byte[] payload = new byte[1024];
            send(loop, payload, WARM_UP);
            long before = allocated();
            send(loop, payload, COUNTED);
            report("sent", (allocated() - before) / (double) COUNTED);
        }
    }

    private void send(Loop loop, byte[] payload, int frames) {
        for (int left = frames; left > 0;) {
            int result = loop.network.send(0, 2, true, payload, 0, payload.length);
            if (result == WebSocketPort.TAKEN) {
                left--;
            } else {
                assertEquals(WebSocketPort.BUSY, result);
            }
            loop.network.turn(result == WebSocketPort.TAKEN ? 0 : 1_000);
        }
    }

    @Test
    void anEchoedFrameMakesNextToNoGarbage() {
        byte[] frame = frame(0x82, new byte[1024]);
        try (Loop loop = new Loop(1, 8192); RawServer server = new RawServer(peer -> {
            peer.upgrade();
            while (true) {
                peer.read();
                if (peer.first == 0x88) {
                    return;
                }
                peer.out.write(frame);
            }
        })) {
            loop.open(server);
            byte[] payload = new byte[1024];
            echo(loop, payload, WARM_UP / 4);
            long before = allocated();
            echo(loop, payload, COUNTED / 4);
            report("sent and received", (allocated() - before) / (COUNTED / 4.0));
            loop.network.close(0, 1000);
            loop.untilDone(server);
        }
    }

    private void echo(Loop loop, byte[] payload, int frames) {
        for (int i = 0; i < frames; i++) {
            assertEquals(WebSocketPort.TAKEN, loop.network.send(0, 2, true, payload, 0, payload.length));
            receive(loop, 1);
        }
    }

    @Test
    void anEchoedFrameThatIsCompressedMakesNextToNoGarbage() {
        try (Loop loop = new Loop(1, 8192); RawServer server = new RawServer(peer -> {
            peer.send(Frames.upgrade(peer.request(),
                    "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n"));
            byte[] frame = frame(0xC2,
                    new byte[] {0x62, 0x60, 0x18, 0x05, (byte) 0xA3, 0x60, 0x14, (byte) 0x8C, 0x54, 0, 0});
            while (peer.read().first != 0x88) {
                peer.out.write(frame);
            }
        })) {
            OpenRequest request = Loop.request("127.0.0.1", server.port, "/", 1024);
            request.deflate.offered = true;
            loop.network.open(0, request);
            loop.untilState(WebSocketPort.OPEN);
            byte[] payload = new byte[1024];
            echo(loop, payload, WARM_UP / 4);
            long before = allocated();
            echo(loop, payload, COUNTED / 4);
            report("sent and received, compressed", (allocated() - before) / (COUNTED / 4.0));
        }
    }

    private void report(String what, double bytes) {
        System.out.printf("garbage a frame %s: %.1f bytes%n", what, bytes);
        assertTrue(bytes <= LIMIT, bytes + " bytes a frame " + what);
    }
}
