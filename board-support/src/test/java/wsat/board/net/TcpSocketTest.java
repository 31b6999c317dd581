package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.port.SocketPort.BUSY;
import static wsat.port.SocketPort.ENDED;
import static wsat.port.SocketPort.IDLE;
import static wsat.port.SocketPort.NOT_OPEN;
import static wsat.port.SocketPort.OPEN;
import static wsat.port.SocketPort.OPENING;
import static wsat.port.SocketPort.SEND_MAX;
import static wsat.port.SocketPort.TAKEN;
import static wsat.port.SocketRequest.SSL;
import static wsat.port.SocketRequest.TCP;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.board.text.Latin1;
import wsat.board.tls.Pki;
import wsat.board.tls.VerifyOptions;
import wsat.port.SocketPort;

/** TCP and SSL sockets against servers that do what a script says. */
class TcpSocketTest {
    private final Loop loop = new Loop(1, 1024);
    private final Plug socket = new Plug(loop, 0);

    @AfterEach
    void stop() {
        loop.close();
    }

    private static RawServer server(int type, RawServer.Script script) {
        return type == TCP ? new RawServer(script) : RawServer.tls(Pki.server("ec-server"), raw -> { }, script);
    }

    private static byte[] everyValue() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void everyByteValuePassesBothWays() {
        for (int type : new int[] {TCP, SSL}) {
            try (RawServer server = server(type, peer -> {
                byte[] bytes = new byte[256];
                peer.in.readFully(bytes);
                peer.send(bytes).readEnd();
            })) {
                socket.open(type, server.port).send(everyValue());
                assertArrayEquals(everyValue(), socket.read(256));
                assertEquals("127.0.0.1 " + server.port, socket.sender());
                assertEquals(0, loop.sockets.unsent(0));
                socket.close();
                loop.untilDone(server);
            }
        }
    }

    @Test
    void infoTellsBothEnds() {
        AtomicInteger port = new AtomicInteger();
        try (RawServer server = new RawServer(peer -> {
            port.set(peer.socket.getPort());
            peer.readEnd();
        })) {
            socket.begin(TCP, "localhost", server.port).until(OPEN);
            assertEquals("127.0.0.1", Latin1.string(socket.info().address));
            assertEquals(server.port, socket.info().port);
            int local = socket.info().localPort;
            socket.close();
            loop.untilDone(server);
            assertEquals(port.get(), local);
        }
    }

    @Test
    void theLocalPortIsTheOneAskedForAndMayBeUsedAgainAtOnce() throws IOException {
        int local;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            local = free.getLocalPort();
        }
        socket.request.localPort = local;
        for (int i = 0; i < 3; i++) {
            // Another server each time: the same two ends may not meet again for a while (RFC 9293, 3.4.2).
            try (RawServer server = new RawServer(peer -> peer.send(Frames.ascii("" + peer.socket.getPort()))
                    .readEnd())) {
                socket.open(TCP, server.port);
                assertEquals(local, socket.info().localPort);
                assertEquals("" + local, socket.text(("" + local).length()));
                socket.close();
            }
        }
    }

    @Test
    void aLocalPortThatSomebodyListensOnIsALoss() throws IOException {
        try (ServerSocket taken = new ServerSocket(0); RawServer server = new RawServer(peer -> peer.readEnd())) {
            socket.request.localPort = taken.getLocalPort();
            socket.begin(TCP, "127.0.0.1", server.port).untilLost("local port " + taken.getLocalPort() + ": ");
            assertEquals(1, loop.log.size(), loop.log.toString());
        }
    }

    @Test
    void whatIsLentStaysInItsPlaceAndMoreComesBehindIt() {
        CountDownLatch second = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.ascii("first"));
            second.await();
            peer.send(Frames.ascii("second")).readEnd();
        })) {
            socket.open(TCP, server.port);
            loop.until("first", () -> loop.sockets.held(0) == 5);
            byte[] bytes = socket.next().bytes;
            int start = socket.packet.start;
            loop.sockets.release(0, 2);
            second.countDown();
            loop.until("second", () -> loop.sockets.held(0) == 9);
            socket.next();
            assertTrue(bytes == socket.packet.bytes);
            assertEquals(start + 2, socket.packet.start);
            assertEquals("rstsecond", socket.text(9));
            assertEquals(0, loop.sockets.held(0));
            assertFalse(socket.receives());
        }
    }

    /**
     * In passive mode a host may wait until so much has come, and look at it meanwhile; then it takes that and no more.
     */
    @Test
    void aHostThatWaitsForHalfOfTheRoomGetsItWhateverIsHeld() {
        byte[] sent = new byte[300_000];
        new java.util.Random(6).nextBytes(sent);
        try (RawServer server = new RawServer(peer -> peer.send(sent).readEnd())) {
            socket.open(TCP, server.port);
            int[] pieces = {3000, 8192, 1, 5000, 7000};
            for (int at = 0, i = 0; sent.length - at >= TcpSocket.INPUT_MAX; i++) {
                int piece = pieces[i % pieces.length];
                loop.until(piece + " bytes", () -> socket.receives() && loop.sockets.held(0) >= piece);
                socket.receives();
                byte[] lent = socket.packet.bytes;
                int start = socket.packet.start;
                for (int part = 0; part < piece; part += 500) {
                    int length = Math.min(500, piece - part);
                    // as a slow line takes it: what is lent is still there when more has come
                    for (int turn = 0; turn < 3; turn++) {
                        loop.network.turn(0);
                        socket.receives();
                    }
                    assertArrayEquals(Arrays.copyOfRange(sent, at, at + length),
                            Arrays.copyOfRange(lent, start + part, start + part + length));
                    loop.sockets.release(0, length);
                    at += length;
                }
            }
        }
    }

    /** Pieces of every size are released out of packets of every size, while a full buffer stops the peer. */
    @Test
    void aHostThatTakesPiecesGetsTheStreamAndStopsThePeerMeanwhile() {
        int total = 200_000;
        byte[] sent = new byte[total];
        new java.util.Random(5).nextBytes(sent);
        try (RawServer server = new RawServer(peer -> peer.send(sent).readEnd())) {
            socket.open(TCP, server.port);
            loop.until("a full buffer", () -> loop.sockets.held(0) == TcpSocket.INPUT_MAX);
            byte[] all = new byte[total];
            int piece = 1;
            for (int at = 0; at < total; piece = piece % 997 + 1) {
                socket.next();
                assertTrue(loop.sockets.held(0) <= TcpSocket.INPUT_MAX);
                int length = Math.min(piece, socket.packet.length);
                System.arraycopy(socket.packet.bytes, socket.packet.start, all, at, length);
                loop.sockets.release(0, length);
                at += length;
                loop.network.turn(0);
            }
            assertArrayEquals(sent, all);
        }
    }

    @Test
    void theEndComesAfterAllThatWasReceived() {
        for (int type : new int[] {TCP, SSL}) {
            try (RawServer server = server(type, peer -> {
                peer.send(new byte[50_000]);
                peer.fin();
                peer.readEnd();
            })) {
                socket.open(type, server.port);
                loop.until("a full buffer", () -> loop.sockets.held(0) >= TcpSocket.INPUT_MAX);
                assertEquals(OPEN, socket.state());
                assertEquals(50_000, socket.read(50_000).length);
                socket.until(ENDED);
                assertEquals(NOT_OPEN, socket.trySend(new byte[1]));
                assertEquals(type == TCP ? 0 : 1, loop.log.size(), loop.log.toString());
                socket.close();
                loop.untilDone(server);
                loop.log.clear();
            }
        }
    }

    @Test
    void whatIsHeldAtTheEndIsStillDelivered() {
        try (RawServer server = new RawServer(peer -> peer.send(Frames.ascii("last words")))) {
            socket.open(TCP, server.port).until(ENDED);
            assertEquals(10, loop.sockets.held(0));
            assertEquals("last words", socket.text(10));
            assertEquals(ENDED, socket.state());
            assertTrue(loop.turnsIn(200) < 30, "spins");
        }
    }

    @Test
    void aResetIsALossWithOneLineAndLeavesWhatIsHeld() {
        CountDownLatch held = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.ascii("before"));
            held.await();
            peer.reset();
        })) {
            socket.open(TCP, server.port);
            loop.until("data", () -> loop.sockets.held(0) == 6);
            held.countDown();
            socket.untilLost("the connection broke: Connection reset");
            assertEquals(1, loop.log.size(), loop.log.toString());
            assertEquals("before", socket.text(6));
            assertTrue(loop.turnsIn(200) < 30, "spins");
            socket.close();
        }
    }

    /** It ends in order, and then throws away what it was sent, which resets the connection. */
    @Test
    void aPeerThatClosesWithDataUnreadHasEnded() {
        CountDownLatch sent = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.ascii("bye"));
            sent.await();
        })) {
            socket.open(TCP, server.port).send(new byte[100]);
            loop.until("bye", () -> loop.sockets.held(0) == 3);
            sent.countDown();
            loop.untilDone(server);
            socket.until(ENDED);
            assertEquals("bye", socket.text(3));
            socket.close();
            assertFalse(loop.sockets.anyLeaving());
            assertEquals(List.of(), loop.log);
        }
    }

    /** Passthrough tries every 100 ms: the log would be full of it. */
    @Test
    void anAttemptLikeTheOneBeforeIsNotLoggedAsAFailure() throws IOException {
        socket.request.again = true;
        try (RefusingPort nobody = new RefusingPort()) {
            socket.begin(TCP, "127.0.0.1", nobody.port).until(SocketPort.LOST);
        }
        assertEquals(List.of(), loop.log);
    }

    @Test
    void aRefusedConnectionIsLost() throws IOException {
        try (RefusingPort nobody = new RefusingPort()) {
            socket.begin(TCP, "127.0.0.1", nobody.port).untilLost("127.0.0.1:" + nobody.port + ": Connection refused");
        }
        assertEquals(NOT_OPEN, socket.trySend(new byte[1]));
        socket.close();
        socket.begin(TCP, "no-such-host", 80).untilLost("no such host: no-such-host");
        assertEquals(2, loop.log.size(), loop.log.toString());
    }

    /** A listener whose backlog is full answers no SYN. */
    @Test
    void anAddressThatDoesNotAnswerHasItsTime() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Plug last = new Plug(loop, 9);
            for (int i = 0; i < 10; i++) {
                new Plug(loop, i).begin(TCP, "127.0.0.1", listener.getLocalPort());
            }
            loop.turn();
            loop.pass(29_999);
            assertEquals(OPENING, last.state());
            loop.pass(1);
            last.untilLost("127.0.0.1:" + listener.getLocalPort() + ": timed out");
        }
    }

    @Test
    void aHandshakeThatStallsHasItsTimeAndMayBeGivenUp() {
        try (RawServer server = beginHandshake()) {
            loop.pass(60_000);
            socket.untilLost("in the TLS handshake: timed out");
            socket.close();
            loop.untilDone(server);
        }
        loop.log.clear();
        try (RawServer server = beginHandshake()) {
            socket.close();
            assertEquals(List.of("socket 0: given up while in the TLS handshake"), loop.log);
            loop.untilDone(server);
        }
    }

    /** @return a server that has been said hello to, and does not answer */
    private RawServer beginHandshake() {
        CountDownLatch hello = new CountDownLatch(1);
        RawServer server = new RawServer(peer -> {
            peer.in.read();
            hello.countDown();
            peer.readEnd();
        });
        socket.begin(SSL, "127.0.0.1", server.port);
        loop.until("a hello", () -> hello.getCount() == 0);
        return server;
    }

    /** Sends until nothing more is taken. @return how often that went well */
    private int fill(byte[] bytes) {
        int count = 0;
        for (int refused = 0; refused < 5;) {
            boolean taken = socket.trySend(bytes) == TAKEN;
            count += taken ? 1 : 0;
            refused = taken ? 0 : refused + 1;
            loop.network.turn(taken ? 0 : 20);
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(ints = {TCP, SSL})
    void aSendIsBusyWhileEarlierOnesAreInTheWay(int type) {
        CountDownLatch stuck = new CountDownLatch(1);
        try (RawServer server = server(type, peer -> {
            peer.send(new byte[1]);
            stuck.await();
        })) {
            socket.open(type, server.port).read(1);
            assertTrue(fill(new byte[SEND_MAX]) > 0);
            assertEquals(BUSY, socket.trySend(new byte[SEND_MAX]));
            int unsent = loop.sockets.unsent(0);
            assertTrue(unsent > 0 && unsent <= SEND_MAX + TlsBuffers.RECORD_MAX, unsent + " unsent");
            assertTrue(loop.turnsIn(200) < 30, "spins");
        } finally {
            stuck.countDown();
        }
    }

    @Test
    void closeStillSendsWhatWasTakenAndThenEnds() {
        byte[] sent = new byte[SEND_MAX];
        new java.util.Random(6).nextBytes(sent);
        for (int type : new int[] {TCP, SSL}) {
            AtomicLong read = new AtomicLong();
            CountDownLatch closed = new CountDownLatch(1);
            try (RawServer server = server(type, peer -> {
                peer.send(new byte[100]); // never taken by the host
                closed.await();
                read.set(peer.readEnd());
            })) {
                socket.open(type, server.port);
                loop.until("data", () -> loop.sockets.held(0) > 0);
                // More than the network stack takes.
                int count = fill(sent);
                assertTrue(loop.sockets.unsent(0) > 0);
                socket.close();
                closed.countDown();
                loop.untilDone(server);
                assertEquals(count * (long) SEND_MAX, read.get());
                assertFalse(loop.logged("had not taken"), loop.log.toString());
            }
        }
    }

    @Test
    void aPeerThatDoesNotEndIsCutAfterAWhile() {
        for (int type : new int[] {TCP, SSL}) {
            try (RawServer server = server(type, peer -> {
                peer.readEnd();
                peer.send(Frames.ascii("still here"));
                try {
                    while (true) {
                        peer.send(new byte[1000]);
                        LockSupport.parkNanos(1_000_000);
                    }
                } catch (IOException e) {
                    // That was to be shown.
                }
            })) {
                socket.open(type, server.port).close();
                loop.turnsIn(200);
                assertTrue(loop.sockets.anyLeaving());
                loop.pass(TcpSocket.LEAVE_MILLIS);
                assertFalse(loop.sockets.anyLeaving());
                loop.untilDone(server);
                assertEquals(Long.MAX_VALUE, loop.network.nextDeadline());
            }
        }
    }

    @Test
    void theNumberOfSocketsThatLeaveIsBounded() throws IOException {
        AtomicInteger ended = new AtomicInteger();
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> {
                try {
                    while (true) {
                        java.net.Socket one = listener.accept();
                        new Thread(() -> {
                            try {
                                one.getInputStream().readAllBytes();
                                while (true) {
                                    one.getOutputStream().write(1);
                                    LockSupport.parkNanos(1_000_000);
                                }
                            } catch (IOException e) {
                                ended.incrementAndGet();
                            }
                        }).start();
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            server.setDaemon(true);
            server.start();
            for (int i = 0; i < 14; i++) {
                socket.open(TCP, listener.getLocalPort()).close();
            }
            loop.until("four of fourteen to be cut", () -> ended.get() == 4);
            loop.turnsIn(200);
            assertEquals(4, ended.get());
        }
    }

    @Test
    void theKeepAliveTakesItsSeconds() {
        try (RawServer server = new RawServer(peer -> peer.readEnd())) {
            socket.request.keepAliveSeconds = 7200;
            socket.open(TCP, server.port).close();
            loop.untilDone(server);
        }
        assertEquals(List.of(), loop.log);
    }

    @Test
    void aServerThatMayNotBeTrustedIsALoss() {
        try (RawServer server = RawServer.tls(Pki.server("server"), raw -> { }, peer -> peer.readEnd())) {
            socket.configure(2, null, "ec-root").begin(SSL, "127.0.0.1", server.port)
                    .untilLost("in the TLS handshake: the server's certificate is refused, unknown CA: ");
            assertEquals(1, loop.log.size(), loop.log.toString());
            assertTrue(loop.logged("which is not in client_ca"), loop.log.toString());
        }
    }

    @Test
    void verifyHostHoldsForSocketsToo() {
        try (Loop strict = new Loop(1, 1024, new VerifyOptions(true, false));
                RawServer server = RawServer.tls(Pki.server("names-server"), raw -> { }, peer -> peer.readEnd())) {
            new Plug(strict, 3).configure(2, null, "root").begin(SSL, "127.0.0.1", server.port)
                    .untilLost("in the TLS handshake: the server's certificate is refused, the certificate is not for "
                    + "this"
                            + " host");
        }
    }

    @Test
    void aModeWithoutAcceptedCertificatesIsLost() {
        socket.request.authMode = 3;
        socket.begin(SSL, "127.0.0.1", 443).untilLost("auth mode 3 has no certificates that were accepted");
    }

    @Test
    void aPeerWithoutCloseNotifyIsALossAfterItsData() throws IOException {
        try (RawServer server = server(SSL, peer -> {
            peer.send(Frames.ascii("last words"));
            peer.in.read();
            peer.raw.shutdownOutput();
            peer.raw.close();
        })) {
            socket.open(SSL, server.port).send("x").untilLost("the server cut it off without TLS's close_notify");
            assertEquals("last words", socket.text(10));
        }
    }

    @Test
    void keyUpdateAndRenegotiationGoUnnoticed() {
        for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
            try (RawServer server = RawServer.tls(Pki.server("ec-server"),
                    raw -> raw.setEnabledProtocols(new String[] {version}), peer -> {
                        for (int i = 0; i < 5; i++) {
                            ((SSLSocket) peer.socket).startHandshake();
                            peer.send(new byte[] {(byte) i});
                            if (peer.in.read() != i) {
                                throw new IOException("wrong answer");
                            }
                        }
                        peer.readEnd();
                    })) {
                socket.open(SSL, server.port);
                for (int i = 0; i < 5; i++) {
                    byte[] one = socket.read(1);
                    assertEquals(i, one[0]);
                    socket.send(one);
                }
                socket.close();
                loop.untilDone(server);
            }
        }
    }

    @Test
    void aLinkIsFreeAtAnyMoment() {
        try (SharedServer server = new SharedServer(Pki.server("ec-server"), "TLSv1.3")) {
            for (int turns = 0; turns < 12; turns++) {
                socket.begin(SSL, "127.0.0.1", server.port);
                for (int i = 0; i < turns; i++) {
                    loop.network.turn(1);
                }
                socket.close();
                assertEquals(IDLE, socket.state());
            }
        }
    }

    @Test
    void goodbyeLetsTakenBytesLeave() {
        try (RawServer server = new RawServer(peer -> {
            byte[] bytes = new byte[100_000];
            peer.in.readFully(bytes, 0, SEND_MAX);
            if (peer.readEnd() != 0) {
                throw new IOException("too much");
            }
        })) {
            socket.open(TCP, server.port).send(new byte[SEND_MAX]);
            loop.network.goodbye(5_000);
            loop.untilDone(server);
        }
    }
}
