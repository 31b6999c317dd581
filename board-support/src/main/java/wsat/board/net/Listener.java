package wsat.board.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import wsat.port.Ending;
import wsat.port.ListenRequest;
import wsat.port.Log;

/** A TCP port of the machine's own, and the clients who have come to it and have no link yet. */
abstract class Listener implements Ready {
    /** How long a client's handshakes may take together. */
    static final long HANDSHAKE_MILLIS = 10_000;
    /** How many may shake hands at once: one more takes the place of the one that has been at it longest. */
    static final int SHAKING_MAX = 8;

    /** Connections that the system holds until they are looked at. */
    private static final int BACKLOG = 128;
    /** How many are looked at in one turn, so that a crowd does not hold up the loop. */
    private static final int TURN_MAX = 16;
    /** How long it looks away when the machine has no room for one connection more. */
    private static final long PAUSE_MILLIS = 1_000;

    final Network network;
    private final String name;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<ServerSocketChannel> channels = new ArrayList<>();
    private int welcome;
    private long pausedUntil = Endpoint.NEVER;

    /** @param name for the log */
    Listener(Network network, String name) {
        this.network = network;
        this.name = name;
    }

    /** Makes one of a connection that has just come. */
    abstract Arrival arrival(SocketChannel client) throws IOException;

    /** @return 0, or errno */
    int listen(ListenRequest request) {
        Exception problem = null;
        for (InetAddress address : network.listenAddress().addresses(request.ipv6)) {
            try {
                if (channels.isEmpty() || !network.listenAddress().isAll()) {
                    open(address, request.port);
                }
            } catch (IOException | UnsupportedOperationException e) {
                problem = e;
            }
        }
        if (channels.isEmpty()) {
            return failed(request.port, problem);
        }
        boolean open = network.listenAddress().isOpenUnasked();
        log(open ? Log.WARN : Log.INFO, "clients can come to " + network.listenAddress()
                + (open ? " of this machine; --listen names fewer" : ""));
        return 0;
    }

    private void open(InetAddress address, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(address, port), BACKLOG);
            channel.register(network.selector(), SelectionKey.OP_ACCEPT, this);
            channels.add(channel);
        } catch (IOException e) {
            Network.close(channel);
            throw e;
        }
    }

    private int failed(int port, Exception e) {
        IOException why = e instanceof IOException ? (IOException) e : new IOException(e.getMessage());
        int errno = Errno.binding(why, port < Failure.PRIVILEGED_END);
        String cure = errno == Ending.EACCES
                ? "; ports below 1024 need CAP_NET_BIND_SERVICE, which low-ports.conf of the service gives" : "";
        log(Log.WARN, "cannot listen on " + network.listenAddress() + ": " + why.getMessage() + cure);
        return errno;
    }

    /** Registers a client's channel, which is watched for nothing yet. */
    static SelectionKey register(Network network, SocketChannel client) throws IOException {
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return client.register(network.selector(), 0);
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            for (int i = 0; i < TURN_MAX; i++) {
                SocketChannel client = ((ServerSocketChannel) ready.channel()).accept();
                if (client == null) {
                    return;
                }
                admit(client);
            }
        } catch (IOException e) {
            // Without a pause it would be tried again at once, for as long as it lasts.
            log(Log.WARN, "a client cannot be let in: " + e.getMessage());
            watch(0);
            pausedUntil = network.now() + PAUSE_MILLIS;
        }
    }

    private void watch(int operations) {
        for (ServerSocketChannel channel : channels) {
            channel.keyFor(network.selector()).interestOps(operations);
        }
    }

    private void admit(SocketChannel client) {
        sweep();
        int shaking = 0;
        Arrival longest = null;
        for (Arrival one : arrivals) {
            if (!one.waits()) {
                longest = shaking++ == 0 ? one : longest;
            }
        }
        if (arrivals.size() - shaking >= welcome) {
            log(Log.INFO, "a client is sent away: no link is free for it");
            refuse(client);
            return;
        }
        if (shaking >= SHAKING_MAX) {
            log(Log.INFO, "a client is sent away that has not ended its handshake: others come");
            longest.refuse();
            arrivals.remove(longest);
        }
        try {
            arrivals.add(arrival(client));
            network.stir();
        } catch (IOException e) {
            refuse(client); // it has gone already
        }
    }

    private static void refuse(SocketChannel client) {
        reset(client);
        Network.close(client);
    }

    /** Has the next close reset TCP. */
    static void reset(SocketChannel client) {
        try {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It has ended already.
        }
    }

    void welcome(int clients) {
        welcome = clients;
    }

    /** The first that waits for a link, null: none does. */
    Arrival first() {
        sweep();
        for (Arrival one : arrivals) {
            if (one.waits()) {
                return one;
            }
        }
        return null;
    }

    /** It has found a link, or was sent away. */
    void remove(Arrival one) {
        arrivals.remove(one);
    }

    /** Forgets those who have gone. */
    private void sweep() {
        for (Iterator<Arrival> i = arrivals.iterator(); i.hasNext();) {
            if (i.next().gone()) {
                i.remove();
            }
        }
    }

    void turn() {
        for (int i = 0; i < arrivals.size(); i++) {
            arrivals.get(i).turn();
        }
    }

    long nextDeadline() {
        long deadline = pausedUntil;
        for (int i = 0; i < arrivals.size(); i++) {
            deadline = Network.sooner(deadline, arrivals.get(i).deadline());
        }
        return deadline;
    }

    int expire(long now) {
        int work = 0;
        if (pausedUntil != Endpoint.NEVER && now - pausedUntil >= 0) {
            pausedUntil = Endpoint.NEVER;
            watch(SelectionKey.OP_ACCEPT);
            work++;
        }
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival one = arrivals.get(i);
            if (one.deadline() != Endpoint.NEVER && now - one.deadline() >= 0) {
                one.expire();
                work++;
            }
        }
        sweep();
        return work;
    }

    /** Listens no more, and sends away who has no link. */
    void close() {
        for (Arrival one : arrivals) {
            one.refuse();
        }
        arrivals.clear();
        pausedUntil = Endpoint.NEVER;
        channels.forEach(Network::close);
        channels.clear();
        network.freePorts();
    }

    final void log(int level, String what) {
        network.log().log(level, name, what, Log.NO_VALUE);
    }
}
