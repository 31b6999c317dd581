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

/** The IPv4 addresses that names lead to: one of each interface that clients can come by. */
final class OwnAddresses {
    /** A machine with more interfaces is announced on the first ones. */
    private static final int MAX = 8;

    /** @param bits how many of its first ones name the network */
    record Own(InetAddress address, int bits) {
        private boolean isOnNetworkOf(Own other) {
            int shared = Math.min(bits, other.bits);
            int mask = shared == 0 ? 0 : -1 << 32 - shared;
            return ((number(address) ^ number(other.address)) & mask) == 0;
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
        List<InetAddress> all = new ArrayList<>(read(ListenAddress.of("all")));
        all.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        return all;
    }

    /** Asks the kernel. */
    static List<InetAddress> read(ListenAddress listen) throws IOException {
        List<Own> found = new ArrayList<>();
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            boolean fit = listen.isAll() ? one.isUp() && one.supportsMulticast() && !one.isLoopback()
                    && !one.isPointToPoint() : one.isUp();
            for (InterfaceAddress address : fit ? one.getInterfaceAddresses() : List.<InterfaceAddress>of()) {
                if (address.getAddress() instanceof Inet4Address && listen.takes(address.getAddress())) {
                    found.add(new Own(address.getAddress(), address.getNetworkPrefixLength()));
                    break;
                }
            }
        }
        return distinct(found);
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

    private static int number(InetAddress address) {
        int number = 0;
        for (byte b : address.getAddress()) {
            number = number << 8 | b & 255;
        }
        return number;
    }
}
