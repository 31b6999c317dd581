package wsat.at;

import wsat.port.Text;

/** The WebSocket link that {@code AT+SAVETRANSLINK} may name, which only wsat has. */
public interface WebSocketAtPowerUp {
    /** The longest URI that is kept, in bytes, and the longest subprotocol. */
    int URI_MAX = 255;
    int PROTOCOL_MAX = 64;

    /** Whether a URI and a port beside it can be kept. @return null, or what is wrong */
    String check(Text uri, int port);

    /**
     * Prepares the link that was kept.
     *
     * @return its passthrough; null: it cannot be opened, as the log says
     */
    Passthrough atPowerUp(Command asker, Text uri, int port, Text protocol);
}
