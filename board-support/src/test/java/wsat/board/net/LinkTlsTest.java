package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.port.WebSocketPort.LOST;
import static wsat.port.WebSocketPort.OPEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wsat.board.tls.Pki;
import wsat.board.tls.SystemRoots;
import wsat.board.tls.VerifyOptions;
import wsat.port.OpenRequest;
import wsat.port.TlsOptions;

/** Auth modes 4 and 5, and what a link wants of TLS beside certificates, against npm's ws, OpenSSL and nginx. */
@Execution(ExecutionMode.CONCURRENT)
class LinkTlsTest {
    private static final String REFUSED = "in the TLS handshake: the server's certificate is refused, ";

    private final Loop loop = new Loop(1, 1024, new VerifyOptions(false, false, roots("stranger", "root")));
    private final List<AutoCloseable> others = new ArrayList<>();
    private OpenRequest request = new OpenRequest(256, 1024);

    @AfterEach
    void stop() throws Exception {
        loop.close();
        for (AutoCloseable other : others) {
            other.close();
        }
    }

    private <T extends AutoCloseable> T keep(T other) {
        others.add(other);
        return other;
    }

    private static SystemRoots roots(String... aliases) {
        try {
            StringBuilder bundle = new StringBuilder("# a bundle\n");
            for (String alias : aliases) {
                bundle.append(Pki.certificatePem(alias));
            }
            return new SystemRoots(Path.of(Pki.file("roots-" + String.join("-", aliases), bundle.toString())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int node(String alias) throws IOException {
        return keep(Server.node(TlsNodeTest.files(alias, null) + '}')).port;
    }

    private int lenientNode(String alias) throws IOException {
        return keep(Server.node(TlsNodeTest.files(alias, null) + ",\"ciphers\":\"DEFAULT:@SECLEVEL=0\"}")).port;
    }

    private OpenRequest to(String host, int port, int authMode) {
        request = Loop.request(host, port, "/echo", 1024);
        request.secure = true;
        request.authMode = authMode;
        return request;
    }

    private void opens() {
        loop.network.open(0, request);
        loop.untilState(OPEN).send("hello");
        assertEquals("hello", loop.text());
        loop.network.close(0, 1000);
    }

    private void isLost(String why) {
        loop.log.clear();
        loop.network.open(0, request);
        loop.untilState(LOST);
        assertTrue(loop.log.get(loop.log.size() - 1).startsWith("link 0: " + why), why + " in " + loop.log);
        loop.network.drop(0);
    }

    @Test
    void mode4BelievesTheMachinesRootsAndChecksTheName() throws IOException {
        int server = node("server");
        loop.configure(4, null, null);
        for (int i = 0; i < 2; i++) {
            to("localhost", server, 4);
            opens();
            to("127.0.0.1", server, 4);
            opens();
        }
        assertEquals(List.of(), loop.log);
        assertEquals(2, loop.everything.stream().filter(line -> line.endsWith(", resumed")).count());
        to("127.0.0.1", node("names-server"), 4);
        isLost(REFUSED + "the certificate is not for 127.0.0.1, but for *.example.org, exact.example.net, 10.0.0.1");
        request.tls.commonName.set("a.example.org");
        opens();
        to("127.0.0.1", node("ec-server"), 4);
        isLost(REFUSED + "unknown CA: CN=ec was issued by CN=EC Root, which is not in ");
        assertTrue(loop.logged("pki-roots-stranger-root"), loop.log.toString());
    }

    /** A redirect leads to another host, and that one's name is what its certificate must have. */
    @Test
    void theNameOfTheHostThatARedirectLeadsToIsChecked() throws IOException {
        loop.configure(4, null, null);
        to("127.0.0.1", sendsTo("wss://localhost:" + node("server") + "/echo"), 4).redirects = 1;
        opens();
        to("127.0.0.1", sendsTo("wss://localhost:" + node("names-server") + "/echo"), 4).redirects = 1;
        isLost(REFUSED + "the certificate is not for localhost, but for *.example.org");
        to("127.0.0.1", sendsTo("wss://localhost:" + node("ec-server") + "/echo"), 4).redirects = 1;
        isLost(REFUSED + "unknown CA: ");
    }

    /** The port of a server with a good certificate that sends one client elsewhere. */
    private int sendsTo(String location) {
        return keep(RawServer.tls(Pki.server("server"), socket -> { }, peer -> {
            peer.request();
            peer.send(("HTTP/1.1 307 Elsewhere\r\nLocation: " + location + "\r\n\r\n").getBytes());
        })).port;
    }

    @Test
    void mode4IsNotSatisfiedByACommonName() throws IOException {
        loop.configure(4, null, null);
        to("127.0.0.1", node("example-server"), 4).tls.commonName.set("L1");
        isLost(REFUSED + "the certificate is not for L1, but for nobody by a subjectAltName");
    }

    @Test
    void mode5ShowsTheClientsCertificateToo() throws IOException {
        Server server = keep(Server.node(TlsNodeTest.files("server", "root") + ",\"requestCert\":true}"));
        loop.configure(5, "client", null);
        to("localhost", server.port, 5);
        opens();
        assertTrue(server.says("tls ").contains("\"CN\":\"Client\""));
    }

    @Test
    void whatIsWeakStaysOutAlsoUnderARootOfTheMachine() throws IOException {
        try (Loop weak = new Loop(1, 1024, new VerifyOptions(false, false, roots("root", "sha1-root", "small-root")))) {
            weak.configure(4, null, null).beginSecure("127.0.0.1", lenientNode("under-sha1-root"), "/echo", 1024, 4)
                    .untilState(OPEN);
            weak.network.drop(0);
            for (String alias : new String[] {"under-sha1-mid", "under-small-mid", "under-small-root"}) {
                weak.log.clear();
                weak.beginSecure("127.0.0.1", lenientNode(alias), "/echo", 1024, 4).untilState(LOST);
                assertTrue(weak.logged("is refused, too weak: "), alias + weak.log);
                weak.network.drop(0);
            }
        }
    }

    @Test
    void rootsThatCannotBeReadAreNamedWithTheCure() throws IOException {
        SystemRoots none = new SystemRoots(Path.of("target", "no-such-bundle"));
        try (Loop without = new Loop(1, 1024, new VerifyOptions(false, false, none))) {
            int server = node("server");
            without.configure(4, null, null).beginSecure("localhost", server, "/echo", 1024, 4).untilState(LOST);
            assertTrue(without.logged(REFUSED + "the machine's roots cannot be read, target/no-such-bundle:"
                    + " there is no such file"),
                    without.log.toString());
            without.network.drop(0);
            // A slot's CA is as good as ever.
            without.configure(2, null, "root");
            OpenRequest both = to("localhost", server, 2);
            both.tls.systemRoots = true;
            without.network.open(0, both);
            without.untilState(OPEN);
        }
    }

    @Test
    void theStoreStandsBesideTheSlot() throws IOException {
        int server = node("server");
        loop.configure(2, null, "ec-root");
        to("127.0.0.1", server, 2);
        isLost(REFUSED + "unknown CA");
        request.tls.systemRoots = true;
        opens();
        to("127.0.0.1", node("ec-server"), 2).tls.systemRoots = true;
        opens();
        to("127.0.0.1", node("orphan-server"), 2).tls.systemRoots = true;
        isLost(REFUSED + "unknown CA: CN=Orphan was issued by CN=Old Root, which is not in wss_ca or ");
    }

    @Test
    void theStoreVerifiesInAModeThatDoesNot() throws IOException {
        loop.configure(0, null, null);
        to("127.0.0.1", node("server"), 0).tls.systemRoots = true;
        opens();
        assertEquals(List.of(), loop.log);
        to("127.0.0.1", node("ec-server"), 0).tls.systemRoots = true;
        isLost(REFUSED + "unknown CA");
    }

    @Test
    void theNameIsCheckedOnRequest() throws IOException {
        int server = node("server");
        loop.configure(2, null, "root");
        to("127.0.0.1", server, 2).tls.checksHost = true;
        opens();
        request.tls.commonName.set("other.example");
        isLost(REFUSED + "the certificate is not for other.example, but for localhost, 127.0.0.1");
        to("127.0.0.1", node("example-server"), 2);
        opens(); // as on ESP-AT
        request.tls.checksHost = true;
        isLost(REFUSED + "the certificate is not for 127.0.0.1, but for nobody by a subjectAltName");
    }

    @Test
    void thePinIsThatOfCurlAndCountsInEveryMode() throws IOException, InterruptedException {
        int server = node("server");
        String pin = "sha256//" + opensslPin("server");
        String other = "sha256//" + opensslPin("ec-server");
        for (int mode : new int[] {0, 2}) {
            loop.log.clear();
            loop.configure(mode, null, "root");
            to("127.0.0.1", server, mode).tls.pins.set(pin);
            opens();
            opens(); // taken up again
            request.tls.pins.set(other + ';' + pin);
            opens();
            assertEquals(List.of(), loop.log);
            request.tls.pins.set(other);
            isLost(REFUSED + "its key is " + pin + ", which is not among the pins of AT+WSTLS");
        }
        to("127.0.0.1", node("ec-server"), 2).tls.pins.set(other);
        isLost(REFUSED + "unknown CA"); // a pin is no trust
    }

    /** By the command of curl's manual. */
    private static String opensslPin(String alias) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder("sh", "-c",
                "openssl x509 -in " + Pki.file("pin.crt", Pki.certificatePem(alias))
                + " -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary"
                + " | openssl enc -base64")
                .start();
        return new String(openssl.getInputStream().readAllBytes()).trim();
    }

    @Test
    void nothingOlderThanTls13IsSpokenOnRequest() throws IOException {
        loop.configure(0, null, null);
        to("127.0.0.1", node("server"), 0).tls.versionMin = TlsOptions.TLS_1_3;
        opens();
        int old = keep(new OpenSslServer("server", "-tls1_2")).port;
        to("127.0.0.1", old, 0).tls.versionMin = TlsOptions.TLS_1_3;
        isLost("in the TLS handshake: the server refused with the alert protocol_version: it does not speak TLS 1.3,"
                + " which AT+WSTLS demands");
        Server node = keep(Server.node(TlsNodeTest.files("server", null) + ",\"maxVersion\":\"TLSv1.2\"}"));
        to("127.0.0.1", node.port, 0);
        opens();
        request.tls.versionMin = TlsOptions.TLS_1_3;
        isLost("in the TLS handshake: the server refused with the alert protocol_version");
    }

    @Test
    void aProtocolIsAgreedOn() throws IOException {
        loop.configure(0, null, null);
        int server = keep(new OpenSslServer("ec-server", "-alpn http/1.1")).port;
        protocols(to("127.0.0.1", server, 0), "h2", "http/1.1");
        isLost("what answers there does not speak HTTP");
        assertTrue(loop.everything.stream().anyMatch(line -> line.endsWith(", http/1.1")), loop.everything.toString());
        protocols(to("127.0.0.1", server, 0), "h2");
        isLost("in the TLS handshake: the server refused with the alert no_application_protocol");
    }

    private static void protocols(OpenRequest request, String... names) {
        for (String name : names) {
            request.tls.protocols.append(name.length()).append(name);
        }
    }

    @Test
    void theServerNameChoosesTheCertificate() throws IOException {
        String second = Pki.file("link-sni.crt", Pki.certificatePem("names-server"));
        String key = Pki.file("link-sni.key", Pki.keyPem("names-server"));
        int server = keep(new OpenSslServer("ec-server", "-servername a.example.org -cert2 "
                + second + " -key2 " + key)).port;
        loop.configure(4, null, null);
        to("localhost", server, 4);
        isLost(REFUSED + "unknown CA: CN=ec");
        request.tls.serverName.set("a.example.org");
        isLost(REFUSED + "the certificate is not for localhost, but for *.example.org");
        request.tls.commonName.set("a.example.org");
        isLost("what answers there does not speak HTTP");
        assertTrue(loop.everything.stream().anyMatch(line -> line.startsWith("link 0: TLSv1.3")),
                loop.everything.toString());
    }

    @Test
    void nginxInFrontIsAServerLikeAnyOther() throws Exception {
        Server plain = keep(Server.node());
        Nginx nginx = keep(new Nginx("server", plain.port));
        loop.configure(4, null, null);
        to("localhost", nginx.port, 4).tls.versionMin = TlsOptions.TLS_1_3;
        protocols(request, "http/1.1");
        opens();
        assertEquals(List.of(), loop.log);
        assertTrue(loop.everything.stream().anyMatch(line -> line.endsWith(", http/1.1")), loop.everything.toString());
        request.tls.commonName.set("other.example");
        isLost(REFUSED + "the certificate is not for other.example");
    }

    @Test
    void aBundleThatIsRenewedCountsAtOnce() throws IOException {
        Path bundle = Path.of(Pki.file("renewed", Pki.certificatePem("stranger")));
        try (Loop renewing = new Loop(1, 1024, new VerifyOptions(false, false, new SystemRoots(bundle)))) {
            int server = node("server");
            renewing.configure(4, null, null).beginSecure("localhost", server, "/echo", 1024, 4).untilState(LOST);
            renewing.network.drop(0);
            Files.writeString(bundle, Pki.certificatePem("root"));
            renewing.beginSecure("localhost", server, "/echo", 1024, 4).untilState(OPEN);
        }
    }
}
