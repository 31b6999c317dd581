package wsat.board.net;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import wsat.port.LinkInfo;
import wsat.port.ListenRequest;
import wsat.port.OpenRequest;

/**
 * Opens a link to itself in memory, so that what a link needs beside TLS is loaded before a host waits for it. For a
 * slow thread, while nothing else is to do.
 */
final class Rehearsal {
    private static final int BUFFER = 256;
    /** What a link needs beside what is played here: to name a class is to load it. */
    private static final Class<?>[] WINGS = {Connection.class, Dialer.class, Transport.class, TlsTerms.class,
        TlsChannel.class, TlsHandshake.class, CloseCode.class};

    private Rehearsal() {
    }

    /** Does it. @return false: it could not, which does no harm */
    static boolean run() {
        try {
            socket();
            return WINGS.length > 0 && upgrade();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Has one made, and closed: it is connected to nobody. */
    private static void socket() throws IOException {
        try (Selector selector = Selector.open(); SocketChannel socket = SocketChannel.open()) {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.register(selector, SelectionKey.OP_CONNECT, socket);
        }
    }

    /** A client of ours asks, a server of ours answers (RFC 6455, 4). */
    private static boolean upgrade() {
        OpenRequest request = new OpenRequest(1, 1);
        request.hostHeader.set("localhost");
        request.target.set("/");
        LinkInfo info = new LinkInfo();
        ReceiveBuffer input = new ReceiveBuffer(BUFFER);
        Protocol client = new Protocol(request, input, new SendBuffer(BUFFER, new MaskKeys()),
                new FrameReader(input, BUFFER, info), info);
        client.begin();
        ByteBuffer asked = client.said();
        UpgradeOffer offer = UpgradeOffer.of(new RequestHead(asked.array(), asked.limit()), new ListenRequest());
        client.drain();
        ReceiveBuffer nothing = new ReceiveBuffer(BUFFER);
        Protocol server = new Protocol(offer, nothing, new SendBuffer(BUFFER, null),
                new FrameReader(nothing, BUFFER, info, true), info);
        server.begin();
        input.room().put(server.said());
        input.arrived();
        client.advance(false, false);
        return client.open();
    }
}
