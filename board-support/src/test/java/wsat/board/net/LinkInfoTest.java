package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static wsat.board.net.Frames.frame;
import static wsat.port.WebSocketPort.LOST;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wsat.board.text.Latin1;
import wsat.board.tls.Pki;
import wsat.port.LinkInfo;

/** What is told of a link: whom it is connected to and how, and what has passed on all its connections. */
class LinkInfoTest {
    private final Loop loop = new Loop(1, 1024);
    private final LinkInfo info = new LinkInfo();

    @AfterEach
    void stop() {
        loop.close();
    }

    private String told() {
        loop.network.info(0, info);
        return Latin1.string(info.protocol) + "|" + Latin1.string(info.tlsVersion) + "|" + Latin1.string(info.cipher)
                + "|" + Latin1.string(info.address) + "|" + info.port;
    }

    private String counts() {
        loop.network.info(0, info);
        return info.framesIn + " " + info.framesOut + " " + info.bytesIn + " " + info.bytesOut;
    }

    @Test
    void framesAndPayloadBytesAreCountedOverAllConnectionsControlFramesToo() {
        for (int round = 1; round <= 2; round++) {
            try (RawServer server = new RawServer(peer -> {
                peer.upgrade(frame(0x89, "ping!")).read(); // the pong
                peer.read();
                peer.send(frame(0x81, "x".repeat(300)), Frames.close(1000, "")).read(); // our close frame
            })) {
                loop.open(server).send("hello");
                assertEquals("|||127.0.0.1|" + server.port, told());
                assertEquals(300, loop.text().length());
                loop.untilDone(server);
                // In: ping, text, close. Out: pong, text, close.
                assertEquals(3 * round + " " + 3 * round + " " + round * (5 + 300 + 2) + " " + round * (5 + 5 + 2),
                        counts());
                loop.network.drop(0);
                assertEquals("||||0", told());
            }
        }
    }

    @Test
    void theSubprotocolIsTheOneThatTheServerHasChosenAndTlsIsTold() {
        try (RawServer server = RawServer.tls(Pki.server("ec-server"),
                raw -> raw.setEnabledProtocols(new String[] {"TLSv1.2"}), peer -> {
                    peer.send(Frames.upgrade(peer.request(), "Sec-WebSocket-Protocol: mqtt\r\n"));
                    peer.in.read();
                })) {
            loop.openSecure(server.port, "/", 1024, 0);
            loop.network.info(0, info);
            assertEquals("mqtt|TLSv1.2|TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384|127.0.0.1|" + server.port, told());
            loop.network.close(0, 1000);
            assertEquals("||||0", told());
            assertEquals("0 1 0 2", counts());
        }
    }

    @Test
    void nothingIsToldOfAConnectionThatWasNotHad() {
        try (RawServer server = new RawServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 403 No\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).readEnd();
        })) {
            loop.network.open(0, Loop.request("127.0.0.1", server.port, "/", 1024));
            loop.untilState(LOST);
            assertEquals("||||0", told());
            assertEquals("0 0 0 0", counts());
        }
    }
}
