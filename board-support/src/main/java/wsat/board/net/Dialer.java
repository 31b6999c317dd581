package wsat.board.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import wsat.port.Log;
import wsat.port.Text;

/** From a host name to a TCP connection: looks the name up, then tries one address after the other. */
final class Dialer implements Ready {
    /** How long an address may take while there is another one to try. */
    private static final long ATTEMPT_MILLIS = 4_000;
    private static final long LAST_ATTEMPT_MILLIS = 30_000;
    private static final int ADDRESSES_MAX = 8;

    private final Network network;
    private final Connection connection;
    private final String host;
    private final int port;

    private LookUp lookUp;
    private InetAddress[] addresses;
    private int next;
    private SocketChannel socket;
    private long deadline;
    private boolean over;

    Dialer(Network network, Connection connection, Text host, int port) {
        this.network = network;
        this.connection = connection;
        this.host = string(host);
        this.port = port;
    }

    static String string(Text text) {
        return new String(text.bytes, 0, text.length, StandardCharsets.ISO_8859_1);
    }

    void begin() {
        InetAddress literal = LookUp.literal(host);
        if (literal != null) {
            found(new InetAddress[] {literal});
        } else if (host.indexOf(':') >= 0) {
            found(new InetAddress[0]);
        } else {
            lookUp = new LookUp(host, this);
            network.slow().ask(lookUp);
        }
    }

    /** The answer of the look-up. */
    void found(InetAddress[] answer) {
        lookUp = null;
        if (over) {
            return;
        }
        addresses = answer;
        if (answer.length == 0) {
            fail("no such host: " + host);
        } else {
            dial(null);
        }
    }

    /** Tries the next address. */
    private void dial(String failure) {
        String reason = failure;
        while (reason == null || next < Math.min(addresses.length, ADDRESSES_MAX)) {
            if (reason != null) {
                connection.log(Log.INFO, reason + "; trying another address");
            }
            InetAddress address = addresses[next++];
            boolean last = next == Math.min(addresses.length, ADDRESSES_MAX);
            deadline = network.now() + (last ? LAST_ATTEMPT_MILLIS : ATTEMPT_MILLIS);
            try {
                connect(new InetSocketAddress(address, port));
                return;
            } catch (IOException | UnsupportedAddressTypeException e) {
                close();
                reason = where() + ": " + e.getMessage();
            }
        }
        fail(reason);
    }

    private void connect(InetSocketAddress address) throws IOException {
        socket = SocketChannel.open();
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        boolean connected = socket.connect(address);
        SelectionKey key = socket.register(network.selector(), connected ? 0 : SelectionKey.OP_CONNECT, this);
        if (connected) {
            hand(key);
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            if (socket.finishConnect()) {
                hand(key);
            }
        } catch (IOException e) {
            close();
            dial(where() + ": " + e.getMessage());
        }
    }

    private void hand(SelectionKey key) {
        over = true;
        connection.connected(socket, key);
    }

    private void fail(String reason) {
        over = true;
        connection.unreachable(reason);
    }

    /** The address tried last. */
    private String where() {
        String address = addresses[next - 1].getHostAddress();
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }

    /** What is under way, for the person at the board. */
    String doing() {
        return addresses == null ? "looking up " + host : "connecting to " + where();
    }

    long deadline() {
        return addresses == null ? Long.MAX_VALUE : deadline;
    }

    /** The present address had its time. */
    void expire() {
        close();
        dial(where() + ": timed out");
    }

    void cut() {
        over = true;
        close();
        if (lookUp != null) {
            network.slow().forget(lookUp);
        }
    }

    private void close() {
        if (socket != null) {
            Network.close(socket);
            socket = null;
        }
    }
}
