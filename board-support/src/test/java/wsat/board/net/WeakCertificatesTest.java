package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.port.SocketRequest.SSL;
import static wsat.port.WebSocketPort.LOST;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wsat.board.tls.VerifyOptions;

/** Which keys and signatures of a server are good enough: wss against Node, SSL against OpenSSL. */
@Execution(ExecutionMode.CONCURRENT)
class WeakCertificatesTest {
    private static final String REFUSED = "in the TLS handshake: the server's certificate is refused, ";
    private static final String CURE = "; --weak-certificates would let it in";
    private static final VerifyOptions LENIENT = new VerifyOptions(false, true);
    /** That modes 0 and 1 believe anybody. */
    private static final String UNVERIFIED = "the server is not verified (auth mode ";

    private static Server node(String alias) throws IOException {
        return Server.node(TlsNodeTest.files(alias, null) + ",\"ciphers\":\"DEFAULT:@SECLEVEL=0\"}");
    }

    /** OpenSSL does not show a certificate that is signed with what was not offered (RFC 8446, 4.4.2.2). */
    @ParameterizedTest
    @CsvSource({
        "sha1-server,    root,    CN=SHA1 is signed with SHA1withRSA",
        "sha1-ec-server, ec-root, CN=SHA1 EC is signed with SHA1withECDSA",
        "sha224-server,  root,    CN=SHA224 is signed with SHA224withRSA",
    })
    void aWeakSignatureOfTheServersOwnIsRefused(String alias, String ca, String why) throws IOException {
        String reason = "too weak: " + why;
        try (OpenSslServer openssl = new OpenSslServer(alias, ""); Server node = node(alias)) {
            for (int mode = 2; mode <= 3; mode++) {
                try (Loop loop = new Loop(1, 1024)) {
                    String alert =
                            "in the TLS handshake: the server refused with the alert handshake_failure: no cipher "
                            + "suite,"
                            + " curve or signature algorithm is good enough for both; if its certificate is signed with"
                            + " SHA-1, --weak-certificates lets it in";
                    new Plug(loop, 3).configure(mode, "client", ca).begin(SSL, "127.0.0.1", openssl.port)
                            .untilLost(alert);
                    loop.configure(mode, "client", ca).beginSecure("127.0.0.1", node.port, "/echo", 1024, mode)
                            .untilState(LOST);
                    assertTrue(loop.log.contains("link 0: " + alert), loop.log.toString());
                }
            }
            letIn(openssl.port, node.port, ca, reason);
        }
    }

    private static void letIn(int openssl, int node, String ca, String reason) {
        for (int mode = 0; mode <= 3; mode++) {
            try (Loop loop = new Loop(1, 1024, mode >= 2 ? LENIENT : VerifyOptions.USUAL)) {
                new Plug(loop, 3).configure(mode, "client", ca).open(SSL, openssl);
                loop.configure(mode, "client", ca).openSecure(node, "/echo", 1024, mode);
                // Modes 0 and 1 are shown no root.
                if (mode >= 2 || !ca.equals("small-root")) {
                    assertAccepted(loop, reason);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "under-sha1-mid,    root,       CN=SHA1 Mid is signed with SHA1withRSA",
        "small-server,      root,       'CN=Small has an RSA key of 1024 bits, fewer than 2048'",
        "under-small-mid,   root,       'CN=Small Mid has an RSA key of 2047 bits, fewer than 2048'",
        "under-small-root,  small-root, 'CN=Small Root has an RSA key of 1024 bits, fewer than 2048'",
    })
    void aWeakKeyOrIssuerIsRefused(String alias, String ca, String why) throws IOException {
        String reason = "too weak: " + why;
        try (OpenSslServer openssl = new OpenSslServer(alias, ""); Server node = node(alias)) {
            for (int mode = 2; mode <= 3; mode++) {
                try (Loop loop = new Loop(1, 1024)) {
                    new Plug(loop, 3).configure(mode, "client", ca).begin(SSL, "127.0.0.1", openssl.port)
                            .untilLost(REFUSED + reason + CURE);
                    loop.configure(mode, "client", ca).beginSecure("127.0.0.1", node.port, "/echo", 1024, mode)
                            .untilState(LOST);
                    assertTrue(loop.log.contains("link 0: " + REFUSED + reason + CURE), loop.log.toString());
                }
            }
            letIn(openssl.port, node.port, ca, reason);
        }
    }

    private static void assertAccepted(Loop loop, String reason) {
        List<String> log = loop.log.stream().filter(line -> !line.contains(UNVERIFIED) && !line.contains("_ca: "))
                .toList();
        assertEquals(List.of("socket 3: the server's certificates are " + reason,
                "link 0: the server's certificates are " + reason), log);
    }

    @ParameterizedTest
    @CsvSource({"under-sha1-root, sha1-root", "pss-server, root", "server, root"})
    void aSha1RootAndWhatIsStrongAreLetIn(String alias, String ca) throws IOException {
        try (OpenSslServer openssl = new OpenSslServer(alias, ""); Server node = node(alias);
                Loop loop = new Loop(1, 1024)) {
            assertEquals("olleh\n",
                    new Plug(loop, 3).configure(2, null, ca).open(SSL, openssl.port).send("hello\n").text(6));
            loop.configure(2, null, ca).openSecure(node.port, "/echo", 1024, 2);
            assertTrue(loop.log.stream().noneMatch(line -> line.contains("weak")), loop.log.toString());
        }
    }

    @Test
    void aCaForClientsIsRefusedHoweverLenient() throws IOException {
        try (OpenSslServer openssl = new OpenSslServer("under-clients-mid", "");
                Server node = node("under-clients-mid");
                Loop loop = new Loop(1, 1024, LENIENT)) {
            String why = REFUSED + "not for a server: CN=Clients names other purposes in extendedKeyUsage";
            new Plug(loop, 3).configure(2, null, "root").begin(SSL, "127.0.0.1", openssl.port).untilLost(why);
            loop.configure(2, null, "root").beginSecure("127.0.0.1", node.port, "/echo", 1024, 2).untilState(LOST);
            assertTrue(loop.log.contains("link 0: " + why), loop.log.toString());
        }
    }

    /** A session that was taken up again was not shown the certificates, and is judged by those of before. */
    @Test
    void aResumedSessionIsToldOfToo() throws IOException {
        try (Server node = node("sha1-server"); Loop loop = new Loop(1, 1024)) {
            for (int i = 0; i < 2; i++) {
                loop.log.clear();
                loop.openSecure(node.port, "/echo", 1024, 0).send("x").text();
                assertTrue(loop.logged("the server's certificates are too weak: CN=SHA1 is signed with SHA1withRSA"),
                        loop.log.toString());
                loop.network.close(0, 1000);
            }
            assertTrue(loop.everything.stream().anyMatch(line -> line.endsWith(", resumed")),
                    loop.everything.toString());
        }
    }

    /** RFC 5246, 7.4.1.4.1 and 7.4.4: what the server signs with, and what it wants the client to sign with. */
    @ParameterizedTest
    @CsvSource({
        "server,    2, -sigalgs RSA+SHA1:RSA+SHA224",
        "ec-server, 2, -sigalgs ECDSA+SHA1:ECDSA+SHA224",
        "server,    3, -sigalgs RSA+SHA1",
        "server,    3, -client_sigalgs RSA+SHA1 -Verify 2 -CAfile @FILE-OF:root -chainCAfile @FILE-OF:mid",
    })
    void noHandshakeIsSignedWithSha1WhereItIsVerified(String alias, int mode, String options) throws IOException {
        String ca = alias.startsWith("ec") ? "ec-root" : "root";
        try (OpenSslServer openssl = new OpenSslServer(alias, "-tls1_2 " + options)) {
            try (Loop loop = new Loop(1, 1024)) {
                new Plug(loop, 3).configure(mode, "client", ca).begin(SSL, "127.0.0.1", openssl.port)
                        .untilLost("in the TLS handshake: ");
            }
            if (Runtime.version().feature() < 24) { // those refuse it by rules of their own
                try (Loop loop = new Loop(1, 1024, LENIENT)) {
                    new Plug(loop, 3).configure(mode, "client", ca).open(SSL, openssl.port);
                }
            }
        }
    }

    @Test
    void noOldVersionIsSpoken() throws IOException {
        for (String version : new String[] {"-tls1", "-tls1_1"}) {
            try (OpenSslServer openssl = new OpenSslServer("server", version); Loop loop = new Loop(1, 1024, LENIENT)) {
                new Plug(loop, 3).begin(SSL, "127.0.0.1", openssl.port).untilLost("in the TLS handshake: ");
            }
        }
    }
}
