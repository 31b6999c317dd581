package wsat.board.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSession;
import wsat.port.ListenRequest;
import wsat.port.Log;

/**
 * A client that wants to be a WebSocket link, from the end of TCP's handshake until it has one: TLS, then the head of
 * its request, which is answered by the {@link Connection} that it becomes, or here when it is no upgrade.
 */
final class UpgradeArrival implements Arrival, Caller, Ready {
    /** The longest head. */
    static final int HEAD_MAX = 8 * 1024;
    /** How long a client may take to hear why it is refused. */
    private static final long FAREWELL_MILLIS = 2_000;
    private static final int TLS_HANDSHAKE = 0x16;

    private final Network network;
    private final String name;
    private final ListenRequest request;
    private final TlsTerms terms;
    private final SelectionKey key;
    private final Transport transport;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD_MAX);
    private final String address;
    /** Where the search for the end of the head goes on. */
    private int searched;
    /** Null until the head is whole. */
    private UpgradeOffer offer;
    /** What is said to who is refused; null: nobody is. */
    private ByteBuffer farewell;
    private Connection connection;
    /** Null: none, or nobody wants to know. */
    private SSLSession session;
    private long deadline;

    UpgradeArrival(Network network, String name, ListenRequest request, SocketChannel channel, TlsTerms terms)
            throws IOException {
        this.network = network;
        this.name = name;
        this.request = request;
        this.terms = terms;
        address = String.valueOf(channel.getRemoteAddress());
        key = Listener.register(network, channel);
        key.attach(this);
        deadline = network.now() + Listener.HANDSHAKE_MILLIS;
        transport = new Transport(network, this, channel, key, terms);
        watch();
    }

    /** It gets a link: the connection answers, and goes on from here. */
    Connection connection(LinkConnections link, int bufferSize) {
        ByteBuffer asked = ByteBuffer.wrap(head.array(), 0, searched + 4).slice();
        if (session != null) {
            network.watch().secured(link.number(), false, session);
        }
        connection = new Connection(network, link, offer, asked, transport, terms, bufferSize);
        key.attach(connection);
        return connection;
    }

    @Override
    public void connected(SocketChannel channel, SelectionKey itsKey) {
        throw new IllegalStateException("nobody dials here");
    }

    @Override
    public void unreachable(Failure why) {
        throw new IllegalStateException("nobody dials here");
    }

    @Override
    public void secured(SSLSession itsSession) {
        session = network.watch() == null ? null : itsSession;
    }

    @Override
    public void tlsMoved() {
        if (connection != null) {
            connection.tlsMoved();
        } else {
            go();
        }
    }

    @Override
    public void ready(SelectionKey readyKey) {
        go();
    }

    @Override
    public void turn() {
        if (connection == null && transport.isSecure()) {
            go();
        }
    }

    private void go() {
        try {
            transport.push();
            while (!gone() && offer == null && read()) {
                // until the head is whole, or nothing more has come
            }
            if (farewell != null && !gone()) {
                takeLeave();
            }
        } catch (IOException e) {
            fail(transport.failure(e).words());
        }
        watch();
    }

    /** @return whether something has come */
    private boolean read() throws IOException {
        int count = transport.read(head);
        if (count < 0) {
            fail("the client ended the connection" + (transport.isReady() ? "" : " in the TLS handshake"));
            return false;
        }
        if (count > 0) {
            look();
        }
        return count > 0 && head.hasRemaining();
    }

    /** Looks for the end of the head. */
    private void look() {
        byte[] bytes = head.array();
        if (bytes[0] == TLS_HANDSHAKE) {
            fail("the client speaks TLS, and this server does not");
            return;
        }
        for (; searched + 4 <= head.position(); searched++) {
            if (bytes[searched] == '\r' && bytes[searched + 1] == '\n' && bytes[searched + 2] == '\r'
                    && bytes[searched + 3] == '\n') {
                judge(new RequestHead(bytes, searched + 4), head.position() > searched + 4);
                return;
            }
        }
        if (!head.hasRemaining()) {
            fail("the head of the request is longer than " + HEAD_MAX + " bytes");
        }
    }

    /** @param goesOn whether something stands behind the head, which nobody may send before the answer */
    private void judge(RequestHead whole, boolean goesOn) {
        offer = UpgradeOffer.of(whole, request);
        if (offer.status() == UpgradeOffer.UPGRADE && goesOn) {
            fail("the client did not wait for the answer to its request");
        } else if (offer.status() == UpgradeOffer.UPGRADE) {
            network.stir();
        } else {
            log(Log.INFO, "a client is refused with " + offer.status() + ": " + offer.why());
            farewell = ByteBuffer.wrap(offer.refusal().getBytes(StandardCharsets.ISO_8859_1));
            deadline = network.now() + FAREWELL_MILLIS;
        }
    }

    private void takeLeave() throws IOException {
        while (farewell.hasRemaining() && transport.write(farewell) > 0) {
            // as long as something leaves
        }
        if (!farewell.hasRemaining() && transport.finish() && !transport.discard()) {
            transport.drop();
        }
    }

    private void fail(String why) {
        log(Log.INFO, "a client has gone: " + why);
        transport.cut();
    }

    private void watch() {
        if (!gone() && connection == null) {
            transport.watch(offer == null || farewell != null, farewell != null && farewell.hasRemaining());
        }
    }

    @Override
    public boolean waits() {
        return offer != null && farewell == null && !gone();
    }

    @Override
    public boolean gone() {
        return !transport.isOpen();
    }

    @Override
    public void refuse() {
        transport.reset();
    }

    @Override
    public long deadline() {
        return gone() || connection != null ? Endpoint.NEVER : deadline;
    }

    @Override
    public void expire() {
        if (farewell == null) {
            fail("its handshake took too long");
        }
        transport.drop();
    }

    @Override
    public void log(int level, String what) {
        if (connection != null) {
            connection.log(level, what);
        } else {
            network.log().log(level, name, what + " (" + address.replace("/", "") + ")", Log.NO_VALUE);
        }
    }
}
