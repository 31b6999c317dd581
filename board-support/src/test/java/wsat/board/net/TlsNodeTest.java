package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wsat.board.tls.Pki;
import wsat.port.WebSocketPort;

/** wss against npm's ws on Node's TLS. */
class TlsNodeTest {
    private final Loop loop = new Loop(3, 128 * 1024);
    private Server server;

    private void start(String alias, String more) throws IOException {
        server = Server.node("{\"key\":\"" + Pki.file(alias + ".key", Pki.keyPem(alias)) + "\",\"cert\":\""
                + Pki.file(alias + ".crt", Pki.chainPem(alias)) + "\"" + more + "}");
    }

    private String demanding(String ca) throws IOException {
        return ",\"requestCert\":true,\"ca\":\"" + Pki.file(ca + ".ca", Pki.certificatePem(ca)) + "\"";
    }

    @AfterEach
    void stop() {
        loop.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void mode0OpensAndEchoes() throws IOException {
        start("server", "");
        loop.openSecure(server.port, "/echo", 1024, 0).send("hello");
        assertEquals("hello", loop.text());
        assertTrue(loop.logged("link 0: the server is not verified (auth mode 0)"), loop.log.toString());
    }

    @Test
    void mode3OpensAndEchoes() throws IOException {
        start("server", demanding("root"));
        loop.configure(3, "client", "root");
        loop.openSecure(server.port, "/echo", 1024, 3).send("hello");
        assertEquals("hello", loop.text());
        assertTrue(server.says("tls ").contains("\"CN\":\"Client\""));
        assertEquals(0, loop.log.size(), loop.log.toString());
    }
}
