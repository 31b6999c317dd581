package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.port.SocketPort.LOST;
import static wsat.port.SocketPort.OPEN;
import static wsat.port.SocketRequest.SSL;
import static wsat.port.SocketRequest.TCP;
import static wsat.port.SocketRequest.UDP;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import wsat.board.tls.Pki;
import wsat.port.SocketPort;
import wsat.port.WebSocketPort;

/** Sockets against servers not ours, Node's and Python's, which send back what comes. */
@Isolated("its measure is the whole heap")
class SocketServersTest {
    private static final int BIG = 10 << 20;

    private final Loop loop = new Loop(3, 8192);
    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        loop.close();
        servers.forEach(Server::close);
    }

    private Server keep(Server server) {
        servers.add(server);
        return server;
    }

    private Server node(String alias, String ca) throws IOException {
        return keep(Server.nodeEcho(TlsNodeTest.files(alias, ca) + ",\"requestCert\":" + (ca != null) + "}"));
    }

    private Server python() throws IOException {
        return keep(Server.pythonEcho(Pki.file("server.crt", Pki.chainPem("server")),
                Pki.file("server.key", Pki.keyPem("server"))));
    }

    private static int number(String word) {
        return Integer.parseInt(word.trim());
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void allThreeKindsComeBackFromBoth() throws IOException {
        for (Server server : new Server[] {node("server", null), python()}) {
            int secure = number(server.says("secure "));
            int datagrams = number(server.says("datagrams "));
            byte[] bytes = random(1, 5_000);
            assertArrayEquals(bytes, new Plug(loop, 0).open(TCP, server.port).send(bytes).read(5_000));
            assertArrayEquals(bytes, new Plug(loop, 1).open(SSL, secure).send(bytes).read(5_000));
            assertArrayEquals(bytes, new Plug(loop, 2).open(UDP, datagrams).send(bytes).take());
            for (int link = 0; link < 3; link++) {
                loop.sockets.close(link);
            }
        }
    }

    @Test
    void mode3ShowsAndVerifiesAndSaysTheName() throws IOException {
        Server server = node("server", "root");
        int secure = number(server.says("secure "));
        Plug socket = new Plug(loop, 4).configure(3, "client", "root").begin(SSL, "localhost", secure).until(OPEN);
        assertEquals("hello", socket.send("hello").text(5));
        assertEquals("{\"name\":\"localhost\",\"client\":{\"CN\":\"Client\"}}", server.says("tls "));
        assertEquals(List.of(), loop.log);
    }

    /** TLS 1.3: that the server does not like it shows only when the handshake is done. */
    @Test
    void whoShowsNoCertificateIsLost() throws IOException {
        Server server = node("server", "root");
        int secure = number(server.says("secure "));
        new Plug(loop, 0).begin(SSL, "127.0.0.1", secure).until(LOST);
        assertTrue(loop.logged("the server refused with the alert certificate_required; it asked for a client"
                + " certificate, and auth mode 0 shows none"), loop.log.toString());
    }

    /** The host takes little by little; what it leaves stays with the peer. */
    @Test
    void tenMegabytesPassEachWayInBoundedMemory() throws IOException {
        Server server = node("ec-server", null);
        int secure = number(server.says("secure "));
        Plug[] sockets = {new Plug(loop, 0).open(TCP, server.port), new Plug(loop, 1).open(SSL, secure)};
        byte[] block = random(2, 1 << 16);
        int[] sent = {0, 0};
        int[] read = {0, 0};
        long before = heap();
        long most = 0;
        for (int round = 0; read[0] < BIG || read[1] < BIG; round++) {
            for (int i = 0; i < 2; i++) {
                int at = sent[i] % block.length;
                int length = Math.min(SocketPort.SEND_MAX - 1, Math.min(block.length - at, BIG - sent[i]));
                if (length > 0 && sockets[i].trySend(block, at, length) == SocketPort.TAKEN) {
                    sent[i] += length;
                }
                if (round % 3 == 0 && sockets[i].receives()) {
                    read[i] += compare(sockets[i], block, read[i]);
                }
            }
            loop.network.turn(0);
            if (round % 1000 == 0) {
                most = Math.max(most, heap() - before);
            }
        }
        System.out.printf("heap while 10 MB pass each way on TCP and on SSL: %d KiB more%n", most >> 10);
        assertTrue(most < 1 << 20, most + " bytes more");
    }

    /** @return how much of what is lent was taken */
    private int compare(Plug socket, byte[] block, int read) {
        int at = read % block.length;
        int length = Math.min(16_000, Math.min(socket.packet.length, block.length - at));
        assertTrue(Arrays.equals(block, at, at + length, socket.packet.bytes, socket.packet.start,
                socket.packet.start + length), "differs behind " + read);
        loop.sockets.release(socket.link, length);
        return length;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void socketsAndWebSocketsDoNotMindEachOther() throws IOException {
        Server echo = node("server", null);
        int secure = number(echo.says("secure "));
        int datagrams = number(echo.says("datagrams "));
        Server webSockets = keep(Server.node());
        for (int link = 0; link < 3; link++) {
            loop.network.open(link, Loop.request("127.0.0.1", webSockets.port, "/echo", 1024));
        }
        Plug[] plugs = new Plug[7];
        for (int i = 0; i < 7; i++) {
            plugs[i] = new Plug(loop, i);
            plugs[i].begin(i < 5 ? TCP : i == 5 ? UDP : SSL, "127.0.0.1", i < 5 ? echo.port : i == 5 ? datagrams
                    : secure);
        }
        loop.until("all open", () -> allOpen(plugs));
        long flat = 0;
        for (int round = 0; round < 300; round++) {
            echo(plugs, round);
            if (round == 50) {
                flat = heap();
            }
        }
        long more = heap() - flat;
        assertTrue(more < 200_000, more + " bytes more");
    }

    private boolean allOpen(Plug[] plugs) {
        for (int link = 0; link < 3; link++) {
            if (loop.network.state(link) != WebSocketPort.OPEN) {
                return false;
            }
        }
        return Arrays.stream(plugs).allMatch(plug -> plug.state() == OPEN);
    }

    /** All send something of their own, and each hears it again. */
    private void echo(Plug[] plugs, int round) {
        for (int link = 0; link < 3; link++) {
            int number = link;
            byte[] frame = random(1000 * round + 100 + link, 900);
            loop.until("room", () -> loop.network.send(number, 2, true, frame, 0, frame.length) == WebSocketPort.TAKEN);
        }
        for (Plug plug : plugs) {
            plug.send(random(1000 * round + plug.link, 1 + round * 3));
        }
        for (Plug plug : plugs) {
            assertArrayEquals(random(1000 * round + plug.link, 1 + round * 3), plug.read(1 + round * 3));
        }
        for (int link = 0; link < 3; link++) {
            int number = link;
            loop.until("a frame", () -> loop.network.receive(number, true, loop.chunk));
            assertArrayEquals(random(1000 * round + 100 + link, 900), Arrays.copyOfRange(loop.chunk.bytes,
                    loop.chunk.start, loop.chunk.start + loop.chunk.length));
            loop.network.release(link, loop.chunk.length);
        }
    }
}
