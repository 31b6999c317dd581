package wsat.board.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLSession;

/** Who is told what of a WebSocket link's opening only the network side knows; in the loop thread; must not wait. */
public interface LinkWatch {
    /** Asks for the upgrade. @param head of the request, with all its secrets; lent for the call */
    void request(int link, ByteBuffer head);

    /** Hands are shaken, and the server is accepted. */
    void secured(int link, SSLSession session);
}
