package wsat.board.mdns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import wsat.port.Announcement;
import wsat.port.Text;

/** An {@link Announcement} that never changes, for other threads. */
record Wish(String hostName, String instance, String type, int port, byte[] txt, boolean ipv6) {
    /** Of an empty TXT record (RFC 6763, 6.1). */
    private static final byte[] NO_PAIRS = {0};

    static Wish of(Announcement what) {
        return new Wish(string(what.hostName), string(what.instance), type(what.type, what.udp), what.port,
                what.txt.length == 0 ? NO_PAIRS : Arrays.copyOf(what.txt.bytes, what.txt.length), what.ipv6);
    }

    /** The full name of a type of service, such as {@code _http._tcp.local.}. */
    static String type(Text type, boolean udp) {
        return string(type) + (udp ? "._udp.local." : "._tcp.local.");
    }

    static String string(Text text) {
        return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
    }
}
