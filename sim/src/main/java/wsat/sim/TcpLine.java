package wsat.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import wsat.board.Loop;
import wsat.board.line.ChannelLine;
import wsat.board.net.Ready;

/**
 * A raw TCP listener as a serial line (pyserial's {@code socket://}): one host at a time, the next when it
 * leaves. What nobody hears waits for the next host, as on the pseudo-terminal.
 */
final class TcpLine extends ChannelLine {
    /** How long a host that has stopped sending may still listen for its last answer. */
    private static final int LAST_ANSWER_MILLIS = 250;

    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final Selector selector;
    private final SelectionKey serverKey;
    private SocketChannel client;
    private long leavesAt = Long.MAX_VALUE;

    TcpLine(InetSocketAddress address, Selector selector, int outputMax) throws IOException {
        super(outputMax);
        this.selector = selector;
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
            SelectionKey key = next.register(selector, 0, this);
            serverKey.interestOps(0);
            client = next;
            attach(next, key, next, key);
            flush();
        } catch (IOException e) {
            close(next);
        }
    }

    @Override
    protected void inputEnded() {
        leavesAt = Loop.millis() + LAST_ANSWER_MILLIS;
    }

    @Override
    protected void lost() {
        detach();
        close(client);
        client = null;
        leavesAt = Long.MAX_VALUE;
        serverKey.interestOps(SelectionKey.OP_ACCEPT);
    }

    @Override
    public void flush() {
        super.flush();
        if (Loop.millis() >= leavesAt) {
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
