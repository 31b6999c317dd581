package wsat.at.socket;

import wsat.port.Announcement;
import wsat.port.Text;

/** The names of multicast DNS that a host may say, and what they are completed to. */
final class ServiceName {
    private final Text bare = new Text(Announcement.LABEL_MAX);

    /**
     * Looks at the names, and completes the type.
     *
     * @param hostName null: there is none
     * @param type     null: none of the last three is there
     * @return what is wrong; null: nothing
     */
    String wrong(Text hostName, Text type, Text instance, Text protocol) {
        if (hostName != null && !isLabel(hostName)) {
            return "a host name is letters, digits and hyphens, without .local";
        }
        if (type == null) {
            return null;
        }
        if (!isType(type)) {
            return "a service type is one label, such as _http";
        }
        if (instance.holdsControl()) {
            return "an instance has no control characters";
        }
        boolean known = protocol.length == 0 || isUdp(protocol) || is(protocol, 't', 'c');
        return known ? null : "the protocol is _tcp or _udp";
    }

    /** Of a protocol with nothing {@link #wrong}. */
    static boolean isUdp(Text protocol) {
        return is(protocol, 'u', 'd');
    }

    /** With or without the underscore. */
    private static boolean is(Text protocol, char first, char second) {
        int from = protocol.length > 0 && protocol.bytes[0] == '_' ? 1 : 0;
        return protocol.length == from + 3 && protocol.bytes[from] == first && protocol.bytes[from + 1] == second
                && protocol.bytes[from + 2] == 'p';
    }

    /** ESP8266's forms have no underscore: it is put in front, as those modules do. */
    private boolean isType(Text type) {
        if (type.length > 0 && type.bytes[0] != '_' && type.fits(1)) {
            bare.set(type);
            type.set("_").append(bare);
        }
        return type.length > 1 && type.bytes[0] == '_' && isLabel(type);
    }

    private static boolean isLabel(Text text) {
        boolean fine = text.length > 0;
        for (int i = 0; fine && i < text.length; i++) {
            int b = text.bytes[i];
            int lower = b | 0x20;
            fine = lower >= 'a' && lower <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '_';
        }
        return fine;
    }
}
