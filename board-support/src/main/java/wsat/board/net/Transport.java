package wsat.board.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import wsat.port.Ending;
import wsat.port.LinkInfo;

/** A TCP connection, with TLS on it where it is wanted, and what the selector watches it for. */
final class Transport implements WritableByteChannel {
    private final Network network;
    private final SocketChannel socket;
    private final SelectionKey key;
    /** Null: none. */
    private final TlsChannel tls;
    private int interest;
    private boolean open = true;
    /** Whether {@link #finish} has begun: TLS hears nothing more. */
    private boolean finishing;

    /** @param terms of TLS, whose handshake begins; null: none */
    Transport(Network network, Caller caller, SocketChannel socket, SelectionKey key, TlsTerms terms) {
        this.network = network;
        this.socket = socket;
        this.key = key;
        interest = key.interestOps();
        tls = terms == null ? null : new TlsChannel(caller, network, socket, terms);
        if (tls != null) {
            tls.begin();
        }
    }

    /** False: TCP has ended. */
    @Override
    public boolean isOpen() {
        return open;
    }

    /** Whether bytes may flow, behind a handshake. */
    boolean isReady() {
        return tls == null || tls.isReady();
    }

    boolean isSecure() {
        return tls != null;
    }

    /** @return how many bytes, 0: none for now; negative: the peer has ended it */
    int read(ByteBuffer to) throws IOException {
        return tls == null ? socket.read(to) : tls.read(to);
    }

    /** Whether {@link #read} would find something without the socket. */
    boolean buffered() {
        return tls != null && tls.buffered();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return tls == null ? socket.write(from) : tls.write(from);
    }

    /** Gives the socket what TLS has sealed. */
    void push() throws IOException {
        if (tls != null) {
            tls.push();
        }
    }

    /** How many bytes of TLS's own the socket has not taken. */
    int unsent() {
        return tls == null ? 0 : tls.unsent();
    }

    /** Says what the socket is watched for. */
    void watch(boolean reads, boolean writes) {
        if (!open) {
            return;
        }
        int wanted = (reads ? SelectionKey.OP_READ : 0) | (writes ? SelectionKey.OP_WRITE : 0);
        if (tls != null) {
            wanted = tls.interest(reads, writes);
            if (reads && !finishing && tls.buffered()) {
                network.stir();
            }
        }
        if (wanted != interest) {
            interest = wanted;
            key.interestOps(wanted);
        }
    }

    /** Tells where it leads, and how it is secured once it {@link #isReady}. */
    void tell(LinkInfo into) {
        into.disconnect();
        try {
            InetSocketAddress peer = (InetSocketAddress) socket.getRemoteAddress();
            Endpoint.write(peer.getAddress(), into.address);
            into.port = peer.getPort();
        } catch (IOException e) {
            // It has broken already, which reading will show.
        }
        if (tls != null && tls.isReady()) {
            tls.tell(into);
        }
    }

    /** Why reading or writing has failed. */
    Failure failure(IOException e) {
        return tls != null && tls.failure() != null ? tls.failure() : broken(e);
    }

    /** TCP has failed. */
    static Failure broken(IOException e) {
        return new Failure(Ending.TCP_END, Errno.broken(e), "the connection broke: " + e.getMessage());
    }

    /** What its end may be due to; empty: nothing to say. */
    String hint() {
        String hint = tls == null ? null : tls.hint();
        return hint == null ? "" : "; " + hint;
    }

    /** Takes what comes and throws it away. @return false: the peer has ended it */
    boolean discard() throws IOException {
        return (finishing ? socket.read(network.scratch()) : read(network.scratch())) >= 0;
    }

    /** Says that nothing more comes: close_notify, then FIN. @return false: not yet, the socket is full */
    boolean finish() throws IOException {
        if (!finishing && tls != null) {
            tls.goodbye();
        }
        finishing = true;
        if (unsent() > 0) {
            return false;
        }
        socket.shutdownOutput();
        return true;
    }

    /** Ends it, with TLS's goodbye if that can be said at once. */
    void cut() {
        if (open && tls != null) {
            tls.goodbye();
        }
        drop();
    }

    /** Ends it by a reset. */
    void reset() {
        Listener.reset(socket);
        drop();
    }

    /** Ends it without a word. */
    void drop() {
        if (open) {
            open = false;
            Network.close(socket);
            if (tls != null) {
                tls.close();
            }
        }
    }

    @Override
    public void close() {
        cut();
    }
}
