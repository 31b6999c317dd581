package wsat.board.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import wsat.board.text.AddressText;
import wsat.port.Station;

/**
 * The machine's network at one moment: the interface that has the default route, else one that is up and has
 * an address, else the loopback. Made by asking the kernel.
 *
 * @param state   {@link Station#DOWN} to {@link Station#GOT_IP}; the loopback is no network
 * @param bssid   the gateway's hardware address, as far as the kernel knows it
 * @param rssi    in dBm
 * @param servers IPv4 addresses of name servers
 */
public record HostNetwork(int state, String name, String mac, String address, String netmask, String gateway,
        Ipv6 ipv6, String bssid, int rssi, List<String> servers) {
    /**
     * The IPv6 addresses of an interface, as text; "" for what it has not.
     *
     * @param linkLocal without a zone
     * @param global    best one of the Internet's, else one of the site's own (RFC 4193)
     */
    public record Ipv6(String linkLocal, String global) {
        private static final Ipv6 NONE = new Ipv6("", "");

        /** Asks the kernel. @param name of the interface */
        public static Ipv6 of(String name) {
            try {
                NetworkInterface one = NetworkInterface.getByName(name);
                return one == null ? NONE : of(one);
            } catch (IOException e) {
                return NONE;
            }
        }

        private static Ipv6 of(NetworkInterface one) {
            InetAddress linkLocal = null;
            InetAddress global = null;
            for (InetAddress address : Collections.list(one.getInetAddresses())) {
                if (address instanceof Inet4Address || address.isLoopbackAddress()) {
                    continue;
                }
                if (address.isLinkLocalAddress()) {
                    linkLocal = linkLocal == null ? address : linkLocal;
                } else if (global == null || isOfTheSite(global) && !isOfTheSite(address)) {
                    global = address;
                }
            }
            return new Ipv6(text(linkLocal), text(global));
        }

        private static boolean isOfTheSite(InetAddress address) {
            return (address.getAddress()[0] & 0xFE) == 0xFC;
        }

        private static String text(InetAddress address) {
            return address == null ? "" : AddressText.of(address);
        }
    }

    private static final String NO_MAC = "00:00:00:00:00:00";
    private static final String NO_ADDRESS = "0.0.0.0";
    private static final int WIRE_RSSI = -40;
    private static final int SERVERS = 3;
    /** Kernel tables are read this far. */
    private static final int LINES = 500;

    /** Looks at the machine. */
    static HostNetwork read() {
        Path proc = Path.of("/proc/net");
        String[] route = defaultRoute(lines(proc.resolve("route")));
        List<String> servers = servers(lines(Path.of("/etc/resolv.conf")));
        try {
            NetworkInterface found = route == null ? any() : NetworkInterface.getByName(route[0]);
            if (found == null) {
                found = any();
            }
            return found == null ? loopback(servers) : of(found, route == null ? NO_ADDRESS : route[1],
                    lines(proc.resolve("arp")), lines(proc.resolve("wireless")), servers);
        } catch (IOException e) {
            return loopback(servers);
        }
    }

    /** What a machine without a network has. */
    static HostNetwork loopback(List<String> servers) {
        return new HostNetwork(Station.DOWN, "lo", NO_MAC, "127.0.0.1", "255.0.0.0", NO_ADDRESS, Ipv6.NONE,
                NO_MAC, WIRE_RSSI, servers);
    }

    private static HostNetwork of(NetworkInterface one, String gateway, List<String> arp, List<String> wireless,
            List<String> servers) throws IOException {
        InterfaceAddress address = ipv4(one);
        boolean up = one.isUp() && !one.isLoopback();
        int state = !up ? Station.DOWN : address == null ? Station.CONNECTED : Station.GOT_IP;
        return new HostNetwork(state, one.getName(), mac(one.getHardwareAddress()),
                address == null ? NO_ADDRESS : address.getAddress().getHostAddress(),
                address == null ? NO_ADDRESS : netmask(address.getNetworkPrefixLength()), gateway,
                Ipv6.of(one), neighbour(arp, gateway), strength(wireless, one.getName()), servers);
    }

    /** One that is up, best with an IPv4 address, and the loopback last. */
    private static NetworkInterface any() throws IOException {
        NetworkInterface best = null;
        int bestScore = 0;
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            int score = !one.isUp() ? 0 : one.isLoopback() ? 1 : ipv4(one) == null ? 2 : 3;
            if (score > bestScore) {
                best = one;
                bestScore = score;
            }
        }
        return best;
    }

    private static InterfaceAddress ipv4(NetworkInterface one) {
        for (InterfaceAddress address : one.getInterfaceAddresses()) {
            if (address.getAddress() instanceof Inet4Address) {
                return address;
            }
        }
        return null;
    }

    private static String mac(byte[] bytes) {
        if (bytes == null || bytes.length != 6) {
            return NO_MAC;
        }
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(text.length() == 0 ? "" : ":").append(Character.forDigit(b >> 4 & 15, 16))
                    .append(Character.forDigit(b & 15, 16));
        }
        return text.toString();
    }

    /** @param bits length of the prefix @return such as 255.255.255.0 */
    public static String netmask(int bits) {
        int mask = bits == 0 ? 0 : -1 << (32 - bits);
        return (mask >>> 24) + "." + (mask >> 16 & 255) + "." + (mask >> 8 & 255) + "." + (mask & 255);
    }

    /** Interface and gateway of {@code /proc/net/route}'s default route with the lowest metric, or null. */
    static String[] defaultRoute(List<String> table) {
        String[] best = null;
        long bestMetric = Long.MAX_VALUE;
        for (String line : table) {
            String[] words = words(line);
            if (words.length < 8 || !words[1].equals("00000000") || !words[7].equals("00000000")) {
                continue;
            }
            long metric = Long.parseLong(words[6]);
            if (metric < bestMetric) {
                bestMetric = metric;
                long gateway = Long.parseLong(words[2], 16);
                best = new String[] {words[0],
                    (gateway & 255) + "." + (gateway >> 8 & 255) + "." + (gateway >> 16 & 255) + "." + (gateway >> 24)};
            }
        }
        return best;
    }

    /** Whom {@code /proc/net/arp} has for an address. */
    static String neighbour(List<String> table, String address) {
        for (String line : table) {
            String[] words = words(line);
            if (words.length > 3 && words[0].equals(address) && words[3].length() == NO_MAC.length()) {
                return words[3].toLowerCase(Locale.ROOT);
            }
        }
        return NO_MAC;
    }

    /** The level in {@code /proc/net/wireless}, in dBm; of a wire, a good one. */
    static int strength(List<String> table, String name) {
        for (String line : table) {
            String[] words = words(line);
            if (words.length > 3 && words[0].equals(name + ":") && words[3].startsWith("-")) {
                return (int) Double.parseDouble(words[3]);
            }
        }
        return WIRE_RSSI;
    }

    /** The first IPv4 name servers of {@code resolv.conf}. */
    static List<String> servers(List<String> lines) {
        List<String> servers = new ArrayList<>();
        for (String line : lines) {
            String[] words = words(line);
            if (words.length > 1 && words[0].equals("nameserver") && isIpv4(words[1])
                    && servers.size() < SERVERS) {
                servers.add(words[1]);
            }
        }
        return servers;
    }

    private static boolean isIpv4(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return text.length() >= 7 && text.length() <= 15;
    }

    private static String[] words(String line) {
        StringTokenizer words = new StringTokenizer(line);
        String[] found = new String[words.countTokens()];
        for (int i = 0; i < found.length; i++) {
            found[i] = words.nextToken();
        }
        return found;
    }

    private static List<String> lines(Path file) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null && lines.size() < LINES; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // a machine without it
        }
        return lines;
    }
}
