package wsat.board.net;

import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLSession;

/** Who is told what of links only the network side knows; in the loop thread; must not wait. */
public interface LinkWatch {
    /** Asks for the upgrade. @param head of the request, with all its secrets; lent for the call */
    void request(int link, ByteBuffer head);

    /** The server has answered. @param head its lines, without what they repeat of the request */
    void answer(int link, List<String> head);

    /**
     * A client that has come gets a WebSocket link, and is answered.
     *
     * @param request the head of its request, with all its secrets; lent for the call
     * @param answer  the head of what it is answered; lent for the call
     */
    void served(int link, ByteBuffer request, ByteBuffer answer);

    /** Hands are shaken, and the peer is accepted. @param socket an SSL link; false: a WebSocket link */
    void secured(int link, boolean socket, SSLSession session);

    /**
     * A control frame (RFC 6455, 5.5) passes that {@link wsat.port.WebSocketPort} does not show: each of the peer's,
     * and those with which the network side answers.
     *
     * @param payload its own; of a close frame without what the peer repeats of a request
     */
    void control(int link, boolean in, int opcode, byte[] payload);
}
