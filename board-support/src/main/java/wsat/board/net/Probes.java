package wsat.board.net;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** TCP's keep-alive (RFC 9293, 3.8.4): by it a peer is missed that has vanished without a word. */
public final class Probes {
    private Probes() {
    }

    /**
     * Has the other end of an idle connection asked whether it is there.
     *
     * @param idleSeconds     after so long a silence
     * @param intervalSeconds so long after a question without an answer
     * @param count           the connection breaks after so many
     * @throws IOException the connection has ended already
     */
    public static void set(SocketChannel socket, int idleSeconds, int intervalSeconds, int count) throws IOException {
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, idleSeconds);
        set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, intervalSeconds);
        set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, count);
    }

    /** Not every system lets it be set for one socket. */
    private static void set(SocketChannel socket, SocketOption<Integer> option, int value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }
}
