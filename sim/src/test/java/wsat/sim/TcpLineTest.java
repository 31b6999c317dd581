package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.board.os.Ticks;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // the device has only to be there while its block lasts
class TcpLineTest {
    private static final Path SS = Path.of("/usr/bin/ss");

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private volatile InetSocketAddress address;

    private EchoDevice device() throws Exception {
        return new EchoDevice(network -> {
            TcpLine line = new TcpLine(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), network.selector(),
                    4096, (level, where, what, value) -> logged.add(where + ": " + what), new Ticks());
            address = line.address();
            return line;
        });
    }

    private Socket connect() throws Exception {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] exchange(Socket host, byte[] said) throws Exception {
        host.getOutputStream().write(said);
        return new DataInputStream(host.getInputStream()).readNBytes(said.length);
    }

    /** One that vanished would keep all others away: TCP asks it whether it is still there. */
    @Test
    void aSilentHostIsAskedWhetherItIsThere() throws Exception {
        assumeTrue(Files.isExecutable(SS), "skipped: there is no " + SS + " (Debian: apt install iproute2)");
        try (EchoDevice device = device(); Socket host = connect()) {
            exchange(host, new byte[] {1});
            // in seconds, not in two hours; at first it may be the timer of what was sent
            EchoDevice.until(() -> timers().matches("(?s).*timer:\\(keepalive,[0-9.]+m?sec.*"));
        }
    }

    /** What the kernel has yet to do for the line's connections. */
    private String timers() throws IOException {
        Process ss = new ProcessBuilder(SS.toString(), "-Htno", "sport", "=", ":" + address.getPort()).start();
        return new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void hostsComeAndGo() throws Exception {
        byte[] said = new byte[3000];
        new Random(5).nextBytes(said);
        try (EchoDevice device = device()) {
            for (int i = 0; i < 5; i++) {
                try (Socket host = connect()) {
                    assertArrayEquals(said, exchange(host, said));
                }
            }
        }
    }

    @Test
    void theNextHostWaitsUntilTheFirstLeaves() throws Exception {
        try (EchoDevice device = device(); Socket first = connect()) {
            assertArrayEquals(new byte[] {1}, exchange(first, new byte[] {1}));
            try (Socket second = connect()) {
                second.getOutputStream().write(2);
                assertArrayEquals(new byte[] {3}, exchange(first, new byte[] {3}));
                first.close();
                assertEquals(2, second.getInputStream().read());
            }
        }
    }

    @Test
    void aHostThatHasStoppedSendingStillHearsItsAnswer() throws Exception {
        byte[] said = {1, 2, 3};
        try (EchoDevice device = device(); Socket host = connect()) {
            host.getOutputStream().write(said);
            host.shutdownOutput();
            assertArrayEquals(said, host.getInputStream().readAllBytes(), "all of it, then the end");
        }
    }

    @Test
    void aHostThatIsCutOffMakesRoomForTheNext() throws Exception {
        try (EchoDevice device = device()) {
            Socket first = connect();
            assertArrayEquals(new byte[] {1}, exchange(first, new byte[] {1}));
            first.setSoLinger(true, 0);
            first.close();
            try (Socket second = connect()) {
                assertArrayEquals(new byte[] {2}, exchange(second, new byte[] {2}));
            }
        }
    }

    @Test
    void theEndOfEachConnectionIsACutBehindAllThatWasSaid() throws Exception {
        byte[] said = new byte[3000];
        try (EchoDevice device = device()) {
            for (int i = 1; i <= 3; i++) {
                try (Socket host = connect()) {
                    host.getOutputStream().write(said);
                    host.shutdownOutput();
                    assertArrayEquals(said, host.getInputStream().readAllBytes());
                }
                try (Socket next = connect()) {
                    assertArrayEquals(new byte[] {7}, exchange(next, new byte[] {7}));
                    assertEquals(2 * i - 1, device.cuts());
                }
            }
        }
    }

    @Test
    void moreThanFitsAnywhereArrivesWhole() throws Exception {
        byte[] said = new byte[20_000_000];
        new Random(6).nextBytes(said);
        try (EchoDevice device = device(); Socket host = connect()) {
            Thread writer = new Thread(() -> {
                try {
                    host.getOutputStream().write(said);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            assertArrayEquals(said, new DataInputStream(host.getInputStream()).readNBytes(said.length));
            writer.join();
        }
    }

    private void assertCutOff(int times) throws Exception {
        EchoDevice.until(() -> logged.size() == times);
        assertEquals("--tcp: cut off a client that speaks HTTP or TLS, as a browser does at the bidding of any page;"
                + " none of its lines was obeyed", logged.get(times - 1));
        try (Socket host = connect()) {
            assertArrayEquals(new byte[] {7}, exchange(host, new byte[] {7}), "the next host hears itself alone");
        }
    }

    @Test
    void aWebClientIsCutOffBeforeAWordOfItIsHeard() throws Exception {
        String request = "POST / HTTP/1.1\r\nHost: x\r\n\r\nAT+RESTORE\r\n";
        try (EchoDevice device = device()) {
            for (int cut = 1; cut < 12; cut++) {
                try (Socket page = connect()) {
                    page.getOutputStream().write(request.substring(0, cut).getBytes(StandardCharsets.US_ASCII));
                    page.getOutputStream().write(request.substring(cut).getBytes(StandardCharsets.US_ASCII));
                    assertEquals("", heard(page));
                }
                assertCutOff(cut);
            }
        }
    }

    /** Until the end, which may be a reset: what the page had said was not read. */
    private static String heard(Socket page) {
        StringBuilder heard = new StringBuilder();
        try {
            for (int b = page.getInputStream().read(); b >= 0; b = page.getInputStream().read()) {
                heard.append((char) b);
            }
        } catch (IOException e) {
            // cut off
        }
        return heard.toString();
    }

    @Test
    void javasHttpClientIsCutOff() throws Exception {
        try (EchoDevice device = device()) {
            URI uri = URI.create("http://127.0.0.1:" + address.getPort() + "/");
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest post = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("AT+RESTORE\r\n"))
                    .build();
            assertThrows(IOException.class, () -> client.send(post, HttpResponse.BodyHandlers.ofString()));
            assertCutOff(1);
            HttpRequest other = HttpRequest.newBuilder(uri)
                    .method("AT", HttpRequest.BodyPublishers.ofString("AT+RESTORE\r\n")).build();
            assertThrows(IOException.class, () -> client.send(other, HttpResponse.BodyHandlers.ofString()));
            assertCutOff(2);
        }
    }

    @Test
    void curlIsCutOff() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "skipped: there is no /usr/bin/curl");
        try (EchoDevice device = device()) {
            String[][] ways = {{"-d", "\nAT+RESTORE\n"}, {"-X", "AT"}, {"-T", "pom.xml"}, {"-I"},
                    {"--http2-prior-knowledge"},
                {"--http1.0"}};
            for (int i = 0; i < ways.length; i++) {
                assertNotEquals(0, curl(ways[i], "http://127.0.0.1:" + address.getPort()));
                assertCutOff(i + 1);
            }
            assertNotEquals(0, curl(new String[] {"-k"}, "https://127.0.0.1:" + address.getPort()));
            assertCutOff(ways.length + 1);
        }
    }

    private static int curl(String[] way, String url) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/curl", "-s", "-o", "/dev/null", "--max-time", "60", url));
        command.addAll(List.of(way));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor();
    }
}
