package wsat.board.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import wsat.board.text.AddressText;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.Log;
import wsat.port.Proxy;
import wsat.port.Text;

/** From a host name to a TCP connection: looks the name up, then tries one address after the other. */
final class Dialer implements Ready {
    /** How long an address may take while there is another one to try. */
    private static final long ATTEMPT_MILLIS = 4_000;
    private static final long LAST_ATTEMPT_MILLIS = 30_000;
    private static final int ADDRESSES_MAX = 8;
    private static final int PROBE_SECONDS = 1;
    private static final int PROBES = 3;
    /** For the keep-alive: as the system has it. */
    static final int SYSTEM = -1;

    private final Network network;
    private final Caller caller;
    /** Null: the server is dialled itself. */
    private final Tunnel tunnel;
    private final String host;
    private final int port;
    private final int localPort;
    private final int keepAliveSeconds;
    private final LookUp lookUp;

    private InetAddress[] addresses;
    private int next;
    private SocketChannel socket;
    private long deadline;

    /**
     * @param localPort        0: any
     * @param proxy           the way out, if it is set
     * @param keepAliveSeconds of silence before the peer is probed, 0: never, or {@link #SYSTEM}
     */
    Dialer(Network network, Caller caller, Text host, int port, int localPort, int keepAliveSeconds, Proxy proxy) {
        this.network = network;
        tunnel = proxy.isSet() ? new Tunnel(caller, proxy, host, port) : null;
        this.caller = tunnel == null ? caller : tunnel;
        this.host = Latin1.string(tunnel == null ? host : proxy.host);
        this.port = tunnel == null ? port : proxy.port;
        this.localPort = localPort;
        this.keepAliveSeconds = keepAliveSeconds;
        lookUp = new LookUp(network.slow(), this.host) {
            @Override
            void found(InetAddress[] answer) {
                Dialer.this.found(answer);
            }
        };
    }

    void begin() {
        lookUp.begin();
    }

    private void found(InetAddress[] answer) {
        addresses = answer;
        if (answer.length == 0) {
            fail(Failure.noSuchHost(host));
        } else {
            dial(null);
        }
    }

    /** Tries the next address. */
    private void dial(Failure failure) {
        Failure reason = failure;
        while (reason == null || next < Math.min(addresses.length, ADDRESSES_MAX)) {
            if (reason != null) {
                caller.log(Log.INFO, reason.words() + "; trying another address");
            }
            InetAddress address = addresses[next++];
            boolean last = next == Math.min(addresses.length, ADDRESSES_MAX);
            deadline = network.now() + (last ? LAST_ATTEMPT_MILLIS : ATTEMPT_MILLIS);
            try {
                if (open()) {
                    connect(new InetSocketAddress(address, port));
                }
                return;
            } catch (UnsupportedAddressTypeException e) {
                close();
                reason = failed(Ending.EAFNOSUPPORT, "no address of this kind can be used here");
            } catch (IOException e) {
                close();
                reason = failed(Errno.connecting(e), e.getMessage());
            }
        }
        fail(reason);
    }

    /** @return false: the local port cannot be had, whatever the address */
    private boolean open() throws IOException {
        socket = SocketChannel.open();
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (keepAliveSeconds > 0) {
            Probes.set(socket, keepAliveSeconds, PROBE_SECONDS, PROBES);
        } else {
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAliveSeconds != 0);
        }
        if (localPort == 0) {
            return true;
        }
        try {
            // A port of a connection that has ended, or is ending, may be had.
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(new InetSocketAddress(localPort));
            return true;
        } catch (IOException e) {
            close();
            fail(Failure.localPort(localPort, e));
            return false;
        }
    }

    private void connect(InetSocketAddress address) throws IOException {
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
            dial(failed(Errno.connecting(e), e.getMessage()));
        }
    }

    private void hand(SelectionKey key) {
        caller.connected(socket, key);
    }

    private void fail(Failure reason) {
        caller.unreachable(reason);
    }

    /** Of the address tried last. */
    private Failure failed(int errno, String why) {
        return new Failure(Ending.TCP, errno, where() + ": " + why);
    }

    /** The address tried last. */
    private String where() {
        return AddressText.of(addresses[next - 1], port);
    }

    /** What is under way, as {@link Ending#stage}: {@link Ending#NAME} or {@link Ending#TCP}. */
    int stage() {
        return tunnel != null ? Ending.PROXY : addresses == null ? Ending.NAME : Ending.TCP;
    }

    /** What is under way, for the person at the board. */
    String doing() {
        if (tunnel != null && tunnel.asking()) {
            return tunnel.doing();
        }
        return addresses == null ? "looking up " + host : "connecting to " + where();
    }

    long deadline() {
        return addresses == null ? Long.MAX_VALUE : deadline;
    }

    /** The present address had its time. */
    void expire() {
        close();
        dial(failed(Ending.ETIMEDOUT, "timed out"));
    }

    void cut() {
        lookUp.cancel();
        close();
    }

    private void close() {
        if (socket != null) {
            Network.close(socket);
            socket = null;
        }
    }
}
