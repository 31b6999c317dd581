package wsat.board.text;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as text: IPv4 with dots, IPv6 as RFC 5952 has it, without the name of an interface behind it. */
public final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {
    }

    /** Such as {@code 192.168.1.7} and {@code 2001:db8::1}. */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address ? ipv6(address.getAddress()) : address.getHostAddress();
    }

    /** With a port behind it, such as {@code [2001:db8::1]:80}. */
    public static String of(InetAddress address, int port) {
        String text = of(address);
        return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port;
    }

    /** A host as somebody has given it, without the name and password that may stand in front (RFC 3986, 3.2.1). */
    public static String bare(String host) {
        return host.substring(host.lastIndexOf('@') + 1);
    }

    /** RFC 5952, 4: the longest run of zeros, the first of equals, becomes two colons, unless it is a single group. */
    private static String ipv6(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
        }
        int from = GROUPS;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                from = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == from) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(i == 0 || i == from + length ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static int zeros(int[] groups, int from) {
        int at = from;
        while (at < GROUPS && groups[at] == 0) {
            at++;
        }
        return at - from;
    }
}
