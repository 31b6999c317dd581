package wsat.sim.world;

import java.util.Locale;
import wsat.board.text.Latin1;
import wsat.port.ServiceAnswer;
import wsat.port.ServiceQuestion;
import wsat.port.Text;

/**
 * A service that another machine in the world answers for by multicast DNS.
 *
 * @param type with its protocol, such as {@code _http._tcp}
 * @param host without the {@code .local}
 */
record Offer(String host, String type, int port, String[] addresses, String instance, String[] pairs) {

    /** {@code HOST.local TYPE.PROTO PORT ADDRESS[,ADDRESS]... INSTANCE[, KEY=VALUE]...}. */
    static Offer of(Words words) {
        String host = words.word("a host").replaceFirst("\\.local$", "");
        String type = words.word("a type such as _http._tcp");
        int port = words.number("a port", 1, 65_535);
        String[] addresses = words.word("an address").split(",");
        String[] names = words.rest().split(", ");
        String[] pairs = new String[names.length - 1];
        System.arraycopy(names, 1, pairs, 0, pairs.length);
        return new Offer(host, type, port, addresses, names[0], pairs);
    }

    /** Whether it has what is asked for. */
    boolean answers(ServiceQuestion what) {
        if (what.kind == ServiceQuestion.IPV4 || what.kind == ServiceQuestion.IPV6) {
            return same(host, what.hostName) && count(what.kind == ServiceQuestion.IPV6) > 0;
        }
        return type.equals(Latin1.string(what.type) + (what.udp ? "._udp" : "._tcp"))
                && (what.kind == ServiceQuestion.INSTANCES || same(instance, what.instance));
    }

    private static boolean same(String name, Text other) {
        return name.toLowerCase(Locale.ROOT).equals(Latin1.string(other).toLowerCase(Locale.ROOT));
    }

    private int count(boolean ipv6) {
        int count = 0;
        for (String one : addresses) {
            count += one.indexOf(':') >= 0 == ipv6 ? 1 : 0;
        }
        return count;
    }

    /** @param kind what was asked for */
    void tell(int kind, ServiceAnswer into) {
        into.clear();
        boolean all = kind == ServiceQuestion.INSTANCES;
        if (kind < ServiceQuestion.IPV4) {
            into.instance.set(instance);
        }
        if (all || kind == ServiceQuestion.PLACE || kind == ServiceQuestion.PLACE_AND_TXT) {
            into.hostName.set(host + ".local");
            into.port = port;
        }
        if (all || kind == ServiceQuestion.TXT || kind == ServiceQuestion.PLACE_AND_TXT) {
            for (String one : pairs) {
                into.txt.append(one.length()).append(one);
            }
        }
        for (String one : addresses) {
            boolean ipv6 = one.indexOf(':') >= 0;
            if (ipv6 && (all || kind == ServiceQuestion.IPV6)) {
                into.ipv6[into.ipv6Count++].set(one);
            } else if (!ipv6 && (all || kind == ServiceQuestion.IPV4)) {
                into.ipv4[into.ipv4Count++].set(one);
            }
        }
    }
}
