package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page that is open leaves the module the memory that it needs, in a heap as small as a board's. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeskMemoryTest {
    /** Twice as many as the heap has room for. */
    private static final int FRAMES = 1500;
    private static final int LENGTH = 1000;

    private DataInputStream in;
    private OutputStream out;

    @Test
    void whatThePageKeepsAndWhatItDoesNotReadHasALimit() throws Exception {
        Process sim = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "wsat.sim.Main", "sim", "--web", "--stdio", "--log", "off", "--urc-guard-ms", "0").start();
        in = new DataInputStream(new BufferedInputStream(sim.getInputStream()));
        out = sim.getOutputStream();
        BufferedReader err = new BufferedReader(new InputStreamReader(sim.getErrorStream(), StandardCharsets.UTF_8));
        URI page = URI.create(err.readLine().replaceAll(".* on ", ""));
        String server = err.readLine().replaceAll(".*\"(.*)\".*", "$1");
        try (Socket reads = watch(page); Socket doesNot = watch(page)) {
            Thread reader = new Thread(() -> read(reads), "page");
            reader.setDaemon(true);
            reader.start();
            say("ATE0", "\r\nready\r\nATE0\r\n\r\nOK\r\n");
            say("AT+WSOPEN=0,\"" + server + "\"", "+WS_CONNECTED:0\r\n\r\nOK\r\n");
            byte[] frame = new byte[LENGTH];
            new Random(1).nextBytes(frame);
            for (int i = 0; i < FRAMES; i++) {
                say("AT+WSSEND=0," + LENGTH + ",2", "\r\nOK\r\n\r\n>");
                out.write(frame);
                out.flush();
                hear("\r\nSEND OK\r\n+WS_DATA:0," + LENGTH + ",");
                in.readFully(new byte[LENGTH]);
                hear("\r\n");
            }
            assertTrue(reader.isAlive(), "the page has lost the module");
            assertTrue(doesNot.isConnected(), "the page that does not read");
        } finally {
            sim.destroy();
            sim.waitFor();
        }
    }

    private static Socket watch(URI page) throws IOException {
        Socket socket = new Socket(page.getHost(), page.getPort());
        socket.getOutputStream().write(("GET " + page.getPath() + "events HTTP/1.1\r\nHost: " + page.getAuthority()
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void read(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // closed, at the end
        }
    }

    private void say(String line, String answer) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        hear(answer);
    }

    private void hear(String wanted) throws IOException {
        byte[] bytes = new byte[wanted.length()];
        in.readFully(bytes);
        assertEquals(wanted, new String(bytes, StandardCharsets.US_ASCII));
    }
}
