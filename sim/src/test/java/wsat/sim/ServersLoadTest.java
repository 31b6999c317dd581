package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Crowds at the servers of a whole module with 16 MiB of heap: it answers {@code AT}, and leaves nothing over. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServersLoadTest {
    private static final int CLIENTS = 10_000;
    private static final int FIRST = 100;
    /** More than this is not searched again. */
    private static final int FORGOTTEN = 100_000;
    private static final int CROWD = 500;

    private Process module;
    private Socket host;
    private int port;
    private final StringBuilder heard = new StringBuilder();

    @BeforeEach
    void start() throws Exception {
        module = new ProcessBuilder(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx16m", "-cp",
                System.getProperty("java.class.path"), "wsat.sim.Main", "sim", "--tcp", "127.0.0.1:0",
                "--no-echo-server")).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader said = new BufferedReader(new InputStreamReader(module.getErrorStream(),
                StandardCharsets.UTF_8));
        int line = Integer.parseInt(said.readLine().replaceAll(".*socket://127.0.0.1:(\\d+)\\).*", "$1"));
        Thread rest = new Thread(() -> said.lines().forEach(System.err::println), "log");
        rest.setDaemon(true);
        rest.start();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        host = new Socket("127.0.0.1", line);
        host.setSoTimeout(60_000);
        says("ATE0", "OK");
        says("AT+CIPMUX=1", "OK");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        module.destroy();
        assertTrue(module.waitFor(60, TimeUnit.SECONDS));
    }

    /** The host says a line and waits until it has heard something, which it forgets with what stood before. */
    private void says(String line, String awaited) throws IOException {
        host.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        hears(awaited);
    }

    private void hears(String awaited) throws IOException {
        byte[] bytes = new byte[65_536];
        while (heard.indexOf(awaited) < 0) {
            int count = host.getInputStream().read(bytes);
            assertTrue(count > 0, "the line has ended behind " + heard);
            if (heard.length() > FORGOTTEN) {
                heard.delete(0, heard.length() - awaited.length());
            }
            heard.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        }
        heard.delete(0, heard.indexOf(awaited) + awaited.length());
    }

    private Socket client() throws IOException {
        Socket client = new Socket("127.0.0.1", port);
        client.setSoTimeout(60_000);
        return client;
    }

    /** Sockets, selectors and pipes; files are opened when the module first wants them, and stay. */
    private long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + module.pid() + "/fd"))) {
            return all.filter(one -> !isFile(one)).count();
        }
    }

    private static boolean isFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).isAbsolute();
        } catch (IOException e) {
            return true; // closed meanwhile
        }
    }

    private void waitForDescriptors(long most) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (descriptors() > most && System.nanoTime() - end < 0) {
            says("AT", "OK"); // each turn lets go of what has ended
            Thread.onSpinWait();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertTrue(descriptors() <= most, descriptors() + " descriptors, " + most + " at first");
    }

    @Test
    void clientsInSequenceLeaveNothingBehind() throws Exception {
        says("AT+CIPSERVER=1," + port, "OK");
        long before = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < CLIENTS; i++) {
            before = i == FIRST ? descriptors() : before; // by now all is loaded
            try (Socket client = client()) {
                client.getOutputStream().write(("client " + i + ".").getBytes(StandardCharsets.US_ASCII));
                hears("0,CONNECT\r\n");
                hears(":client " + i + ".");
            }
            hears("0,CLOSED\r\n");
        }
        System.out.printf("servers %d clients in sequence: %.1f s%n", CLIENTS, (System.nanoTime() - begun) / 1e9);
        waitForDescriptors(before);
        says("AT+CIPSTATE?", "OK");
    }

    @Test
    void aCrowdIsRefusedInOrderAndTheModuleAnswers() throws Exception {
        says("AT+CIPSERVER=1," + port, "OK");
        client().close(); // with which all is loaded
        hears("0,CONNECT\r\n");
        hears("0,CLOSED\r\n");
        long before = descriptors();
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            try {
                crowd.add(client());
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("reset"), e.getMessage()); // so fast
            }
        }
        for (int link = 0; link < 5; link++) {
            hears(",CONNECT\r\n");
        }
        says("AT", "OK");
        int open = 0;
        for (Socket one : crowd) {
            one.setSoTimeout(open < 5 ? 500 : 10_000);
            try {
                assertTrue(one.getInputStream().read() >= 0, "it was ended in order, and not reset");
            } catch (SocketTimeoutException e) {
                open++;
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("reset"), e.getMessage());
            }
        }
        assertEquals(5, open);
        for (Socket one : crowd) {
            one.close();
        }
        waitForDescriptors(before);
    }

    /** It takes what fits, then AT+CIPSEND fails in time, or waits; either way the module lives on. */
    @Test
    void aClientThatNeverReadsHoldsUpNobody() throws Exception {
        says("AT+CIPSERVER=1," + port, "OK");
        says("AT+CIPTCPOPT=5,-1,0,2000", "OK");
        try (Socket deaf = client(); Socket other = client()) {
            hears("0,CONNECT\r\n");
            hears("1,CONNECT\r\n");
            byte[] payload = new byte[8192];
            boolean stopped = false;
            for (int i = 0; i < 2000 && !stopped; i++) {
                says("AT+CIPSEND=0,8192", ">");
                host.getOutputStream().write(payload);
                hears("\r\nSEND ");
                while (heard.indexOf("\r\n") < 0) {
                    heard.append((char) host.getInputStream().read());
                }
                stopped = heard.indexOf("FAIL") == 0;
                heard.delete(0, heard.indexOf("\r\n") + 2);
            }
            assertTrue(stopped, "16 MB were taken by somebody who reads nothing");
            other.getOutputStream().write("still here".getBytes(StandardCharsets.US_ASCII));
            hears("+IPD,1,10:still here");
            assertTrue(deaf.isConnected());
        }
        says("AT", "OK");
    }

    /** TCP stops the clients; when the host reads again, everything is there. */
    @Test
    void aHostThatDoesNotReadStopsItsClientsAndLosesNothing() throws Exception {
        says("AT+CIPSERVER=1," + port, "OK");
        try (Socket client = client()) {
            hears("0,CONNECT\r\n");
            Thread flood = new Thread(() -> {
                try (OutputStream out = client.getOutputStream()) {
                    for (int i = 0; i < 20_000; i++) {
                        out.write(String.format("%07d\n", i).repeat(200).getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, "flood");
            flood.start();
            flood.join(1500);
            assertTrue(flood.isAlive(), "32 MB went to a host that reads nothing");
            for (int i = 0; i < 200; i++) {
                comeAndGo();
            }
            hears("0019999\n");
            hears("0,CLOSED\r\n");
            flood.join();
        }
        says("AT", "OK");
    }

    /** One of those who come meanwhile. Who finds no link free may be reset before connecting is over. */
    private void comeAndGo() throws IOException {
        try {
            new Socket("127.0.0.1", port).close();
        } catch (ConnectException e) {
            throw e; // nobody listens
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e.toString());
        }
    }
}
