package wsat.board.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Collections;

/**
 * The one network by which this machine reaches others, as the kernel's routes have it: a module has no other, so a
 * host says of no address which network it is of.
 */
public final class Way {
    /** Of an address of a link alone the kernel knows no way unless it is told; of this one it does (RFC 4291, 2.7). */
    private static final InetSocketAddress ANY_SIX = new InetSocketAddress(LookUp.literal("ff0e::1"), 9);

    private Way() {
    }

    /**
     * The interface that leads to somebody; without a route the first that has an address, and without a network the
     * loopback, where programs of this machine are.
     *
     * @throws IOException not even that
     */
    static NetworkInterface to(InetSocketAddress somebody) throws IOException {
        boolean six = somebody.getAddress() instanceof Inet6Address;
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.connect(six ? ANY_SIX : somebody);
            NetworkInterface network = NetworkInterface
                    .getByInetAddress(((InetSocketAddress) probe.getLocalAddress()).getAddress());
            if (network != null) {
                return network;
            }
        } catch (IOException | UnsupportedAddressTypeException e) {
            // There is no route, or no IPv6.
        }
        NetworkInterface loopback = null;
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            boolean fit = one.isUp() && one.inetAddresses().anyMatch(own -> own instanceof Inet6Address == six);
            if (fit && one.supportsMulticast() && !one.isLoopback()) {
                return one;
            }
            loopback = fit && one.isLoopback() ? one : loopback;
        }
        if (loopback == null) {
            throw new IOException("this machine has no network");
        }
        return loopback;
    }

    /** An address that its link alone knows (RFC 4291, 2.5.6), on this machine's network; others as they are. */
    public static InetAddress onNetwork(InetAddress address) {
        if (!address.isLinkLocalAddress() || !(address instanceof Inet6Address six) || six.getScopeId() != 0) {
            return address;
        }
        try {
            return Inet6Address.getByAddress(null, six.getAddress(), to(ANY_SIX));
        } catch (IOException e) {
            return address; // nothing is on a network that is not there
        }
    }
}
