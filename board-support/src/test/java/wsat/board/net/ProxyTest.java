package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.tls.Pki;
import wsat.port.Ending;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

@Timeout(600)
class ProxyTest {
    private static final Path TINYPROXY = Path.of("/usr/bin/tinyproxy");
    private static final Path SQUID = Path.of("/usr/sbin/squid");

    private final Loop loop = new Loop(1, 1024);
    private final Ending ending = new Ending();

    @AfterEach
    void close() {
        loop.close();
    }

    private OpenRequest through(int proxyPort, int port) {
        OpenRequest request = Loop.request("127.0.0.1", port, "/path", 1024);
        request.hostHeader.set("127.0.0.1:" + port);
        request.proxy.host.set("127.0.0.1");
        request.proxy.port = proxyPort;
        return request;
    }

    private void fails(OpenRequest request, int code, String words) {
        loop.network.open(0, request);
        loop.untilState(WebSocketPort.LOST);
        loop.network.ending(0, ending);
        assertEquals(Ending.PROXY, ending.stage);
        assertEquals(code, ending.code);
        assertTrue(loop.logged(words), loop.log::toString);
    }

    @Test
    void theProxyIsAskedForTheServerAndWhatStandsBehindItsAnswerIsTheServers() {
        List<String> asked = new ArrayList<>();
        try (RawServer proxy = new RawServer(peer -> {
            asked.add(peer.request());
            for (byte b : "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n".getBytes()) {
                peer.send(new byte[] {b});
            }
            peer.upgrade(Frames.frame(0x81, "behind".getBytes()));
            peer.readEnd();
        })) {
            OpenRequest request = through(proxy.port, 8765);
            request.host.set("server.example");
            request.proxy.authorization.set("Basic dTpw");
            loop.network.open(0, request);
            assertEquals("behind", loop.untilState(WebSocketPort.OPEN).text());
        }
        assertEquals(List.of("CONNECT server.example:8765 HTTP/1.1\r\nHost: server.example:8765\r\n"
                + "Proxy-Authorization: Basic dTpw\r\n\r\n"), asked);
    }

    @Test
    void whatTheProxyRefusesIsStageThreeWithItsStatus() {
        try (RawServer proxy = new RawServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n".getBytes());
        })) {
            fails(through(proxy.port, 80), 407, "user and a password: AT+WSPROXY");
        }
    }

    @Test
    void whatIsNoProxyIsSaidToBeNone() {
        try (RawServer proxy = new RawServer(peer -> {
            peer.request();
            peer.send("SSH-2.0-x\r\n".getBytes());
        })) {
            fails(through(proxy.port, 80), 0, "it speaks no HTTP");
        }
        loop.network.drop(0);
        try (RawServer proxy = new RawServer(peer -> peer.request())) {
            fails(through(proxy.port, 80), 0, "ended the connection");
        }
    }

    @Test
    void aProxyThatIsNotThereIsStageThreeToo() throws IOException {
        try (RefusingPort nobody = new RefusingPort()) {
            fails(through(nobody.port, 80), Ending.ECONNREFUSED, "the proxy: ");
        }
    }

    @Test
    void debiansTinyproxyLetsWsAndWssThrough(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(TINYPROXY), "no tinyproxy here (apt install tinyproxy)");
        int port = freePort();
        Path config = Files.writeString(folder.resolve("tinyproxy.conf"),
                "Port " + port + "\nListen 127.0.0.1\nTimeout 60\n"
                + "Allow 127.0.0.1\nBasicAuth user secret\nLogLevel Error\n");
        Process proxy = new ProcessBuilder(TINYPROXY.toString(), "-d", "-c", config.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        try {
            until(port, proxy, folder);
            try (RawServer server = new RawServer(peer -> peer.upgrade(Frames.frame(0x81, "plain".getBytes()))
                    .readEnd())) {
                OpenRequest request = through(port, server.port);
                request.proxy.authorization.set("Basic dXNlcjpzZWNyZXQ=");
                loop.network.open(0, request);
                assertEquals("plain", loop.untilState(WebSocketPort.OPEN).text());
                loop.network.drop(0);
            }
            try (RawServer server = RawServer.tls(Pki.server("server"), socket -> { },
                    peer -> peer.upgrade(Frames.frame(0x81, "sealed".getBytes())).readEnd())) {
                loop.configure(2, null, "root");
                OpenRequest request = through(port, server.port);
                request.secure = true;
                request.authMode = 2;
                request.proxy.authorization.set("Basic dXNlcjpzZWNyZXQ=");
                loop.network.open(0, request);
                assertEquals("sealed", loop.untilState(WebSocketPort.OPEN).text());
                loop.network.drop(0);
            }
            fails(through(port, 9), 407, "the proxy 127.0.0.1:" + port + " answered 407");
        } finally {
            proxy.destroy();
            proxy.waitFor();
        }
    }

    /** A port that squid's settings do not let through is stage 3 with its status. */
    @Test
    void debiansSquidLetsWssThroughAndRefusesOtherPorts(@TempDir Path folder) throws Exception {
        if (!Files.isExecutable(SQUID)) {
            System.out.println("skipped: needs Debian's squid");
        }
        assumeTrue(Files.isExecutable(SQUID), "no squid here (apt install squid)");
        try (RawServer server = RawServer.tls(Pki.server("server"), socket -> { },
                peer -> peer.upgrade(Frames.frame(0x81, "sealed".getBytes())).readEnd())) {
            int port = freePort();
            Path config = Files.writeString(folder.resolve("squid.conf"), "http_port 127.0.0.1:" + port
                    + "\npid_filename none\ncache_log /dev/null\naccess_log none\ncache_mem 1 MB\n"
                    + "netdb_filename none\nshutdown_lifetime 0 seconds\ncache_effective_user proxy\n"
                    + "acl open port " + server.port + "\nhttp_access allow open\nhttp_access deny all\n");
            Process proxy = new ProcessBuilder(SQUID.toString(), "-N", "-d", "1", "-n", "wsat" + port, "-f",
                    config.toString())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
            try {
                until(port, proxy, folder);
                loop.configure(2, null, "root");
                OpenRequest request = through(port, server.port);
                request.secure = true;
                request.authMode = 2;
                loop.network.open(0, request);
                assertEquals("sealed", loop.untilState(WebSocketPort.OPEN).text());
                loop.network.drop(0);
                fails(through(port, 9), 403, "the proxy 127.0.0.1:" + port + " answered 403");
            } finally {
                proxy.destroy();
                proxy.waitFor();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Waits for the proxy to listen. */
    private static void until(int port, Process proxy, Path folder) throws Exception {
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                assertTrue(proxy.isAlive(), Files.readString(folder.resolve("log")));
                Thread.onSpinWait();
            }
        }
    }
}
