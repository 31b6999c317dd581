package wsat.board.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeBuilder;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshakeBuilder;

/** The draft of a connection that a client has opened, whose request was judged before. */
final class ServerDraft extends FrameDraft {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

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
        return request;
    }

    @Override
    public HandshakeState acceptHandshakeAsServer(ClientHandshake request) {
        return HandshakeState.MATCHED;
    }

    /** Not the library's Server and Date: they are nobody's business, and what dates need of a locale is 3 MB. */
    @Override
    public HandshakeBuilder postProcessHandshakeResponseAsServer(ClientHandshake request,
            ServerHandshakeBuilder response) {
        return response;
    }

    @Override
    public List<ByteBuffer> createHandshake(Handshakedata response, boolean withContent) {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(offer.key()) + "\r\n"
                + (offer.protocol().isEmpty() ? "" : "Sec-WebSocket-Protocol: " + offer.protocol() + "\r\n") + "\r\n";
        return Collections.singletonList(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** RFC 6455, 4.2.2. */
    private static String accept(String key) {
        try {
            byte[] bytes = (key + GUID).getBytes(StandardCharsets.ISO_8859_1);
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
