package wsat.board.net;

import static wsat.port.WebSocketPort.CLOSED;
import static wsat.port.WebSocketPort.CLOSING;
import static wsat.port.WebSocketPort.LOST;
import static wsat.port.WebSocketPort.OPEN;
import static wsat.port.WebSocketPort.OPENING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import wsat.board.tls.TlsContext;
import wsat.board.tls.Verdict;
import wsat.port.Chunk;
import wsat.port.Log;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/**
 * One connection to a server, from the look-up of its name to the end of TCP. Whatever happens ends in
 * {@link #settle}, which decides on the state and on what the socket is watched for.
 */
final class Connection implements Ready {
    /** How long TCP may take to end once the closing handshake is done (RFC 6455, 7.1.1). */
    private static final long TCP_END_MILLIS = 1_000;
    /** How long the server may take to answer the host's close frame. */
    private static final long CLOSE_ANSWER_MILLIS = 10_000;
    /** How long a connection that was let go may take to say goodbye. */
    private static final long GOODBYE_MILLIS = 2_000;
    private static final int CLOSE = 8;
    private static final long NEVER = Long.MAX_VALUE;

    private final Network network;
    private final Link link;
    private final OpenRequest request;
    private final Dialer dialer;
    private final Input input;
    private final Output output;
    private final FrameReader reader;
    private final Protocol protocol;

    private int state = OPENING;
    private SocketChannel socket;
    private SelectionKey key;
    private int interest;
    /** Where bytes go in and out: the socket itself, or what lies between it and the protocol. */
    private ByteChannel wire;
    /** The same if it is TLS, else null. */
    private TlsChannel tls;
    private TlsContext tlsContext;
    private Verdict verdict;

    /** Why no more bytes come, null while they may. */
    private String ended;
    /** Whether bytes can still be sent. */
    private boolean muted;
    private boolean closeSent;
    /** Whether the link has let go of it. */
    private boolean leaving;
    private long deadline = NEVER;
    private int arrivals;

    Connection(Network network, Link link, OpenRequest request) {
        this.network = network;
        this.link = link;
        this.request = request;
        dialer = new Dialer(network, this, request.host, request.port);
        input = new Input(request.bufferSize);
        output = new Output(network.bufferMax(), network.maskKeys());
        reader = new FrameReader(input, request.bufferSize);
        protocol = new Protocol(request, input, output, reader);
    }

    void begin() {
        if (request.secure) {
            tlsContext = link.credentials().forMode(request.authMode);
            if (tlsContext == null) {
                unreachable("auth mode " + request.authMode + " has no certificates that were accepted");
                return;
            }
            String host = Dialer.string(request.host);
            verdict = new Verdict(host, LookUp.literal(host), network.wallClock().unixMillis(),
                    network.verifiesHost());
        }
        dialer.begin();
    }

    /** The dialer has a connection. */
    void connected(SocketChannel channel, SelectionKey registered) {
        socket = channel;
        wire = channel;
        key = registered;
        key.attach(this);
        interest = key.interestOps();
        if (request.secure) {
            tls = new TlsChannel(this, network, channel, tlsContext, verdict, request.port, link.takeBuffers());
            wire = tls;
            tls.begin();
        }
        protocol.begin();
        protocol.drain();
        flush();
        settle();
    }

    /** The first handshake is done. */
    void tlsOpen() {
        if (!tlsContext.material().verifies()) {
            log(Log.WARN, "the server is not verified (auth mode " + request.authMode + ")");
        } else if (verdict.otherHost() != null) {
            log(Log.WARN, "the server's certificate is not for this host, " + Dialer.string(request.host)
                    + ", but for " + verdict.otherHost());
        }
        log(Log.DEBUG, tls.summary());
    }

    /** A step of TLS in a slow thread is done. */
    void tlsMoved() {
        flush();
        if (socket != null) {
            read();
        }
        flush();
        settle();
    }

    /** The dialer has no connection. */
    void unreachable(String reason) {
        log(Log.WARN, reason);
        become(LOST);
    }

    @Override
    public void ready(SelectionKey readyKey) {
        int ready = readyKey.readyOps();
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            flush();
            protocol.advance(false, false);
        }
        if ((ready & SelectionKey.OP_READ) != 0 && socket != null) {
            read();
        }
        flush();
        settle();
    }

    private void read() {
        boolean discard = protocol.over();
        ByteBuffer to = discard ? network.scratch() : input.room();
        try {
            int count = wire.read(to);
            if (count < 0) {
                end("the server ended the connection" + hint());
            } else if (count > 0) {
                arrivals++;
                if (!discard) {
                    input.arrived();
                }
            }
        } catch (IOException e) {
            end((tls != null && tls.failed() ? "" : "the connection broke: ") + e.getMessage() + hint());
        }
        protocol.advance(false, false);
    }

    /** No more bytes come. */
    private void end(String reason) {
        ended = reason;
        mute();
        cutSocket();
    }

    private void flush() {
        try {
            if (tls != null && !muted && socket != null) {
                tls.push();
            }
            while (!muted && socket != null && output.flush(wire) > 0) {
                protocol.drain();
            }
        } catch (IOException e) {
            // What the server sent before may still be read, and then shows how it ended.
            mute();
        }
    }

    private void mute() {
        muted = true;
        protocol.mute();
    }

    /** What was put off until this turn. */
    void turn() {
        if (tls != null && socket != null) {
            flush();
            if ((protocol.over() || input.hasRoom()) && socket != null && tls.buffered()) {
                read();
            }
            flush();
        }
        settle();
    }

    /**
     * The one place where the state follows from what happened. OPEN is shown for a turn at least, even
     * if the server's close frame came with the upgrade.
     */
    void settle() {
        if (state == OPENING && protocol.open()) {
            become(OPEN);
        } else if (state == OPENING || state == OPEN) {
            if (protocol.over()) {
                finished();
            } else if (ended != null && protocol.starved()) {
                lost();
            }
        }
        if (state == CLOSING && socket == null) {
            become(CLOSED);
        }
        watch();
    }

    /** The protocol has come to its end. */
    private void finished() {
        if (state == OPENING) {
            String answer = protocol.statusLine();
            log(Log.WARN, answer.isEmpty() ? protocol.why()
                    : "the server answered \"" + answer + "\": " + protocol.why());
            become(LOST);
            cutSocket();
        } else if (protocol.closeReceived()) {
            log(leaving ? Log.DEBUG : Log.INFO, "the server closed: " + protocol.closeCode() + quoted(protocol.why()));
            become(closeSent ? CLOSED : CLOSING);
            limit(TCP_END_MILLIS);
        } else {
            log(Log.WARN, "closed with " + protocol.closeCode() + ", the server sent what it must not: "
                    + protocol.why());
            become(LOST);
            limit(TCP_END_MILLIS);
        }
    }

    /** The server's own words, made fit for a log line. */
    private static String quoted(String reason) {
        if (reason == null || reason.isEmpty()) {
            return "";
        }
        return " \"" + printable(reason) + '"';
    }

    static String printable(String words) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            line.append(Character.isISOControl(c) ? '?' : c);
        }
        return line.toString();
    }

    /** TCP has ended, and all that came is decoded. */
    private void lost() {
        if (closeSent) {
            become(CLOSED);
        } else {
            log(Log.WARN, state == OPENING ? waitingFor() + ": " + ended
                    : ended + ", without a close frame");
            become(LOST);
        }
    }

    private void become(int newState) {
        state = newState;
        network.stir();
    }

    private void limit(long millis) {
        long limit = network.now() + millis;
        if (deadline == NEVER || limit - deadline < 0) {
            deadline = limit;
        }
    }

    /** Says what the socket is watched for. */
    private void watch() {
        if (socket == null) {
            return;
        }
        boolean reads = protocol.over() || input.hasRoom();
        boolean writes = !muted && !output.isEmpty();
        int wanted = (reads ? SelectionKey.OP_READ : 0) | (writes ? SelectionKey.OP_WRITE : 0);
        if (tls != null) {
            wanted = tls.interest(reads, writes);
            if (reads && tls.buffered()) {
                network.stir();
            }
        }
        if (wanted != interest) {
            interest = wanted;
            key.interestOps(wanted);
        }
    }

    private void cutSocket() {
        if (tls != null && socket != null) {
            tls.goodbye();
        }
        dropSocket();
    }

    private void dropSocket() {
        if (socket != null) {
            Network.close(socket);
            socket = null;
            if (tls != null) {
                tls.close();
                tlsReleased();
            }
        }
    }

    /** If nobody uses them any more, the link may have the buffers back. */
    void tlsReleased() {
        if (tls.idle()) {
            link.giveBuffers(tls.buffers());
        }
    }

    int state() {
        return state;
    }

    boolean closeWasSent() {
        return closeSent;
    }

    int arrivals() {
        return arrivals;
    }

    int pongs() {
        return protocol.pongs();
    }

    int unsent() {
        return output.unsent() + (tls == null ? 0 : tls.unsent());
    }

    boolean receive(boolean wholeMessages, Chunk chunk) {
        if (!reader.complete()) {
            if (state == OPENING || !input.undecoded().hasRemaining()) {
                return false;
            }
            protocol.advance(true, wholeMessages);
            flush();
            settle();
        }
        if (!reader.complete()) {
            return false;
        }
        reader.lend(chunk);
        return true;
    }

    void release(int count) {
        if (reader.release(count)) {
            protocol.advance(false, false);
            flush();
            settle();
        }
    }

    int send(int opcode, boolean fin, byte[] payload, int offset, int length) {
        if (state != OPEN || closeSent || muted) {
            return WebSocketPort.NOT_OPEN;
        }
        if (!protocol.quiet() || !output.fits(length)) {
            return WebSocketPort.BUSY;
        }
        output.frame(opcode, fin, payload, offset, length);
        if (opcode == CLOSE) {
            sentClose(CLOSE_ANSWER_MILLIS);
        }
        if (tls == null) {
            flush();
        } else {
            // At the next turn: all frames of this one leave in one record.
            network.stir();
        }
        watch();
        return WebSocketPort.TAKEN;
    }

    private void sentClose(long millis) {
        closeSent = true;
        protocol.closeSent();
        limit(millis);
    }

    /** Says goodbye in the background. @return whether there is still something to do */
    boolean leave(int code) {
        boolean talking = state == OPEN && socket != null && !protocol.over();
        if (talking && !closeSent && !muted) {
            if (!protocol.quiet() || !output.fitsControl()) {
                return false;
            }
            output.frame(CLOSE, true, new byte[] {(byte) (code >> 8), (byte) code}, 0, 2);
            sentClose(GOODBYE_MILLIS);
        }
        if (talking) {
            reader.discard();
            protocol.advance(false, false);
            flush();
        }
        return depart();
    }

    /** The link lets go. @return whether it has already said goodbye, and TCP is still to end */
    boolean depart() {
        leaving = true;
        if (socket == null || state == OPENING || state == OPEN && !closeSent) {
            return false;
        }
        limit(GOODBYE_MILLIS);
        settle();
        return socket != null;
    }

    /** Cuts it off, without a word. */
    void cut() {
        dialer.cut();
        dropSocket();
    }

    /** What is under way while it opens, for the person at the board. */
    String doing() {
        return socket == null ? dialer.doing() : waitingFor();
    }

    private String waitingFor() {
        return tls != null && !tls.isReady() ? "in the TLS handshake" : "waiting for the answer to the upgrade";
    }

    /** What the end of TLS may be due to. */
    private String hint() {
        String hint = tls == null || state != OPENING ? null : tls.hint();
        return hint == null ? "" : "; " + hint;
    }

    /** When {@link #expire} has something to do. */
    long deadline() {
        return state == OPENING && socket == null ? dialer.deadline() : deadline;
    }

    /** The deadline has come. */
    void expire() {
        if (state == OPENING && socket == null) {
            dialer.expire();
            return;
        }
        deadline = NEVER;
        cutSocket();
        if (state == OPEN) {
            log(leaving ? Log.DEBUG : Log.INFO, "the server did not answer the close frame");
            become(CLOSED);
        }
        settle();
    }

    /** Whether TCP has ended, or never began. */
    boolean gone() {
        return socket == null;
    }

    void log(int level, String what) {
        network.log().log(level, link.name(), what, Log.NO_VALUE);
    }
}
