package wsat.board.net;

import java.io.IOException;
import java.net.Inet6Address;
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

    private final InetSocketAddress peer;
    private final long[] echoes = new long[ECHOES];
    private final CRC32 sum = new CRC32();
    private int next;
    private int localPort;

    /** @param peer the group and its port */
    MulticastGroup(InetSocketAddress peer) {
        this.peer = peer;
        Arrays.fill(echoes, NONE);
    }

    /** A channel that is not bound yet; other programs may have its port, too, as the groups' ports want it. */
    DatagramChannel open() throws IOException {
        DatagramChannel channel = channel();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        } catch (IOException e) {
            Network.close(channel);
            throw e;
        }
        return channel;
    }

    private DatagramChannel channel() throws IOException {
        try {
            return DatagramChannel.open(peer.getAddress() instanceof Inet6Address ? StandardProtocolFamily.INET6
                    : StandardProtocolFamily.INET);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this machine has no IPv6", e);
        }
    }

    /** On one network, so that a machine with two ways to the group hears all once. @param channel that is bound */
    void join(DatagramChannel channel) throws IOException {
        NetworkInterface network = Way.to(peer);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
        channel.join(peer.getAddress(), network);
        localPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** The socket has said this to the group, and the kernel has handed it back already, among what others say. */
    void said(byte[] payload, int offset, int length) {
        if (localPort == peer.getPort()) {
            echoes[next] = sum(ByteBuffer.wrap(payload, offset, length));
            next = (next + 1) % ECHOES;
        }
    }

    /**
     * Whether it is what the socket has said, which is then done with. Which address it comes from is not asked: a
     * machine has several.
     */
    boolean isEcho(ByteBuffer datagram, InetSocketAddress from) {
        if (from.getPort() != localPort) {
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
