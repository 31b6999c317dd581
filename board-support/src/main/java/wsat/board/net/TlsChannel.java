package wsat.board.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import wsat.board.text.Printable;
import wsat.board.tls.Verdict;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.Log;

/**
 * TLS between a socket and the protocol, by the JDK's engine. While hands are shaken, {@link TlsHandshake}
 * works it step by step in a slow thread; after that, records are sealed and opened in the loop thread.
 */
final class TlsChannel implements ByteChannel {
    /** How often one read asks the socket, so that empty records cannot hold up the loop. */
    private static final int FILLS_MAX = 4;
    /**
     * How much of TLS's own a peer may say once hands are shaken, and what each record of it counts for beside its
     * bytes. The JDK keeps every ticket of TLS 1.3 (RFC 8446, 4.6.1) as long as the connection lasts, unasked and
     * without a limit; a server has use for a few.
     */
    private static final int ASIDES_MAX = 128 * 1024;
    private static final int ASIDE = 256;
    private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

    private final Caller caller;
    private final Network network;
    private final SocketChannel socket;
    private final TlsTerms terms;
    private final Verdict verdict;
    private final TlsBuffers buffers;
    private final TlsHandshake handshake;

    /** Null until the first step is done. */
    private SSLEngine engine;
    /** Whether the slow thread has the engine and the buffers. */
    private boolean stepping;
    /** How many bytes of records the socket had not taken when it was given the buffers, or closed. */
    private int unsent;
    /** Whether the first handshake is done. */
    private boolean open;
    /** How much of {@link #ASIDES_MAX} is used up. */
    private int asides;
    /** Whether the engine needs more bytes than {@code in} holds. */
    private boolean starved = true;
    /** Whether the server said goodbye (close_notify). */
    private boolean ended;
    /** Whether the socket's input has ended. */
    private boolean socketEnded;
    private boolean closed;
    private Failure failure;

    TlsChannel(Caller caller, Network network, SocketChannel socket, TlsTerms terms) {
        this.caller = caller;
        this.network = network;
        this.socket = socket;
        this.terms = terms;
        verdict = terms.verdict;
        buffers = terms.credentials.takeBuffers();
        handshake = new TlsHandshake(this, terms, buffers);
    }

    /** Begins the handshake. */
    void begin() {
        step();
    }

    @Override
    public boolean isOpen() {
        return open && !closed;
    }

    /** How many bytes of records the socket has not taken. */
    int unsent() {
        return stepping || closed ? unsent : buffers.out.remaining();
    }

    /** Whether {@link #read} would find something without the socket. */
    boolean buffered() {
        return open && !stepping && !closed
                && (ended || failure != null || buffers.plain.hasRemaining()
                        || !starved && buffers.in.hasRemaining() && !mustWait());
    }

    /** What the socket is to be watched for. */
    int interest(boolean reads, boolean writes) {
        if (stepping || closed) {
            return 0;
        }
        boolean pushes = buffers.out.hasRemaining();
        boolean says = open && writes && !shakesAgain();
        boolean hears = open ? reads && !mustWait() : !pushes;
        return (hears ? SelectionKey.OP_READ : 0) | (pushes || says ? SelectionKey.OP_WRITE : 0);
    }

    /**
     * Whether hands are being shaken again and it is the server's turn. Nothing is sent meanwhile: OpenSSL,
     * for one, does not bear data among its handshake.
     */
    private boolean shakesAgain() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_TASK;
    }

    /** Whether nothing is read until the socket has taken more. */
    private boolean mustWait() {
        return buffers.out.hasRemaining() && owes();
    }

    /** Whether the engine has something of its own to say before it goes on. */
    private boolean owes() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (stepping) {
            return 0;
        }
        return open ? decrypt(to) : shake();
    }

    /** Gives the handshake what has come. */
    private int shake() throws IOException {
        if (failure != null) {
            throw new IOException(failure.words());
        }
        if (push()) {
            if (fill() > 0) {
                step();
            } else if (socketEnded) {
                return -1;
            }
        }
        return 0;
    }

    /** What came before a failure is delivered before it. */
    private int decrypt(ByteBuffer to) throws IOException {
        int before = to.position();
        for (int fills = 0; to.hasRemaining();) {
            if (buffers.plain.hasRemaining()) {
                move(buffers.plain, to);
            } else if (ended || failure != null || starved && fills++ == FILLS_MAX || !further(to)) {
                break;
            }
        }
        int count = to.position() - before;
        if (count == 0 && failure != null && !stepping) {
            throw new IOException(failure.words());
        }
        return count == 0 && ended ? -1 : count;
    }

    /** Opens one record, or reads from the socket. @return whether the loop may go on */
    private boolean further(ByteBuffer to) {
        try {
            if (!starved) {
                return (!owes() || answer()) && open(to);
            }
            if (fill() > 0) {
                return true;
            }
            if (socketEnded) {
                failure = new Failure(Ending.TCP_END, 0, verdict.whose() + " cut it off without TLS's close_notify");
            }
        } catch (SSLException e) {
            failure = TlsFailure.of(e, verdict, buffers.in, buffers.out);
            alert();
        } catch (IOException e) {
            failure = Transport.broken(e);
        }
        return false;
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int limit = from.limit();
        from.limit(from.position() + Math.min(from.remaining(), to.remaining()));
        to.put(from);
        from.limit(limit);
    }

    /** Opens one record. @return whether the loop may go on */
    private boolean open(ByteBuffer to) throws SSLException {
        SSLEngineResult result = engine.unwrap(buffers.in, to);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            buffers.plain = TlsBuffers.room(buffers.plain, engine.getSession().getApplicationBufferSize());
            try {
                result = engine.unwrap(buffers.in, buffers.plain);
            } finally {
                buffers.plain.flip();
            }
        }
        if (result.bytesConsumed() > 0 && result.bytesProduced() == 0) {
            aside(result.bytesConsumed());
        }
        starved = result.getStatus() == Status.BUFFER_UNDERFLOW;
        ended = result.getStatus() == Status.CLOSED;
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            step();
            return false;
        }
        return true;
    }

    /** A record without data has come. */
    private void aside(int length) {
        asides += length + ASIDE;
        if (asides > ASIDES_MAX && engine.getSession().getProtocol().equals("TLSv1.3")) {
            failure = TlsFailure.failed(0,
                    verdict.whose() + " says more of TLS's own, such as tickets, than anybody needs");
        }
    }

    /** Reads from the socket. @return how many bytes, 0 or less: none for now, or none ever */
    private int fill() throws IOException {
        if (socketEnded) {
            return -1;
        }
        ByteBuffer in = TlsBuffers.room(buffers.in, missing());
        int count;
        try {
            count = socket.read(in);
        } finally {
            buffers.in = in.flip();
        }
        socketEnded = count < 0;
        starved &= count <= 0;
        return count;
    }

    /** How much room reading needs: more than the usual buffer has only for a record beyond the usual size. */
    private int missing() {
        int held = buffers.in.remaining();
        int whole = held < buffers.in.capacity() ? 0 : engine.getSession().getPacketBufferSize();
        return Math.max(1, whole - held);
    }

    /** Says what the engine has to say of its own. @return false: later, the socket is full */
    private boolean answer() throws IOException {
        return push() && seal(NOWHERE) >= 0 && push();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (failure != null) {
            throw new IOException(failure.words());
        }
        if (stepping || !open || !push()) {
            return 0;
        }
        int before = from.remaining();
        while (from.remaining() == before && !shakesAgain() && seal(owes() ? NOWHERE : from) > 0 && push()) {
            // What the engine has to say of its own goes first.
        }
        return before - from.remaining();
    }

    /** Seals one record, while nothing else waits to leave. @return its length */
    private int seal(ByteBuffer from) throws SSLException {
        buffers.out = TlsBuffers.room(buffers.out, engine.getSession().getPacketBufferSize());
        try {
            return engine.wrap(from, buffers.out).bytesProduced();
        } finally {
            buffers.out.flip();
        }
    }

    /** Gives the socket what waits to leave. @return whether nothing waits any more */
    boolean push() throws IOException {
        ByteBuffer out = buffers.out;
        if (!stepping && out.hasRemaining()) {
            socket.write(out);
        }
        return !stepping && !out.hasRemaining();
    }

    /** Says why it fails, as far as the socket takes it. */
    private void alert() {
        try {
            if (push() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                seal(NOWHERE);
                push();
            }
        } catch (IOException e) {
            // It fails anyway.
        }
    }

    /** Says goodbye, if that can be done at once (RFC 8446, 6.1). */
    void goodbye() {
        if (!open || stepping || closed || failure != null) {
            return;
        }
        engine.closeOutbound();
        alert();
    }

    /** The connection is over; the socket is closed by who opened it. */
    @Override
    public void close() {
        unsent = unsent();
        closed = true;
        if (stepping && network.slow().forget(handshake)) {
            stepping = false;
        }
        if (!stepping) {
            terms.credentials.giveBuffers(buffers);
        }
    }

    /** Whether the first handshake was done. */
    boolean isReady() {
        return open;
    }

    /** Why TLS has failed, or what is under it; null: it has not. */
    Failure failure() {
        return failure;
    }

    /** Version and cipher suite, for the person at the board. */
    private String summary() {
        SSLSession session = engine.getSession();
        String protocol = engine.getApplicationProtocol();
        return session.getProtocol() + ", " + session.getCipherSuite()
                + (protocol == null || protocol.isEmpty() ? "" : ", " + Printable.of(protocol))
                + (verdict.resumed() ? ", resumed" : "");
    }

    /** Tells version and cipher suite; names that are longer than Java's are left out. */
    void tell(LinkInfo into) {
        SSLSession session = engine.getSession();
        if (into.tlsVersion.fits(session.getProtocol().length())) {
            into.tlsVersion.append(session.getProtocol());
        }
        if (into.cipher.fits(session.getCipherSuite().length())) {
            into.cipher.append(session.getCipherSuite());
        }
    }

    /** What the end of the connection may be due to; null: nothing to say. */
    String hint() {
        return stepping ? null : TlsFailure.hint(terms.context.material(), verdict);
    }

    private void step() {
        stepping = true;
        unsent = buffers.out.remaining();
        network.slow().compute(handshake);
    }

    /** The slow thread has given everything back. */
    void stepped() {
        stepping = false;
        if (closed) {
            terms.credentials.giveBuffers(buffers);
            return;
        }
        engine = handshake.engine();
        failure = handshake.failure();
        starved = false;
        if (handshake.complete() && !open) {
            open = true;
            for (String warning : terms.warnings()) {
                caller.log(Log.WARN, warning);
            }
            caller.log(Log.DEBUG, summary());
            caller.secured(engine.getSession());
        }
        caller.tlsMoved();
    }
}
