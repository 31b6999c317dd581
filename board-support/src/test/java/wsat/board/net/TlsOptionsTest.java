package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.port.SocketRequest.SSL;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import wsat.board.tls.Pki;
import wsat.port.TlsOptions;

/** What an SSL socket says in TLS beside certificates, as OpenSSL's server hears it. */
class TlsOptionsTest {
    private static Plug plug(Loop loop) {
        return new Plug(loop, 3);
    }

    private static void protocols(TlsOptions tls, String... names) {
        tls.protocols.clear();
        for (String name : names) {
            tls.protocols.append(name.length()).append(name);
        }
    }

    /** The JDK keeps each of them as long as the connection lasts: some thousands were all the memory there is. */
    @Test
    void ticketsWithoutEndEndTheConnection() throws IOException {
        try (Loop loop = new Loop(1, 1024); OpenSslServer server = new OpenSslServer("ec-server", "-num_tickets 100");
                OpenSslServer flood = new OpenSslServer("ec-server", "-num_tickets 3000")) {
            Plug plug = new Plug(loop, 0).open(SSL, server.port);
            plug.trySend("hello\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("olleh\n", plug.text(6));
            new Plug(loop, 1).begin(SSL, "127.0.0.1", flood.port)
                    .untilLost("the server says more of TLS's own, such as tickets, than anybody needs");
        }
    }

    @Test
    void theServerNameChoosesTheCertificateAlsoWhenASessionIsTakenUpAgain() throws IOException {
        String second = Pki.file("sni.crt", Pki.certificatePem("names-server"));
        String key = Pki.file("sni.key", Pki.keyPem("names-server"));
        try (OpenSslServer server = new OpenSslServer("ec-server", "-servername second.example -cert2 " + second
                + " -key2 " + key); Loop loop = new Loop(1, 1024)) {
            Plug plug = plug(loop).configure(2, null, "root");
            plug.request.tls.serverName.set("second.example");
            for (int i = 0; i < 2; i++) {
                assertEquals("olleh\n", plug.open(SSL, server.port).send("hello\n").text(6));
                plug.close();
            }
            plug.request.tls.serverName.clear();
            plug.begin(SSL, "127.0.0.1", server.port)
                    .untilLost("in the TLS handshake: the server's certificate is refused," + " unknown CA");
        }
    }

    @Test
    void aProtocolIsAgreedOn() throws IOException {
        try (OpenSslServer server = new OpenSslServer("ec-server", "-alpn mqtt"); Loop loop = new Loop(1, 1024)) {
            Plug plug = plug(loop);
            protocols(plug.request.tls, "h2", "mqtt");
            plug.open(SSL, server.port).close();
            assertTrue(loop.everything.stream().anyMatch(line -> line.endsWith(", mqtt")), loop.everything.toString());
            protocols(plug.request.tls, "h2");
            plug.begin(SSL, "127.0.0.1", server.port)
                    .untilLost("in the TLS handshake: the server refused with the alert no_application_protocol");
        }
    }

    @Test
    void theCertificateMustBeForTheCommonName() throws IOException {
        try (OpenSslServer server = new OpenSslServer("names-server", ""); Loop loop = new Loop(1, 1024)) {
            Plug plug = plug(loop).configure(2, null, "root");
            for (String name : new String[] {"exact.example.net", "a.example.org", "10.0.0.1"}) {
                plug.request.tls.commonName.set(name);
                plug.open(SSL, server.port).close();
            }
            assertTrue(loop.log.isEmpty(), loop.log.toString());
            plug.request.tls.commonName.set("ignored");
            plug.begin(SSL, "127.0.0.1", server.port)
                    .untilLost("in the TLS handshake: the server's certificate is refused,"
                    + " the certificate is not for ignored, but for *.example.org, exact.example.net, 10.0.0.1");
            plug.close();
            plug.configure(0, null, null).open(SSL, server.port); // nothing is verified
        }
    }

    @Test
    void onlyTheGivenSuitesAreOffered() throws IOException {
        try (OpenSslServer server = new OpenSslServer("ec-server", ""); Loop loop = new Loop(1, 1024)) {
            Plug plug = plug(loop);
            int[][] rows = {{0xC023}, {0x1302}, {0xC0AD, 0xC02C}};
            String[] names = {"TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLSv1.3, TLS_AES_256_GCM_SHA384",
                "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"};
            for (int i = 0; i < rows.length; i++) {
                suites(plug.request.tls, rows[i]);
                plug.open(SSL, server.port).close();
                String name = names[i];
                assertTrue(loop.everything.stream().anyMatch(line -> line.contains(name)), loop.everything.toString());
            }
            suites(plug.request.tls, 0xC02F); // for RSA
            plug.begin(SSL, "127.0.0.1", server.port)
                    .untilLost("in the TLS handshake: the server refused with the alert handshake_failure").close();
            suites(plug.request.tls, 0xC0AD);
            plug.begin(SSL, "127.0.0.1", server.port)
                    .untilLost("in the TLS handshake: TLS failed: this Java has none of the cipher suites that are "
                    + "allowed");
        }
    }

    private static void suites(TlsOptions tls, int... suites) {
        System.arraycopy(suites, 0, tls.suites, 0, suites.length);
        tls.suiteCount = suites.length;
    }
}
