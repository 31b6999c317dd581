package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wsat.pki.command.Pki;

/** The README's three commands, and the AT lines behind them. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class MutualTlsTest {
    private static final Path BUNDLE = Path.of("/etc/ssl/certs/ca-certificates.crt");

    @TempDir
    Path folder;

    @Test
    void threeCommandsLeadToAnEchoWithMutualAuthentication() throws Exception {
        String desk = folder.resolve("desk").toString();
        String image = folder.resolve("board.nvs").toString();
        pki("test-ca", desk);
        pki("add", image, "--create", "--slot", "0", "--ca", desk + "/ca.pem", "--cert", desk + "/client.pem", "--key",
                desk + "/client.key");
        echoed(image, desk, true);
    }

    /** The bundle of a system, to which the root of the test is appended: what is expired in it is left out. */
    @Test
    void publicRootsVerifyAServer() throws Exception {
        assumeTrue(Files.exists(BUNDLE), "needs Debian's ca-certificates");
        String desk = folder.resolve("desk").toString();
        String image = folder.resolve("board.nvs").toString();
        pki("test-ca", desk);
        String bundle = folder.resolve("bundle.crt").toString();
        Files.writeString(Path.of(bundle), Files.readString(BUNDLE) + Files.readString(Path.of(desk, "ca.pem")));
        pki("init", image, "--size", "0x80000");
        pki("add", image, "--slot", "0", "--public-roots", bundle);
        assertTrue(Files.size(BUNDLE) > 100_000);
        pki("add", image, "--slot", "0", "--cert", desk + "/client.pem", "--key", desk + "/client.key");
        echoed(image, desk, false);
    }

    /** @param shown whether a page shows it */
    private static void echoed(String image, String desk, boolean shown) throws Exception {
        Process sim = new ProcessBuilder(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx16m", "-cp",
                System.getProperty("java.class.path"), "wsat.sim.Main", "sim", "--tcp", "127.0.0.1:0", "--flash", image,
                "--echo-tls", desk, shown ? "--web" : "--boot-ms=100"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(sim.getErrorStream(), StandardCharsets.UTF_8));
        int port = Integer.parseInt(said.readLine().replaceAll(".*socket://127.0.0.1:(\\d+)\\).*", "$1"));
        URI page = shown ? URI.create(said.readLine().replaceAll(".*page on ", "")) : null;
        try (Socket host = new Socket("127.0.0.1", port)) {
            String open = said.readLine().replaceAll(".*(AT\\+WSOPEN=.*)", "$1");
            assertTrue(open.startsWith("AT+WSOPEN=0,\"wss://"), open);
            exchange(host, "AT+WSCFG=0,10,120,1024,3,0,0\r\n", "\r\nOK\r\n");
            exchange(host, open + "\r\n", "+WS_CONNECTED:0\r\n\r\nOK\r\n");
            exchange(host, "AT+WSSEND=0,4\r\n", ">");
            exchange(host, "test", "+WS_DATA:0,4,test\r\n");
            if (shown) {
                theChainIsShown(page);
            }
        } finally {
            sim.destroy();
            sim.waitFor();
        }
    }

    /** On the page: the server's certificate, its issuer's, and the request for the upgrade. */
    private static void theChainIsShown(URI page) throws Exception {
        HttpRequest events = HttpRequest.newBuilder(page.resolve("events")).build();
        HttpClient client = HttpClient.newHttpClient();
        try (Stream<String> lines = client.send(events, HttpResponse.BodyHandlers.ofLines()).body()) {
            List<String> openings = lines.filter(line -> line.contains("\"certificate\"")
                    || line.contains("\"head\"") && line.contains("GET / HTTP")).limit(2).toList();
            assertTrue(openings.get(0).contains("Connection: Upgrade"), openings.toString());
            assertTrue(openings.get(1).contains("\"at\":0,\"subject\":\"CN="), openings.toString());
            assertTrue(openings.get(1).matches(".*\"issuer\":\"CN=.*\"from\":\"20.*\"sha256\":\"[0-9a-f]{64}\"}"),
                    openings.toString());
        }
    }

    private static void pki(String... words) {
        PrintStream none = new PrintStream(OutputStream.nullOutputStream());
        assertEquals(0, Pki.run(words, 0, none, none));
    }

    private static void exchange(Socket host, String line, String awaited) throws IOException {
        host.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(awaited) < 0) {
            int b = host.getInputStream().read();
            assertTrue(b >= 0 && heard.indexOf("\r\nERROR\r\n") < 0, line + heard);
            heard.append((char) b);
        }
    }
}
