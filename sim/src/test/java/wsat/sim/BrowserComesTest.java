package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The document's page in a real Chromium comes to a module, from disk and from a server, and once is refused. */
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserComesTest {
    private static final Pattern DATA = Pattern.compile("\\+WS_DATA:(\\d),(\\d+),(hello)\\z");

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    @Test
    void theSmallestPageTalksToAMicrocontroller() throws Exception {
        Process sim = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "wsat.sim.Main", "sim",
                "--tcp", "127.0.0.1:0", "--no-echo-server").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader err = new BufferedReader(new InputStreamReader(sim.getErrorStream(), StandardCharsets.UTF_8));
        int line = Integer.parseInt(err.readLine().replaceAll(".*socket://127.0.0.1:(\\d+)\\).*", "$1"));
        int port = freePort();
        int own = freePort();
        StringBuilder heard = new StringBuilder();
        try (Socket host = new Socket("127.0.0.1", line)) {
            say(host, "ATE0\r\nAT+WSSERVER=1," + port + "\r\n"
                    + "AT+WSORIGIN=\"null\",\"http://127.0.0.1:" + own + "\"\r\n");
            Thread microcontroller = new Thread(() -> answer(host, heard), "microcontroller");
            microcontroller.setDaemon(true);
            microcontroller.start();
            List<String> lines = NodeScripts.chromium("comes.js", Path.of("../doc/client.html").toRealPath(),
                    port, own);
            String talk = "connected | > hello | < hello from the microcontroller";
            assertEquals(List.of("disk: " + talk, "server: " + talk, "refused: closed 1006"), lines);
            synchronized (heard) {
                assertTrue(heard.toString().contains("+WS_ACCEPTED:0,\"/\",\"\",\"127.0.0.1:"), heard.toString());
                assertEquals(2, heard.toString().split("\\+WS_ACCEPTED").length - 1, heard.toString());
            }
        } finally {
            sim.destroy();
            sim.waitFor();
        }
    }

    private static void say(Socket host, String text) throws IOException {
        host.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends back each hello. */
    private static void answer(Socket host, StringBuilder heard) {
        String text = "hello from the microcontroller";
        try {
            InputStream in = host.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                synchronized (heard) {
                    heard.append((char) b);
                    Matcher data = DATA.matcher(heard);
                    if (data.find()) {
                        say(host, "AT+WSSEND=" + data.group(1) + ',' + text.length() + "\r\n" + text);
                    }
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
