package wsat.board.net;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshake;
import wsat.port.OpenRequest;

/** The draft of a connection that we have opened: our own request, and the key is the library's to judge. */
final class ClientDraft extends FrameDraft {
    private final OpenRequest request;
    private UpgradeAnswer answer;

    ClientDraft(OpenRequest request, FrameReader reader) {
        super(reader);
        this.request = request;
    }

    /** What the server has answered; its bytes are decoded next. */
    void answer(UpgradeAnswer received) {
        answer = received;
    }

    @Override
    public List<ByteBuffer> createHandshake(Handshakedata handshake, boolean withContent) {
        String key = handshake.getFieldValue("Sec-WebSocket-Key");
        return Collections.singletonList(ByteBuffer.wrap(UpgradeRequest.bytes(request, key)));
    }

    @Override
    public Handshakedata translateHandshake(ByteBuffer head) {
        head.position(head.limit());
        return answer.handshake();
    }

    @Override
    public HandshakeState acceptHandshakeAsClient(ClientHandshake sent, ServerHandshake received)
            throws InvalidHandshakeException {
        return answer.isUpgrade() ? super.acceptHandshakeAsClient(sent, received) : HandshakeState.NOT_MATCHED;
    }
}
