package wsat.board.net;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSession;

/** For whom a {@link Dialer} dials and a {@link TlsChannel} works. All in the loop thread. */
interface Caller {
    /** The dialer has a connection, registered with the selector. */
    void connected(SocketChannel channel, SelectionKey key);

    /** The dialer has none. */
    void unreachable(Failure why);

    /** A step of TLS in a slow thread is done. */
    void tlsMoved();

    /** Hands are shaken, and the peer is accepted. */
    default void secured(SSLSession session) {
    }

    void log(int level, String what);
}
