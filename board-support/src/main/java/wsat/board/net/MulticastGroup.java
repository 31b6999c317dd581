package wsat.board.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The multicast group (RFC 1112) that a UDP socket talks to, and belongs to: what others say to it is heard, and what
 * the socket has said to it is not, as lwIP has it.
 */
final class MulticastGroup {
    /** As many of its own datagrams may be on their way back. */
    private static final int ECHOES = 16;
    private static final long NONE = -1;
    /** To a group of a link alone the kernel knows a way only when it is told which; this one is everybody's. */
    private static final InetSocketAddress ANY_SIX = new InetSocketAddress(LookUp.literal("ff0e::1"), 9);

    /**
     * A network, and this machine's address there.
     *
     * @param network the interface
     */
    record Way(NetworkInterface network, InetAddress own) {
    }

    private final InetSocketAddress peer;
    private final long[] echoes = new long[ECHOES];
    private final CRC32 sum = new CRC32();
    private int next;
    private InetSocketAddress self;

    /** @param peer the group and its port */
    MulticastGroup(InetSocketAddress peer) {
        this.peer = peer;
        Arrays.fill(echoes, NONE);
    }

    /** A channel that is not bound yet; other programs may have its port, too, as the groups' ports want it. */
    DatagramChannel open() throws IOException {
        DatagramChannel channel = DatagramChannel.open(peer.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        } catch (IOException e) {
            Network.close(channel);
            throw e;
        }
        return channel;
    }

    /** @param channel that is bound */
    void join(DatagramChannel channel) throws IOException {
        Way way = way(peer);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, way.network);
        channel.join(peer.getAddress(), way.network);
        self = new InetSocketAddress(way.own, ((InetSocketAddress) channel.getLocalAddress()).getPort());
    }

    /**
     * The one network by which this machine reaches the group, so that a machine with two ways to it hears all once;
     * without a network the loopback, where programs of this machine are.
     *
     * @throws IOException not even that
     */
    static Way way(InetSocketAddress group) throws IOException {
        boolean six = group.getAddress() instanceof Inet6Address;
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.connect(six ? ANY_SIX : group);
            InetAddress own = ((InetSocketAddress) probe.getLocalAddress()).getAddress();
            NetworkInterface network = NetworkInterface.getByInetAddress(own);
            if (network != null) {
                return new Way(network, own);
            }
        } catch (IOException e) {
            // There is no way to it.
        }
        InetAddress own = LookUp.literal(six ? "::1" : "127.0.0.1");
        NetworkInterface loopback = NetworkInterface.getByInetAddress(own);
        if (loopback == null) {
            throw new IOException("this machine has no network");
        }
        return new Way(loopback, own);
    }

    /** The socket has said this to the group; the kernel will hand it back, among what others say. */
    void said(byte[] payload, int offset, int length) {
        if (self.getPort() == peer.getPort()) {
            echoes[next] = sum(ByteBuffer.wrap(payload, offset, length));
            next = (next + 1) % ECHOES;
        }
    }

    /** Whether it is what the socket has said, which is then done with. */
    boolean isEcho(ByteBuffer datagram, InetSocketAddress from) {
        if (!from.equals(self)) {
            return false;
        }
        long heard = sum(datagram.duplicate());
        for (int i = 0; i < ECHOES; i++) {
            if (echoes[i] == heard) {
                echoes[i] = NONE;
                return true;
            }
        }
        return false;
    }

    private long sum(ByteBuffer datagram) {
        long length = datagram.remaining();
        sum.reset();
        sum.update(datagram);
        return length << 32 | sum.getValue();
    }
}
