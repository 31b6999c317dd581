package wsat.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import wsat.board.line.ChannelLine;
import wsat.board.net.Probes;
import wsat.board.net.Ready;
import wsat.board.os.Ticks;
import wsat.port.Log;

/**
 * A raw TCP listener as a serial line (pyserial's {@code socket://}): one host at a time, the next when it
 * leaves. What nobody hears waits for the next host, as on the pseudo-terminal; what a host has half said ends with
 * its connection. Who speaks HTTP is no host.
 */
final class TcpLine extends ChannelLine {
    /** How long a host that has stopped sending may still listen for its last answer. */
    private static final int LAST_ANSWER_MILLIS = 250;
    /** A host that has vanished without a word, with its network or its power, is missed within half a minute. */
    private static final int IDLE_SECONDS = 15;
    private static final int PROBE_SECONDS = 5;
    private static final int PROBES = 3;

    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final Selector selector;
    private final Ticks ticks;
    private final SelectionKey serverKey;
    private final Log log;
    private SocketChannel client;
    private FirstWords words;
    private long leavesAt = Long.MAX_VALUE;
    private boolean cut;

    TcpLine(InetSocketAddress address, Selector selector, int outputMax, Log log, Ticks ticks)
            throws IOException {
        super(outputMax);
        this.selector = selector;
        this.log = log;
        this.ticks = ticks;
        try {
            server.bind(address, 1);
            server.configureBlocking(false);
            serverKey = server.register(selector, SelectionKey.OP_ACCEPT, (Ready) key -> accept());
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    private void accept() {
        SocketChannel next = null;
        try {
            next = server.accept();
            if (next == null) {
                return;
            }
            next.configureBlocking(false);
            next.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Probes.set(next, IDLE_SECONDS, PROBE_SECONDS, PROBES);
            SelectionKey key = next.register(selector, 0, this);
            serverKey.interestOps(0);
            client = next;
            words = new FirstWords(next);
            attach(words, key, next, key);
            flush();
        } catch (IOException e) {
            close(next);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int n = cut && !hasInput() ? 0 : super.read(buffer, offset, length);
        if (cut && n == 0) { // behind all that the host which has left had said
            cut = false;
            return CUT;
        }
        return n;
    }

    @Override
    protected void inputEnded() {
        leavesAt = ticks.millis() + LAST_ANSWER_MILLIS;
    }

    @Override
    protected void lost() {
        detach();
        cut = true;
        if (words.ofWebClient()) {
            cutOff();
        }
        close(client);
        client = null;
        leavesAt = Long.MAX_VALUE;
        serverKey.interestOps(SelectionKey.OP_ACCEPT);
    }

    /** Whatever it has half said, and been half answered, is not for the next host. */
    private void cutOff() {
        discardOutput();
        log.log(Log.WARN, "--tcp",
                "cut off a client that speaks HTTP or TLS, as a browser does at the bidding of any page;"
                + " none of its lines was obeyed", Log.NO_VALUE);
    }

    @Override
    public void flush() {
        super.flush();
        if (ticks.millis() >= leavesAt) {
            lost();
        }
    }

    /** With nobody there, nothing will leave: it must not be waited for. */
    @Override
    public boolean drained() {
        return client == null || super.drained();
    }

    @Override
    public long nextDeadline() {
        return leavesAt;
    }

    @Override
    public void close() {
        close(client);
        try {
            server.close();
        } catch (IOException e) {
            // closed is all we want
        }
    }

    private static void close(SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // closed is all we want
        }
    }
}
