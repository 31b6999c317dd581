package wsat.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.at.Settings;
import wsat.board.flash.RamFlash;
import wsat.board.host.HostResolver;
import wsat.board.host.HostStation;
import wsat.board.host.HostThermometer;
import wsat.board.host.SntpClock;
import wsat.board.line.Doorbell;
import wsat.board.line.MemoryLine;
import wsat.board.line.PacedLine;
import wsat.board.line.StreamLine;
import wsat.board.mdns.MulticastAnnouncer;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.net.Sockets;
import wsat.board.os.Ticks;
import wsat.board.tls.Pki;
import wsat.board.tls.VerifyOptions;
import wsat.port.Board;
import wsat.port.Flash;
import wsat.port.Log;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoopTest {
    private static final int RESTARTS = 20;


    @Test
    void itAnswersAllThatItHasReceivedAndEnds() throws Exception {
        assertEquals("\r\nready\r\n" + "AT\r\n\r\nOK\r\n" + "ATE0\r\n\r\nOK\r\n" + "\r\nOK\r\n",
                hear("AT\r\nATE0\r\nAT\r\n"));
    }

    @Test
    void aRestartIsAnsweredThenForgetsEverything() throws Exception {
        assertEquals("\r\nready\r\n" + "ATE0\r\n\r\nOK\r\n" + "\r\nOK\r\n" + "\r\nready\r\n",
                hear("ATE0\r\nAT+RST\r\n"));
    }

    @Test
    void anEmptyInputIsToldThatItIsReady() throws Exception {
        assertEquals("\r\nready\r\n", hear(""));
    }

    @Test
    void aPayloadThatEndsWithTheInputIsNotWaitedFor() throws Exception {
        assertEquals("\r\nready\r\n" + "AT+WSHEAD=10\r\n\r\nOK\r\n\r\n>", hear("AT+WSHEAD=10\r\nab: c"));
    }

    @Test
    void aPayloadForALinkIsNotWaitedForEither() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> upgrade(listener), "server");
            server.setDaemon(true);
            server.start();
            String open = "AT+WSOPEN=0,\"ws://127.0.0.1:" + listener.getLocalPort() + "\"\r\n";
            PipedOutputStream host = new PipedOutputStream();
            PipedInputStream said = new PipedInputStream(host);
            host.write(open.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream heard = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int offset, int length) {
                    super.write(bytes, offset, length);
                    if (toString(StandardCharsets.US_ASCII).endsWith("CONNECTED:0\r\n\r\nOK\r\n")) {
                        send(host, "AT+WSSEND=0,10\r\nabc");
                    }
                }
            };
            String answer = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> hear(said, heard, erased()));
            assertTrue(answer.endsWith("AT+WSSEND=0,10\r\n\r\nOK\r\n\r\n>"), answer);
        }
    }

    private static void send(PipedOutputStream host, String text) {
        try (host) {
            host.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void upgrade(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            Matcher key = Pattern.compile("Sec-WebSocket-Key: (\\S+)").matcher(head);
            assertTrue(key.find());
            String accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(
                    (key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII)));
            socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            while (socket.getInputStream().read() >= 0) {
                // until it is gone
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void certificatesThatAreBeingLookedAtAreWaitedFor() throws Exception {
        Flash flash = erased();
        String ca = Pki.certificatePem("root");
        hear(input("AT+SYSMFG=2,\"wss_ca\",\"wss_ca.0\",8," + ca.length() + "\r\n" + ca), new ByteArrayOutputStream(),
                flash);
        Slow slow = new Slow();
        for (int i = 0; i < 4; i++) {
            slow.ask(new Sleep());
        }
        String answer = hear(input("AT+WSCFG=0,30,60,1024,2,0,0\r\n"), new ByteArrayOutputStream(), flash, slow);
        assertTrue(answer.endsWith("AT+WSCFG=0,30,60,1024,2,0,0\r\n\r\nOK\r\n"), answer);
    }

    private static InputStream input(String said) {
        return new ByteArrayInputStream(said.getBytes(StandardCharsets.US_ASCII));
    }

    private static Flash erased() {
        return new RamFlash(4 * Flash.SECTOR);
    }

    private static String hear(String said) throws Exception {
        return hear(input(said), new ByteArrayOutputStream(), erased());
    }

    /** Keeps a slow thread busy. */
    private static final class Sleep implements Slow.Job {
        @Override
        public void work() {
            LockSupport.parkNanos(300_000_000);
        }

        @Override
        public void done() {
            // that was all
        }
    }

    /**
     * Nothing else wakes the loop when the last byte has passed: the machine's network is looked at every 2 s, so that
     * one that sleeps would take 40 s, and one that is woken 2 s, or longer on a busy machine.
     */
    @Test
    void aRestartWaitsForThePaceOfTheLineAndNoLonger() throws Exception {
        Log log = new StderrLog(StderrLog.OFF, System.err);
        Slow slow = new Slow();
        SntpClock clock = new SntpClock(slow, log);
        try (Network network = new Network(3, 8192, slow, clock, VerifyOptions.USUAL, log, new Ticks())) {
            Doorbell bell = new Doorbell(network::wake);
            Restarter host = new Restarter(bell);
            PacedLine line = new PacedLine(host, 115_200, 8192, new Ticks());
            HostStation station = new HostStation(slow, "wsat", true, log, new Ticks());
            Board board = new Ports(line, network, new Sockets(5, network), station, new HostResolver(slow, log),
                    new MulticastAnnouncer(network, network::wake, log),
                    clock, erased(), new RamFlash(0x6000), new HostThermometer(), log);
            host.loop = new Loop(board, new Settings(), network, station, line, bell, new Panel(bell, new Ticks()),
                    new Ticks(), () -> { });
            long begin = System.nanoTime();
            host.loop.run();
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertTrue(millis < 30_000, RESTARTS + " restarts took " + millis + " ms");
        }
    }

    /** A host that asks for a restart whenever the module is ready, {@link #RESTARTS} times. */
    private static final class Restarter extends MemoryLine {
        Loop loop;
        private final Doorbell bell;
        private int ready;

        Restarter(Doorbell bell) {
            this.bell = bell;
        }

        @Override
        public int write(byte[] buffer, int offset, int length) {
            int n = super.write(buffer, offset, length);
            if (n > 0 && sent.toString(StandardCharsets.US_ASCII).endsWith("ready\r\n")) {
                if (++ready > RESTARTS) {
                    loop.stop();
                } else {
                    hostSays("AT+RST\r\n".getBytes(StandardCharsets.US_ASCII));
                    bell.ring();
                }
            }
            return n;
        }
    }

    private static String hear(InputStream said, ByteArrayOutputStream heard, Flash flash) throws Exception {
        return hear(said, heard, flash, new Slow());
    }

    private static String hear(InputStream said, ByteArrayOutputStream heard, Flash flash, Slow slow)
            throws Exception {
        Log log = new StderrLog(StderrLog.OFF, System.err);
        SntpClock clock = new SntpClock(slow, log);
        AtomicInteger ready = new AtomicInteger();
        try (Network network = new Network(3, 8192, slow, clock, VerifyOptions.USUAL, log, new Ticks())) {
            Doorbell bell = new Doorbell(network::wake);
            StreamLine line = new StreamLine(said, heard, 1024, 1024, bell);
            HostStation station = new HostStation(slow, "wsat", true, log, new Ticks());
            Board board = new Ports(line, network, new Sockets(5, network), station, new HostResolver(slow, log),
                    new MulticastAnnouncer(network, network::wake, log),
                    clock, flash, new RamFlash(0x6000), new HostThermometer(), log);
            line.start();
            new Loop(board, new Settings(), network, station, line, bell, new Panel(bell, new Ticks()), new Ticks(),
                    ready::incrementAndGet).run();
            line.close();
        }
        assertEquals(1, ready.get());
        return heard.toString(StandardCharsets.US_ASCII);
    }
}
