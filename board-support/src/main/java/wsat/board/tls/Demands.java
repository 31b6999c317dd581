package wsat.board.tls;

import java.net.InetAddress;
import java.util.List;

/**
 * What one connection wants of its server.
 *
 * @param name         whom the certificate should be for, a name or an address; null: it is a client's
 * @param address      what the name spells out, null: it is a name
 * @param named        whether it is the host at the serial line that demands this name, so that no other will do
 * @param alternatives whether only the subjectAltName can say whom it is for (RFC 9525, 6.3), never the common name
 * @param systemRoots  whether the machine's own roots are trusted
 * @param pins         keys of which the server must have one, as {@link Pin} writes them; empty: any
 * @param versionMin   the oldest version of TLS, by its own number (RFC 8446, 4.1.2)
 */
public record Demands(String name, InetAddress address, boolean named, boolean alternatives, boolean systemRoots,
        List<String> pins, int versionMin) {
    private static final int TLS_1_3 = 0x0304;

    /** What is wanted of a client: nothing but that its certificate is good. */
    public static Demands ofClient() {
        return new Demands(null, null, false, false, false, List.of(), 0);
    }

    /** Whether it is a client that is looked at. */
    public boolean areOfClient() {
        return name == null;
    }

    /** Whether nothing older than TLS 1.3 will do. */
    public boolean newestOnly() {
        return versionMin == TLS_1_3;
    }
}
