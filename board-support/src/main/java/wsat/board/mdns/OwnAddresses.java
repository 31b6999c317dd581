package wsat.board.mdns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import wsat.board.net.ListenAddress;

/** The addresses that names lead to: one of each interface that clients can come by, and of IPv6 another one. */
final class OwnAddresses {
    /** A machine with more interfaces is announced on the first ones. */
    private static final int MAX = 8;

    /** @param bits how many of its first ones name the network */
    record Own(InetAddress address, int bits) {
        /** An IPv4 network is no IPv6 network, whatever stands in it. */
        private boolean isOnNetworkOf(Own other) {
            byte[] mine = address.getAddress();
            byte[] others = other.address.getAddress();
            int shared = Math.min(bits, other.bits);
            boolean same = mine.length == others.length;
            for (int i = 0; same && i < shared; i++) {
                same = ((mine[i / 8] ^ others[i / 8]) >> 7 - i % 8 & 1) == 0;
            }
            return same;
        }
    }

    private OwnAddresses() {
    }

    /** Where multicast DNS is heard (RFC 6762, 3). */
    static InetAddress group() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 224, 0, 0, (byte) 251});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // it has four bytes
        }
    }

    /** From where others are asked: an address of each network of this machine, the loopback too. */
    static List<InetAddress> toAskFrom() throws IOException {
        List<InetAddress> all = new ArrayList<>(read(ListenAddress.of("all"), false));
        all.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        return all;
    }

    /** Asks the kernel. @param ipv6 whether those of IPv6 are wanted too */
    static List<InetAddress> read(ListenAddress listen, boolean ipv6) throws IOException {
        List<Own> found = new ArrayList<>();
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            boolean fit = listen.isAll() ? one.isUp() && one.supportsMulticast() && !one.isLoopback()
                    && !one.isPointToPoint() : one.isUp();
            if (fit) {
                add(found, one, listen, true);
            }
            if (fit && ipv6) {
                add(found, one, listen, false);
            }
        }
        return distinct(found);
    }

    /** The first one of a kind; of IPv6 none that only its link or this machine knows. */
    private static void add(List<Own> found, NetworkInterface one, ListenAddress listen, boolean ipv4) {
        for (InterfaceAddress each : one.getInterfaceAddresses()) {
            InetAddress address = each.getAddress();
            if (address instanceof Inet4Address == ipv4 && listen.takes(address)
                    && (ipv4 || !address.isLinkLocalAddress() && !address.isLoopbackAddress())) {
                found.add(new Own(address, each.getNetworkPrefixLength()));
                return;
            }
        }
    }

    /**
     * Two interfaces on one network would hear each other, and each would give way to the name of the other (RFC 6762,
     * 9): the first one speaks for both.
     */
    static List<InetAddress> distinct(List<Own> found) {
        List<InetAddress> taken = new ArrayList<>();
        List<Own> networks = new ArrayList<>();
        for (Own one : found) {
            if (taken.size() < MAX && networks.stream().noneMatch(one::isOnNetworkOf)) {
                networks.add(one);
                taken.add(one.address());
            }
        }
        return taken;
    }
}
