package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wsat.pki.command.Pki;

/**
 * All links that a module has, open at once against servers not ours, each with bytes of its own on the way: what comes
 * back on a link is what was sent there, nothing else is said, and the process does not grow.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AllLinksIT {
    private static final long SEED = Long.getLong("wsat.seed", 1);
    private static final int MESSAGES = Integer.getInteger("wsat.links.messages", 3000);
    private static final long SECONDS = 12;
    private static final int MESSAGES_LEAST = 200;
    /** What of a link may be under way. */
    private static final int WINDOW = 12_000;
    private static final int DATAGRAM_MAX = 1460;
    private static final int SEND_MAX = 8192;
    private static final int FRAME_MAX = 8182;
    private static final int IPD_MAX = 1460;
    private static final long GROWTH_MAX_KIB = 4096;

    private enum Kind { TCP, UDP, SSL, WS, WSS }

    /** A link, and what has gone out and come back on it: bytes of a block of its own, over and over. */
    private static final class Link {
        final Kind kind;
        final int number;
        final boolean passive;
        private final byte[] block = new byte[65_521];
        private long sent;
        private long heard;
        private boolean told;

        Link(Kind kind, int number, boolean passive) {
            this.kind = kind;
            this.number = number;
            this.passive = passive;
            new Random(SEED * 100 + number + (webSocket() ? 50 : 0)).nextBytes(block);
        }

        boolean webSocket() {
            return kind == Kind.WS || kind == Kind.WSS;
        }

        long underWay() {
            return sent - heard;
        }

        private byte[] bytes(long from, int length) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = block[(int) ((from + i) % block.length)];
            }
            return bytes;
        }

        byte[] next(int length) {
            sent += length;
            return bytes(sent - length, length);
        }

        void take(byte[] bytes) {
            assertTrue(bytes.length <= underWay(), this + ": more than was sent");
            assertTrue(Arrays.equals(bytes(heard, bytes.length), bytes), this + " differs behind " + heard);
            assertTrue(kind != Kind.UDP || passive || bytes.length == underWay(), this + ": a datagram is told whole");
            assertTrue(bytes.length <= (webSocket() ? SEND_MAX : IPD_MAX) || passive, this + ": " + bytes.length);
            heard += bytes.length;
        }

        @Override
        public String toString() {
            return "seed " + SEED + ", " + kind + " link " + number;
        }
    }

    @TempDir
    private Path folder;
    private final Random random = new Random(SEED);
    private final List<Link> links = new ArrayList<>();
    private int[] ports;
    private Process servers;
    private Process module;
    private StrictUart uart;

    @BeforeEach
    void serve() throws Exception {
        Python.needWebsockets();
        String desk = folder.resolve("desk").toString();
        PrintStream none = new PrintStream(OutputStream.nullOutputStream());
        assertEquals(0, Pki.run(new String[] {"test-ca", desk}, 0, none, none));
        servers = new ProcessBuilder(Python.PROGRAM, "src/test/python/pieces.py", desk + "/server.pem",
                desk + "/server.key", Long.toString(SEED)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        ports = Arrays.stream(servers.inputReader().readLine().split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : new Process[] {module, servers}) {
            if (process != null) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void sevenSocketsAndThreeWebSocketsKeepTheirBytesApart() throws Exception {
        for (int i = 0; i < 7; i++) {
            links.add(new Link(kind(i, 5), i, false));
        }
        exchange("--max-links", "7");
    }

    @Test
    void socketsThatAreReadOnDemandToo() throws Exception {
        for (int i = 0; i < 5; i++) {
            links.add(new Link(kind(i, 3), i, true));
        }
        exchange();
    }

    @Test
    void bothKindsSideBySide() throws Exception {
        for (int i = 0; i < 7; i++) {
            links.add(new Link(kind(i, 5), i, i % 2 == 0));
        }
        exchange("--max-links", "7");
    }

    /** TCP links first, then one of UDP and one of SSL. */
    private static Kind kind(int link, int udp) {
        return link < udp ? Kind.TCP : link == udp ? Kind.UDP : Kind.SSL;
    }

    private void exchange(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("../wsat", "sim", "--stdio", "--no-echo-server", "--log", "error"));
        command.addAll(List.of(options));
        module = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        uart = new StrictUart(module.getInputStream(), module.getOutputStream(), new StrictUart.Unasked() {
            @Override
            public void data(boolean webSocket, int link, byte[] bytes) {
                Link to = link(webSocket, link);
                assertFalse(to.passive, () -> to + " is read on demand");
                to.take(bytes);
            }

            @Override
            public void notice(int number, int length) {
                Link link = link(false, number);
                assertTrue(link.passive && !link.told && length > 0 && length <= link.underWay(),
                        () -> link + " told " + length);
                link.told = true;
            }
        });
        open();
        talk();
        close();
    }

    private Link link(boolean webSocket, int number) {
        for (Link link : links) {
            if (link.webSocket() == webSocket && link.number == number) {
                return link;
            }
        }
        throw new AssertionError("no link " + number);
    }

    private void open() throws IOException {
        assertEquals("\r\nready\r\n", uart.asked());
        uart.say("ATE0\r\n".getBytes());
        assertEquals("ATE0\r\n", uart.asked());
        assertEquals("\r\nOK\r\n", uart.asked());
        uart.command("AT+CIPMUX=1", "\r\nOK\r\n");
        for (Link link : links) {
            int port = ports[link.kind == Kind.TCP ? 0 : link.kind == Kind.SSL ? 1 : 4];
            uart.command("AT+CIPSTART=" + link.number + ",\"" + link.kind + "\",\"127.0.0.1\"," + port,
                    link.number + ",CONNECT\r\n", "\r\nOK\r\n");
            uart.command("AT+CIPRECVTYPE=" + link.number + "," + (link.passive ? 1 : 0), "\r\nOK\r\n");
        }
        for (int i = 0; i < 3; i++) {
            Link link = new Link(i == 1 ? Kind.WSS : Kind.WS, i, false);
            links.add(link);
            uart.command("AT+WSCFG=" + i + ",30,600," + SEND_MAX, "\r\nOK\r\n");
            uart.command("AT+WSOPEN=" + i + ",\"" + (i == 1 ? "wss" : "ws") + "://127.0.0.1:" + ports[i == 1 ? 3 : 2]
                    + "\"", "+WS_CONNECTED:" + i + "\r\n", "\r\nOK\r\n");
        }
    }

    private void talk() throws IOException {
        long begun = System.nanoTime();
        long opened = FloodIT.residentKib(module.pid());
        long settled = 0;
        int messages = 0;
        while (messages < MESSAGES
                && (messages < MESSAGES_LEAST || System.nanoTime() - begun < SECONDS * 1_000_000_000)) {
            Link link = links.get(random.nextInt(links.size()));
            if (link.told && random.nextBoolean()) {
                read(link);
            } else if (random.nextInt(8) == 0) {
                await(link);
            } else {
                messages += send(link) ? 1 : 0;
            }
            while (random.nextInt(4) == 0 && uart.hears()) {
                uart.hear();
            }
            if (settled == 0 && messages >= MESSAGES_LEAST / 2 && messages >= MESSAGES / 4) {
                settled = FloodIT.residentKib(module.pid());
            }
        }
        for (Link link : links) {
            await(link);
        }
        long after = FloodIT.residentKib(module.pid());
        System.out.printf(Locale.ROOT,
                "all links: %d messages, %d bytes each way in %d ms; resident KiB %d when open, %d, %d at the end%n",
                messages, links.stream().mapToLong(link -> link.heard).sum(), (System.nanoTime() - begun) / 1_000_000,
                opened, settled, after);
        assertTrue(after - settled < GROWTH_MAX_KIB, "resident KiB grew from " + settled + " to " + after);
    }

    /** @return false: enough is under way */
    private boolean send(Link link) throws IOException {
        int most = link.kind == Kind.UDP ? DATAGRAM_MAX : link.webSocket() ? FRAME_MAX : SEND_MAX;
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? most : 300);
        if (link.underWay() + length > WINDOW || link.kind == Kind.UDP && link.underWay() > 0) {
            return false;
        }
        byte[] payload = link.next(length);
        if (link.webSocket()) {
            uart.send("AT+WSSEND=" + link.number + "," + length + ",2", payload, "\r\nSEND OK\r\n");
        } else {
            uart.send("AT+CIPSEND=" + link.number + "," + length, payload, "\r\nRecv " + length + " bytes\r\n",
                    "\r\nSEND OK\r\n");
        }
        return true;
    }

    private void read(Link link) throws IOException {
        link.told = false;
        link.take(uart.read(link.number, 1 + random.nextInt(4000)));
    }

    /** Until all of it has come back. */
    private void await(Link link) throws IOException {
        while (link.underWay() > 0) {
            if (link.told) {
                read(link);
            } else {
                uart.hear();
            }
        }
    }

    private void close() throws Exception {
        List<String> closed = new ArrayList<>();
        for (Link link : links) {
            if (link.webSocket()) {
                uart.command("AT+WSCLOSE=" + link.number, "\r\nOK\r\n");
            } else {
                closed.add(link.number + ",CLOSED\r\n");
            }
        }
        closed.add("\r\nOK\r\n");
        uart.command("AT+CIPCLOSE=" + (closed.size() - 1), closed.toArray(new String[0]));
        uart.command("AT+CIPSTATE?", "\r\nOK\r\n");
        uart.command("AT+WSOPEN?", "\r\nOK\r\n");
        assertEquals("", uart.end());
        assertTrue(module.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, module.exitValue());
    }
}
