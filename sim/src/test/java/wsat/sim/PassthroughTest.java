package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.at.Settings;
import wsat.board.Loop;
import wsat.board.Machine;
import wsat.board.Panel;
import wsat.board.StderrLog;
import wsat.board.flash.FileFlash;
import wsat.board.flash.RamFlash;
import wsat.board.host.HostStation;
import wsat.board.tls.VerifyOptions;

/** Passthrough between a real tty and real TCP or a real WebSocket, both ways at once. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PassthroughTest {
    private static final int MANY = 3_000_000;
    /** The pause in front of +++ is part of what is said; it has no event to wait for. */
    private static final long PAUSE_NANOS = 60_000_000;

    private Loop loop;
    private Thread thread;
    private InputStream heard;
    private OutputStream said;
    private ServerSocket server;

    @BeforeEach
    void start() throws Exception {
        StderrLog log = new StderrLog(StderrLog.OFF, System.err);
        Machine machine = new Machine(new Settings(), VerifyOptions.USUAL, log);
        Pty pty = new Pty(true);
        PtyLine line = new PtyLine(pty, machine.network().selector(), machine.outputMax());
        loop = machine.loop(line, new HostStation(machine.slow(), "net", true, log, machine.ticks()),
                new RamFlash(FileFlash.DEFAULT_SIZE), new RamFlash(Machine.NVS_SIZE),
                new Panel(machine.bell(), machine.ticks()), () -> { });
        thread = new Thread(() -> {
            try {
                loop.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }, "module");
        thread.start();
        heard = new FileInputStream(pty.path());
        said = new FileOutputStream(pty.path());
        server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
        hear("\r\nready\r\n");
    }

    @AfterEach
    void stop() throws Exception {
        loop.stop();
        thread.join();
        heard.close();
        said.close();
        server.close();
    }

    private void hear(String wanted) throws IOException {
        byte[] got = new DataInputStream(heard).readNBytes(wanted.length());
        assertEquals(wanted, new String(got, StandardCharsets.ISO_8859_1));
    }

    private void say(String line, String answer) throws IOException {
        said.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        hear(line + "\r\n" + answer);
    }

    private Socket open() throws IOException {
        say("AT+CIPSTART=\"TCP\",\"127.0.0.1\"," + server.getLocalPort(), "CONNECT\r\n\r\nOK\r\n");
        say("AT+CIPMODE=1", "\r\nOK\r\n");
        say("AT+CIPSEND", "\r\nOK\r\n\r\n>");
        return server.accept();
    }

    private static byte[] random(int seed) {
        byte[] bytes = new byte[MANY];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static FutureTask<byte[]> begin(Callable<byte[]> work) {
        FutureTask<byte[]> task = new FutureTask<>(work);
        new Thread(task, "end").start();
        return task;
    }

    private static byte[] sum(InputStream in) throws Exception {
        DigestInputStream all = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
        for (int left = MANY; left > 0;) {
            int count = all.readNBytes(Math.min(left, 65_536)).length;
            assertTrue(count > 0, "it has ended before " + left + " bytes had come");
            left -= count;
        }
        return all.getMessageDigest().digest();
    }

    private static FutureTask<byte[]> writes(OutputStream out, byte[] bytes) {
        return begin(() -> {
            out.write(bytes);
            return bytes;
        });
    }

    @Test
    void millionsOfBytesPassBothWaysAtOnceUnchanged() throws Exception {
        try (Socket peer = open()) {
            byte[] up = random(1);
            byte[] down = random(2);
            FutureTask<byte[]> upSum = begin(() -> sum(peer.getInputStream()));
            FutureTask<byte[]> downSum = begin(() -> sum(heard));
            FutureTask<byte[]> first = writes(said, up);
            FutureTask<byte[]> second = writes(peer.getOutputStream(), down);
            assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(first.get()), upSum.get());
            assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(second.get()), downSum.get());
        }
    }

    @Test
    void aWebSocketIsAWireToo() throws Exception {
        String echo = EchoServer.open(new StderrLog(StderrLog.OFF, System.err));
        say("AT+WSOPEN=0,\"" + echo + "\"", "+WS_CONNECTED:0\r\n\r\nOK\r\n");
        say("AT+WSMODE=0,1,2,20,4000", "\r\nOK\r\n");
        say("AT+WSSEND=0", "\r\nOK\r\n\r\n>");
        FutureTask<byte[]> sum = begin(() -> sum(heard));
        byte[] all = writes(said, random(3)).get();
        assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(all), sum.get());
    }

    @Test
    void aLostLinkComesBackAndBytesWaitForIt() throws Exception {
        say("AT+SYSMSG=1", "\r\nOK\r\n");
        Socket peer = open();
        peer.getOutputStream().write("end".getBytes(StandardCharsets.ISO_8859_1));
        peer.close();
        hear("end");
        try (Socket next = server.accept()) {
            said.write("waits".getBytes(StandardCharsets.ISO_8859_1));
            assertEquals("waits", new String(next.getInputStream().readNBytes(5), StandardCharsets.ISO_8859_1));
            LockSupport.parkNanos(PAUSE_NANOS);
            said.write("+++".getBytes(StandardCharsets.ISO_8859_1));
            hear("+QUITT\r\n");
            say("AT+CIPMODE?", "+CIPMODE:1\r\n\r\nOK\r\n");
            say("AT+CIPCLOSE", "CLOSED\r\n\r\nOK\r\n");
            assertEquals(-1, next.getInputStream().read(), "nothing of +++ has come");
        }
    }
}
