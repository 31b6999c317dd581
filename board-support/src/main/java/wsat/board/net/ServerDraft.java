package wsat.board.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.Handshakedata;

/** The draft of a connection that a client has opened, whose request was judged before: the library answers its key. */
final class ServerDraft extends FrameDraft {
    private static final String ACCEPT = "Sec-WebSocket-Accept";

    private final UpgradeOffer offer;

    ServerDraft(UpgradeOffer offer, FrameReader reader) {
        super(reader);
        this.offer = offer;
    }

    @Override
    public Handshakedata translateHandshake(ByteBuffer head) {
        head.position(head.limit());
        HandshakeImpl1Client request = new HandshakeImpl1Client();
        request.setResourceDescriptor(offer.target());
        request.put("Sec-WebSocket-Key", offer.key());
        return request;
    }

    @Override
    public HandshakeState acceptHandshakeAsServer(ClientHandshake request) {
        return HandshakeState.MATCHED;
    }

    /** Without the library's Server and Date, which are nobody's business. */
    @Override
    public List<ByteBuffer> createHandshake(Handshakedata response, boolean withContent) {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + ACCEPT + ": " + response.getFieldValue(ACCEPT) + "\r\n"
                + (offer.protocol().isEmpty() ? "" : "Sec-WebSocket-Protocol: " + offer.protocol() + "\r\n") + "\r\n";
        return Collections.singletonList(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
