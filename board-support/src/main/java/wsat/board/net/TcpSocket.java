package wsat.board.net;

import static wsat.port.SocketPort.BUSY;
import static wsat.port.SocketPort.ENDED;
import static wsat.port.SocketPort.LOST;
import static wsat.port.SocketPort.NOT_OPEN;
import static wsat.port.SocketPort.OPEN;
import static wsat.port.SocketPort.OPENING;
import static wsat.port.SocketPort.SEND_MAX;
import static wsat.port.SocketPort.TAKEN;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSession;
import wsat.port.Ending;
import wsat.port.Log;
import wsat.port.Packet;
import wsat.port.SocketInfo;
import wsat.port.SocketRequest;
import wsat.port.Text;
import wsat.port.TlsReason;

/** A TCP or SSL socket. Whatever happens ends in {@link #settle}, which says what is watched for. */
final class TcpSocket extends Endpoint implements Caller, Arrival {
    /** How much is held for the host. */
    static final int INPUT_MAX = 16_384;
    /** How long a handshake of TLS may take; the host's patience mostly ends before. */
    private static final long HANDSHAKE_MILLIS = 60_000;
    /** How long a socket that was let go may take to end. */
    static final long LEAVE_MILLIS = 3_000;

    /** Null: a client has come. */
    private final Credentials credentials;
    private final SocketRequest request;
    private final Dialer dialer;
    private final SocketInfo info = new SocketInfo();
    private final StreamBuffer input = new StreamBuffer(INPUT_MAX);
    /** What is to be sent and has not left: from position to limit. */
    private final ByteBuffer output = ByteBuffer.allocate(SEND_MAX).limit(0);
    private TlsTerms terms;
    /** Null until hands are shaken, or nobody wants to know. */
    private SSLSession session;
    /** Null until the dialer has it. */
    private Transport transport;
    private boolean leaving;
    private boolean finished;
    private boolean heard;
    private int arrivals;
    private long deadline = NEVER;

    TcpSocket(Network network, String name, Ending ending, Credentials credentials, SocketRequest request) {
        super(network, name, ending);
        this.credentials = credentials;
        this.request = request;
        dialer = new Dialer(network, this, request.host, request.port, request.localPort, request.keepAliveSeconds,
                request.proxy);
    }

    /**
     * A client has come.
     *
     * @param theTerms of TLS, null: none
     * @throws IOException it has gone already
     */
    TcpSocket(Network network, String name, SocketChannel channel, TlsTerms theTerms) throws IOException {
        super(network, name, new Ending(), true);
        credentials = null;
        request = null;
        dialer = null;
        terms = theTerms;
        connected(channel, Listener.register(network, channel));
        if (terms != null) {
            deadline = network.now() + Listener.HANDSHAKE_MILLIS;
        }
    }

    @Override
    void begin() {
        if (request.type == SocketRequest.SSL) {
            terms = credentials.terms(request.authMode, request.host, request.port, request.tls);
            if (terms == null) {
                unreachable(TlsFailure.missing(request.authMode));
                return;
            }
        }
        dialer.begin();
    }

    @Override
    public void unreachable(Failure why) {
        lost(why);
    }

    @Override
    public void connected(SocketChannel channel, SelectionKey key) {
        key.attach(this);
        try {
            InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
            write(peer.getAddress(), info.address);
            info.port = peer.getPort();
            info.localPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            // It has broken already, which reading will show.
        }
        transport = new Transport(network, this, channel, key, terms);
        if (terms != null) {
            deadline = network.now() + HANDSHAKE_MILLIS;
        }
        settle();
    }

    @Override
    public void secured(SSLSession itsSession) {
        session = itsSession;
        number(number());
    }

    /** Who watches is told as soon as both the link and its TLS are known. */
    @Override
    void number(int link) {
        super.number(link);
        if (network.watch() != null && link >= 0 && session != null) {
            network.watch().secured(link, true, session);
        }
    }

    @Override
    public void tlsMoved() {
        flush();
        read();
        flush();
        settle();
    }

    @Override
    public void ready(SelectionKey key) {
        int ready = key.readyOps();
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            flush();
        }
        if ((ready & SelectionKey.OP_READ) != 0) {
            read();
        }
        settle();
    }

    @Override
    public void turn() {
        if (!gone() && transport.isSecure()) {
            flush();
            if ((leaving || input.hasRoom()) && transport.buffered()) {
                read();
            }
            flush();
        }
        settle();
    }

    private void read() {
        if (gone()) {
            return;
        }
        try {
            if (leaving ? !transport.discard() : !take()) {
                ended();
            }
        } catch (IOException e) {
            broken(transport.failure(e));
        }
    }

    /** @return false: the peer has ended it */
    private boolean take() throws IOException {
        int count = transport.read(input.room());
        if (count > 0) {
            heard = true;
            arrivals++;
            input.arrived();
        }
        return count >= 0;
    }

    /** The peer sends no more; what it has not taken yet may still leave. */
    private void ended() {
        if (finished) {
            transport.drop();
        } else if (state() == OPENING) {
            broken(new Failure(Ending.TCP_END, 0, peer() + " ended the connection"));
        } else if (state() == OPEN) {
            endedInOrder();
        }
    }

    private void broken(Failure why) {
        boolean shaking = state() == OPENING;
        String hint = heard ? "" : transport.hint();
        transport.cut();
        if (leaving) {
            log(Log.DEBUG, why.words());
        } else {
            lost(shaking ? TlsFailure.shaking(why, terms.verdict, "in the TLS handshake: " + why.words() + hint)
                    : new Failure(why.stage(), why.code(), why.words() + hint));
        }
    }

    private void flush() {
        if (gone()) {
            return;
        }
        try {
            transport.push();
            while (output.hasRemaining() && transport.write(output) > 0) {
                // As long as something leaves.
            }
        } catch (IOException e) {
            // What the server sent before is taken first, and mostly shows better how it ended.
            Failure why = transport.failure(e);
            while (!gone() && !leaving && state() == OPEN && input.hasRoom() && readSome()) {
                // As long as something comes.
            }
            if (!gone()) {
                broken(why);
            }
        }
    }

    private boolean readSome() {
        int before = input.held();
        read();
        return input.held() > before;
    }

    private void settle() {
        if (gone()) {
            return;
        }
        if (state() == OPENING && transport.isReady()) {
            deadline = NEVER;
            become(OPEN);
        }
        if (leaving && !finished && !output.hasRemaining()) {
            finish();
        }
        if (!gone()) {
            transport.watch(state() != ENDED && (leaving || input.hasRoom()), output.hasRemaining());
        }
    }

    /** All has left: now TCP may end. */
    private void finish() {
        try {
            finished = transport.finish();
            if (finished && state() == ENDED) {
                transport.drop();
            }
        } catch (IOException e) {
            transport.drop();
        }
    }

    @Override
    void info(SocketInfo into) {
        into.address.set(info.address);
        into.port = info.port;
        into.localPort = info.localPort;
    }

    @Override
    boolean receive(Packet packet) {
        if (input.held() == 0) {
            return false;
        }
        input.lend();
        packet.bytes = input.bytes();
        packet.start = input.start();
        packet.length = input.held();
        packet.address.set(info.address);
        packet.port = info.port;
        return true;
    }

    @Override
    int held() {
        return input.held();
    }

    @Override
    int arrivals() {
        return arrivals;
    }

    @Override
    void release(int count) {
        input.release(count);
        settle();
    }

    @Override
    int send(byte[] payload, int offset, int length, Text address, int port) {
        if (state() != OPEN) {
            return NOT_OPEN;
        }
        if (output.remaining() + length > SEND_MAX) {
            return BUSY;
        }
        output.compact().put(payload, offset, length).flip();
        if (transport.isSecure()) {
            // At the next turn: all of this one leaves in one record.
            network.stir();
        } else {
            flush();
        }
        settle();
        return TAKEN;
    }

    @Override
    int unsent() {
        return transport == null ? 0 : output.remaining() + transport.unsent();
    }

    @Override
    boolean leave() {
        if (state() == OPENING) {
            givenUp(transport == null ? dialer.stage() : Ending.TLS, transport == null ? Ending.ETIMEDOUT
                    : TlsReason.LATE, transport == null ? dialer.doing() : "in the TLS handshake");
        }
        if (state() == OPENING || state() == LOST) {
            cut();
            return false;
        }
        leaving = true;
        deadline = network.now() + LEAVE_MILLIS;
        flush();
        settle();
        return !gone();
    }

    @Override
    public boolean waits() {
        return state() == OPEN || state() == ENDED;
    }

    @Override
    public void refuse() {
        if (transport != null) {
            transport.reset();
        }
    }

    @Override
    void cut() {
        if (dialer != null) {
            dialer.cut();
        }
        if (transport != null) {
            transport.drop();
        }
    }

    @Override
    public boolean gone() {
        return transport == null || !transport.isOpen();
    }

    @Override
    public long deadline() {
        return state() == OPENING && transport == null ? dialer.deadline() : gone() ? NEVER : deadline;
    }

    @Override
    public void expire() {
        if (transport == null) {
            dialer.expire();
        } else if (leaving) {
            if (unsent() > 0) {
                log(Log.WARN, "closed, and the peer had not taken what was sent before");
            }
            transport.cut();
        } else {
            broken(new Failure(Ending.TLS, TlsReason.LATE, "timed out"));
        }
    }
}
