package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.port.WebSocketPort.ACCEPTED;
import static wsat.port.WebSocketPort.LOST;
import static wsat.port.WebSocketPort.OPEN;
import static wsat.port.WebSocketPort.OPENING;
import static wsat.port.WebSocketPort.REFUSED;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wsat.board.tls.Pki;
import wsat.port.Slot;

/** wss against servers not ours: npm's ws on Node's TLS, and Python's websockets on Python's ssl. */
@Execution(ExecutionMode.CONCURRENT)
class TlsNodeTest {
    private final Loop loop = new Loop(3, 128 * 1024);
    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        loop.close();
        servers.forEach(Server::close);
    }

    static String files(String alias, String ca) throws IOException {
        String files = "{\"key\":\"" + Pki.file(alias + ".key", Pki.keyPem(alias)) + "\",\"cert\":\""
                + Pki.file(alias + ".crt", Pki.chainPem(alias)) + '"';
        return ca == null ? files : files + ",\"ca\":\"" + Pki.file(ca + ".ca", Pki.certificatePem(ca)) + '"';
    }

    private Server keep(Server server) {
        servers.add(server);
        return server;
    }

    /** @param ca whose clients are let in, null: everybody */
    private Server node(String alias, String ca, String version) throws IOException {
        return keep(Server.node(files(alias, ca) + ",\"requestCert\":" + (ca != null) + ",\"maxVersion\":\"" + version
                + "\"}"));
    }

    private Server python(String alias, String ca, String version) throws IOException {
        return keep(Server.python(files(alias, ca) + ",\"version\":\"" + version.replace(".", "_") + "\"}"));
    }

    @Test
    void mode0OpensAndSaysThatNobodyWasVerified() throws IOException {
        Server server = node("server", null, "TLSv1.3");
        loop.openSecure(server.port, "/echo", 1024, 0).send("hello");
        assertEquals("hello", loop.text());
        assertEquals(List.of("link 0: the server is not verified (auth mode 0)"), loop.log);
    }

    @Test
    void mode3ShowsAndVerifies() throws IOException {
        Server server = node("server", "root", "TLSv1.3");
        loop.configure(3, "client", "root").openSecure(server.port, "/echo", 1024, 3).send("hello");
        assertEquals("hello", loop.text());
        assertTrue(server.says("tls ").contains("\"CN\":\"Client\""));
        assertEquals(List.of(), loop.log);
    }

    @Test
    void framesOfEverySizeComeBack() throws IOException {
        Random random = new Random(1);
        for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
            loop.openSecure(node("ec-server", null, version).port, "/echo", 128 * 1024, 0);
            for (int size : new int[] {0, 1, 125, 126, 16_383, 16_384, 16_385, 65_536, 131_072}) {
                byte[] payload = new byte[size];
                random.nextBytes(payload);
                assertArrayEquals(payload, loop.send(2, true, payload).unit());
            }
            loop.network.drop(0);
        }
    }

    @Test
    void aNameIsSaidInTheHandshakeAndAnAddressIsNot() throws IOException {
        Server server = node("server", null, "TLSv1.3");
        for (String host : new String[] {"127.0.0.1", "localhost"}) {
            loop.beginSecure(host, server.port, "/echo", 1024, 0).untilState(OPEN);
            assertTrue(server.says("tls ")
                    .contains(host.equals("localhost") ? "\"name\":\"localhost\"" : "\"name\":false"));
            loop.network.drop(0);
        }
    }

    @Test
    void theSecondOpenTakesTheSessionUpAgain() throws IOException {
        for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
            Server server = node("server", "root", version);
            for (int i = 0; i < 2; i++) {
                loop.configure(3, "client", "root").openSecure(server.port, "/echo", 1024, 3).send("hello");
                assertEquals("hello", loop.text());
                String said = server.says("tls ");
                assertTrue(said.contains("\"version\":\"" + version + '"'), said);
                assertTrue(said.contains("\"resumed\":" + (i == 1)), said);
                loop.network.close(0, 1000);
            }
            assertTrue(loop.everything.stream().anyMatch(line -> line.startsWith("link 0: " + version)
                    && line.endsWith(", resumed")), loop.everything.toString());
        }
    }

    @Test
    void renegotiationGoesUnnoticed() throws IOException {
        Server server = node("server", null, "TLSv1.2");
        loop.openSecure(server.port, "/renegotiate", 1024, 0);
        for (int i = 0; i < 3; i++) {
            assertEquals("again " + i, loop.send("again " + i).text());
        }
    }

    @Test
    void theServerHearsWhyItIsRefused() throws IOException {
        Server server = node("server", null, "TLSv1.3");
        loop.configure(2, null, "ec-root").beginSecure("127.0.0.1", server.port, "/echo", 1024, 2).untilState(LOST);
        assertTrue(server.says("tls error ").contains("certificate unknown"));
        assertEquals(
                List.of("link 0: in the TLS handshake: the server's certificate is refused, unknown CA: CN=Mid,O=wsat"
                + " was issued by CN=Root,O=wsat, which is not in wss_ca"), loop.log);
    }

    @Test
    void eachBadServerIsRefusedWithItsReason() throws IOException {
        String[][] table = {
            {"expired-server", "root", "expired: CN=Old ended 2020-01-31T00:00:00Z, the clock says "},
            {"future-server", "root", "not yet valid: CN=Tomorrow begins 2048-01-01T00:00:00Z, the clock says "},
            {"stranger", "root", "self-signed: CN=Stranger is not in wss_ca"},
            {"ec-server", "root", "unknown CA: CN=ec was issued by CN=EC Root, which is not in wss_ca"},
            {"orphan-server", "expired-root", "expired: CN=Old Root ended 2020-01-31T00:00:00Z"},
            {"sly-server", "not-a-ca", "issued by CN=Not a CA, which is in wss_ca but is not a CA's certificate"},
            {"client", "root", "not for a server: CN=Client names other purposes in extendedKeyUsage"},
        };
        for (String[] row : table) {
            Server server = node(row[0], null, "TLSv1.3");
            loop.configure(2, null, row[1]);
            loop.log.clear();
            loop.beginSecure("127.0.0.1", server.port, "/echo", 1024, 2).untilState(LOST);
            assertEquals(1, loop.log.size(), loop.log.toString());
            String line = loop.log.get(0);
            assertTrue(line.startsWith("link 0: in the TLS handshake: the server's certificate is refused, " + row[2]),
                    line);
            loop.network.drop(0);
            // Whoever does not verify opens.
            loop.configure(0, null, null).openSecure(server.port, "/echo", 1024, 0);
            loop.network.drop(0);
            server.close();
        }
    }

    @Test
    void whoHasNothingInCommonWithUsIsNamed() throws IOException {
        // A certificate signed with MD5; OpenSSL, too, takes it only on request.
        Server weak = keep(Server.node(files("weak-server", null) + ",\"ciphers\":\"DEFAULT@SECLEVEL=0\"}"));
        loop.beginSecure("127.0.0.1", weak.port, "/echo", 1024, 0).untilState(LOST);
        assertEquals(List.of("link 0: in the TLS handshake: the server refused with the alert handshake_failure: no"
                + " cipher suite, curve or signature algorithm is good enough for both"), loop.log);
        loop.network.drop(0);
        loop.log.clear();
        Server old = keep(Server.node(files("server", null) + ",\"ciphers\":\"DEFAULT@SECLEVEL=0\","
                + "\"minVersion\":\"TLSv1\",\"maxVersion\":\"TLSv1.1\"}"));
        loop.beginSecure("127.0.0.1", old.port, "/echo", 1024, 0).untilState(LOST);
        assertEquals(List.of("link 0: in the TLS handshake: the server refused with the alert protocol_version: it"
                + " speaks neither TLS 1.3 nor 1.2"), loop.log);
    }

    /** Who stands behind a word of the table. */
    private static String alias(String word, String right) {
        boolean client = right.equals("client");
        return switch (word) {
            case "right" -> right;
            case "wrong" -> client ? "other-client" : "other-root";
            case "expired" -> client ? "expired-client" : "expired-root";
            default -> null;
        };
    }

    private static Slot slot(String pem) {
        return pem == null ? FakeSlot.empty() : FakeSlot.of(pem);
    }

    /** Each line: mode, client material, CA, server, whether it demands a certificate; then outcome, log. */
    private static final String[] TABLE = {
        "0 -       -       good    no  | OPEN    | not verified (auth mode 0)",
        "0 -       -       expired no  | OPEN    | not verified (auth mode 0)",
        "0 -       -       good    yes | LOST    | asked for a client certificate, and auth mode 0 shows none",
        "1 right   -       good    no  | OPEN    | not verified (auth mode 1)",
        "1 right   -       good    yes | OPEN    | not verified (auth mode 1)",
        "1 right   -       expired no  | OPEN    | not verified (auth mode 1)",
        "1 wrong   -       good    no  | OPEN    | not verified (auth mode 1)",
        "1 wrong   -       good    yes | LOST    | asked for a client certificate, and was shown CN=Other Client",
        "1 expired -       good    no  | OPEN    | wss_cert: expired: CN=Old,OU=Client ended 2020",
        "1 expired -       good    yes | LOST    | asked for a client certificate, and was shown CN=Old,OU=Client",
        "1 missing -       good    no  | REFUSED | wss_cert: is empty",
        "1 missing -       good    yes | REFUSED | wss_key: is empty",
        "2 -       right   good    no  | OPEN    | ",
        "2 -       right   good    yes | LOST    | asked for a client certificate, and auth mode 2 shows none",
        "2 -       right   expired no  | LOST    | refused, expired: CN=Old ended 2020-01-31T00:00:00Z, the clock says",
        "2 -       right   expired yes | LOST    | refused, expired: CN=Old ended 2020-01-31T00:00:00Z, the clock says",
        "2 -       wrong   good    no  | LOST    | refused, unknown CA: CN=Mid,O=wsat was issued by another CN=Root",
        "2 -       wrong   good    yes | LOST    | refused, unknown CA: CN=Mid,O=wsat was issued by another CN=Root",
        "2 -       expired good    no  | LOST    | wss_ca: expired: CN=Old Root ended 2020",
        "2 -       expired good    yes | LOST    | refused, unknown CA: CN=Mid,O=wsat was issued by CN=Root,O=wsat",
        "2 -       missing good    no  | REFUSED | wss_ca: is empty",
        "2 -       missing good    yes | REFUSED | wss_ca: is empty",
        "3 right   right   good    no  | OPEN    | ",
        "3 right   right   good    yes | OPEN    | ",
        "3 right   right   expired no  | LOST    | refused, expired: CN=Old ended 2020",
        "3 right   right   expired yes | LOST    | refused, expired: CN=Old ended 2020",
        "3 wrong   right   good    no  | OPEN    | ",
        "3 wrong   right   good    yes | LOST    | asked for a client certificate, and was shown CN=Other Client",
        "3 right   wrong   good    no  | LOST    | refused, unknown CA",
        "3 right   wrong   good    yes | LOST    | refused, unknown CA",
        "3 expired right   good    no  | OPEN    | wss_cert: expired",
        "3 expired right   good    yes | LOST    | asked for a client certificate, and was shown CN=Old,OU=Client",
        "3 right   expired good    no  | LOST    | refused, unknown CA",
        "3 missing right   good    yes | REFUSED | wss_cert: is empty",
        "3 right   missing good    yes | REFUSED | wss_ca: is empty",
    };

    private interface Kind {
        Server start(String alias, String ca, String version) throws IOException;
    }

    private void table(Kind kind) throws IOException {
        for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
            Server[] four = {kind.start("server", null, version), kind.start("server", "root", version),
                kind.start("expired-server", null, version), kind.start("expired-server", "root", version)};
            for (String row : TABLE) {
                String[] cells = row.split("\\s*\\|\\s*", 3);
                String[] given = cells[0].split("\\s+");
                Server server = four[(given[3].equals("good") ? 0 : 2) + (given[4].equals("yes") ? 1 : 0)];
                cell(version + ": " + row, Integer.parseInt(given[0]), alias(given[1], "client"),
                        alias(given[2], "root"), server, cells[1], cells[2]);
            }
        }
    }

    private void cell(String row, int mode, String client, String ca, Server server, String outcome, String line) {
        loop.configure(0, null, null);
        loop.log.clear();
        int configured = loop.configure(mode, slot(client == null ? null : Pki.chainPem(client)),
                slot(client == null ? null : Pki.keyPem(client)), slot(ca == null ? null : Pki.certificatePem(ca)));
        loop.beginSecure("127.0.0.1", server.port, "/echo", 1024, mode);
        loop.until(row, () -> loop.network.state(0) != OPENING);
        if (loop.network.state(0) == OPEN) {
            // TLS 1.3: whether the server likes our certificate shows only now.
            loop.network.send(0, 1, true, new byte[] {'x'}, 0, 1);
            loop.until(row, () -> loop.network.receive(0, false, loop.chunk) || loop.network.state(0) == LOST);
        }
        int state = loop.network.state(0);
        String actual = configured == REFUSED ? "REFUSED" : state == OPEN ? "OPEN" : "LOST";
        assertEquals(outcome, actual, row + " " + loop.log);
        assertEquals(configured == ACCEPTED ? outcome.equals("OPEN") ? OPEN : LOST : LOST, state, row);
        assertTrue(line.isEmpty() ? loop.log.isEmpty() : loop.logged(line), row + " " + loop.log);
        loop.network.drop(0);
    }

    @Test
    void theTableOfModesAgainstNode() throws IOException {
        table(this::node);
    }

    @Test
    void theTableOfModesAgainstPython() throws IOException {
        table(this::python);
    }

    @Test
    void nothingOfAKeyIsLoggedAtAnyLevel() throws IOException {
        table(this::node);
        String[] aliases = {"client", "other-client", "expired-client"};
        for (String alias : aliases) {
            String key = Pki.keyPem(alias);
            for (String slot : new String[] {key, key.replace("PRIVATE", "RSA PRIVATE"), key.substring(0, 100),
                key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), key.replace('A', '*'), key.substring(30)}) {
                loop.configure(1, FakeSlot.of(slot), FakeSlot.of(slot), null);
                loop.configure(1, FakeSlot.of(Pki.certificatePem(alias)), FakeSlot.of(slot), null);
                loop.configure(2, null, null, FakeSlot.of(slot));
            }
        }
        assertTrue(loop.everything.size() > 50);
        String all = String.join("\n", loop.everything);
        for (String alias : aliases) {
            String base64 = Pki.keyPem(alias).replaceAll("-----.*?-----|\n", "");
            for (int i = 0; i + 10 <= base64.length(); i++) {
                String part = base64.substring(i, i + 10);
                assertTrue(!all.contains(part), part);
            }
        }
    }
}
