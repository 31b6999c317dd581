package wsat.board.mdns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import wsat.board.text.AddressText;
import wsat.port.ServiceAnswer;
import wsat.port.Text;

/**
 * An answer that never changes.
 *
 * @param instance "": that was not asked for
 * @param host     with its {@code .local}; "": nobody has said
 */
record Found(String instance, String host, int port, byte[] txt, List<InetAddress> addresses) {

    /** Copies what fits. */
    void copy(ServiceAnswer into) {
        into.clear();
        copy(instance.getBytes(StandardCharsets.UTF_8), into.instance);
        copy(host.getBytes(StandardCharsets.UTF_8), into.hostName);
        into.port = port;
        int at = 0;
        while (at < txt.length && at + 1 + (txt[at] & 0xFF) <= Math.min(txt.length, into.txt.bytes.length)) {
            int length = 1 + (txt[at] & 0xFF);
            if (length > 1) {
                into.txt.append(txt, at, length);
            }
            at += length;
        }
        for (InetAddress one : addresses) {
            if (one instanceof Inet4Address && into.ipv4Count < into.ipv4.length) {
                into.ipv4[into.ipv4Count++].set(AddressText.of(one));
            } else if (!(one instanceof Inet4Address) && into.ipv6Count < into.ipv6.length) {
                into.ipv6[into.ipv6Count++].set(AddressText.of(one));
            }
        }
    }

    private static void copy(byte[] bytes, Text into) {
        into.clear();
        into.append(bytes, 0, Math.min(bytes.length, into.bytes.length));
    }
}
