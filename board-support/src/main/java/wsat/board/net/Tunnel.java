package wsat.board.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.Proxy;
import wsat.port.Text;

/**
 * The way through an HTTP proxy: once the dialer has the proxy, it is asked for a connection to the server (RFC 9110,
 * 9.3.6), which is then handed on as if it had been dialled. The proxy looks the server's name up.
 */
final class Tunnel implements Caller, Ready {
    private static final int HEAD_MAX = 16_384;

    private final Caller caller;
    private final String where;
    private final ByteBuffer request;
    /** One byte, since what stands behind the answer is the server's already. */
    private final ByteBuffer next = ByteBuffer.allocate(1);
    private ByteBuffer answer;
    private HeadScanner scanner;
    private SocketChannel socket;
    private SelectionKey key;

    /**
     * @param caller for whom the connection is
     * @param host   of the server, an IPv6 address without its brackets
     */
    Tunnel(Caller caller, Proxy proxy, Text host, int port) {
        this.caller = caller;
        where = authority(proxy.host, proxy.port);
        String server = authority(host, port);
        String authorization = Latin1.string(proxy.authorization);
        request = ByteBuffer.wrap(("CONNECT " + server + " HTTP/1.1\r\nHost: " + server + "\r\n"
                + (authorization.isEmpty() ? "" : "Proxy-Authorization: " + authorization + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String authority(Text host, int port) {
        String name = Latin1.string(host);
        return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
    }

    @Override
    public void connected(SocketChannel channel, SelectionKey channelKey) {
        socket = channel;
        key = channelKey;
        request.rewind();
        answer = ByteBuffer.allocate(HEAD_MAX);
        scanner = new HeadScanner();
        key.attach(this);
        go();
    }

    /** Whether the proxy is there, and has not answered. */
    boolean asking() {
        return socket != null;
    }

    /** What is under way, for the person at the board. */
    String doing() {
        return "asking the proxy " + where;
    }

    @Override
    public void ready(SelectionKey readyKey) {
        go();
    }

    private void go() {
        try {
            socket.write(request);
            if (request.hasRemaining()) {
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
            key.interestOps(SelectionKey.OP_READ);
            listen();
        } catch (IOException e) {
            fail(0, "ended the connection: " + e.getMessage());
        }
    }

    private void listen() throws IOException {
        for (int count = socket.read(next.clear()); count != 0; count = socket.read(next.clear())) {
            if (count < 0) {
                fail(0, "ended the connection");
                return;
            }
            answer.put(next.flip());
            ByteBuffer come = answer.duplicate().flip();
            int end = scanner.end(come, HEAD_MAX);
            if (end == HeadScanner.NOT_HTTP || end == HeadScanner.UNFINISHED && !answer.hasRemaining()) {
                fail(0, end == HeadScanner.NOT_HTTP ? "is none: it speaks no HTTP"
                        : "does not end the head of its answer");
                return;
            }
            if (end > 0) {
                answered(new ResponseHead(come.array(), 0, end));
                return;
            }
        }
    }

    private void answered(ResponseHead head) {
        if (head.code() >= 200 && head.code() < 300) {
            SocketChannel channel = socket;
            socket = null;
            answer = null;
            key.interestOps(0);
            caller.connected(channel, key);
            return;
        }
        fail(Math.max(head.code(), 0), "answered " + head.code() + (head.code() == 407
                ? ", it wants a user and a password: AT+WSPROXY=\"http://user:password@" + where + "\"" : ""));
    }

    private void fail(int code, String what) {
        Network.close(socket);
        socket = null;
        answer = null;
        caller.unreachable(new Failure(Ending.PROXY, code, "the proxy " + where + " " + what));
    }

    @Override
    public void unreachable(Failure why) {
        caller.unreachable(new Failure(Ending.PROXY, why.code(), "the proxy: " + why.words()));
    }

    @Override
    public void tlsMoved() {
        throw new IllegalStateException("a proxy is spoken to in the clear");
    }

    @Override
    public void log(int level, String what) {
        caller.log(level, what);
    }
}
