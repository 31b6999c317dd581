package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A server that pushes 200 MB as fast as it can into a line of 921600 baud: TCP stops the server, nothing
 * is lost or out of order, and the process does not grow.
 */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class FloodIT {
    private static final int BAUD = 921_600;
    private static final long SECONDS = Long.getLong("wsat.flood.seconds", 20);
    private static final int PAYLOAD = 1000;
    private static final long PUSHED_MAX = 200_000_000;
    /** What sockets and buffers between the server and the line may hold. */
    private static final long UNDERWAY_MAX = 16 << 20;
    private static final long GROWTH_MAX_KIB = 4096;

    @Test
    void aFloodIsStoppedByTcpAndArrivesWholeAndInOrder() throws Exception {
        AtomicLong pushed = new AtomicLong();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread pushing = new Thread(() -> push(server, pushed), "server");
            pushing.setDaemon(true);
            pushing.start();
            Process module = new ProcessBuilder("../wsat", "sim", "--stdio", "--baud", Integer.toString(BAUD),
                    "--no-echo-server").redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try {
                OutputStream host = module.getOutputStream();
                host.write(("ATE0\r\nAT+WSOPEN=0,\"ws://127.0.0.1:" + server.getLocalPort() + "\"\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                host.flush();
                listen(module, pushed);
            } finally {
                module.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    private static void listen(Process module, AtomicLong pushed) throws Exception {
        DataInputStream line = new DataInputStream(module.getInputStream());
        expect(line, "\r\nready\r\nATE0\r\n\r\nOK\r\n+WS_CONNECTED:0\r\n\r\nOK\r\n");
        byte[] head = ("+WS_DATA:0," + PAYLOAD + ",").getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[head.length + PAYLOAD + 2];
        long begun = System.nanoTime();
        long settled = 0;
        long most = 0;
        long frames = 0;
        long[] heardIn = new long[(int) SECONDS];
        for (long elapsed = 0; elapsed < SECONDS; elapsed = (System.nanoTime() - begun) / 1_000_000_000) {
            line.readFully(message);
            assertTrue(Arrays.equals(head, 0, head.length, message, 0, head.length), "a head at frame " + frames);
            assertEquals(frames, number(message, head.length), "the frames follow each other");
            assertEquals('\n', message[message.length - 1]);
            frames++;
            heardIn[(int) elapsed] += message.length;
            if (elapsed >= SECONDS / 4 && frames % 500 == 0) {
                long resident = residentKib(module.pid());
                settled = settled == 0 ? resident : settled;
                most = Math.max(most, resident);
            }
        }
        long heard = frames * message.length;
        System.out.printf(Locale.ROOT,
                "flood: heard %d bytes in %d s (%.3f of the line), server pushed %d, resident %d to %d KiB%n",
                heard, SECONDS, heard / (BAUD / 10.0 * SECONDS), pushed.get(), settled, most);
        Arrays.sort(heardIn); // a machine that stands still for some seconds says nothing of the line
        assertTrue(heardIn[heardIn.length / 2] > BAUD / 10 * 8 / 10, "the line was used: " + Arrays.toString(heardIn));
        assertTrue(pushed.get() < heard + UNDERWAY_MAX, "TCP has stopped the server at " + pushed.get());
        assertTrue(most - settled < GROWTH_MAX_KIB, "resident KiB grew from " + settled + " to " + most);
    }

    private static void expect(DataInputStream line, String text) throws IOException {
        byte[] got = new byte[text.length()];
        line.readFully(got);
        assertEquals(text, new String(got, StandardCharsets.US_ASCII));
    }

    private static long number(byte[] message, int at) {
        return Long.parseLong(new String(message, at, 10, StandardCharsets.US_ASCII));
    }

    static long residentKib(long process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS");
    }

    private static void push(ServerSocket server, AtomicLong pushed) {
        try (Socket socket = server.accept()) {
            BufferedReader request = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String key = "";
            for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
                if (line.startsWith("Sec-WebSocket-Key: ")) {
                    key = line.substring(19);
                }
            }
            OutputStream out = socket.getOutputStream();
            byte[] accept = MessageDigest.getInstance("SHA-1").digest(
                    (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] frame = new byte[4 + PAYLOAD];
            Arrays.fill(frame, (byte) '.');
            frame[0] = (byte) 0x81;
            frame[1] = 126;
            frame[2] = (byte) (PAYLOAD >> 8);
            frame[3] = (byte) PAYLOAD;
            for (long i = 0; pushed.get() < PUSHED_MAX; i++) {
                byte[] number = String.format(Locale.ROOT, "%010d", i).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(number, 0, frame, 4, number.length);
                out.write(frame);
                pushed.addAndGet(frame.length);
            }
        } catch (Exception e) {
            // the module is gone: so is the flood
        }
    }
}
