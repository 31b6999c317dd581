package wsat.board.tls;

import java.util.List;

/**
 * What a connection says in its first message, and remembers its sessions by.
 *
 * @param host       whom it goes to, as the host gave it
 * @param isName     whether that is a name, and no address
 * @param port       of the same
 * @param serverName to be said instead of the host (RFC 6066, 3), null: the host's, if it is a name
 * @param protocols  to choose from (RFC 7301), empty: none are named
 * @param suites     to choose from, by IANA's numbers, empty: all
 */
public record ClientHello(String host, boolean isName, int port, String serverName,
        List<String> protocols, List<Integer> suites) {
    /** A hello that says nothing but where it goes. */
    public ClientHello(String host, boolean isName, int port) {
        this(host, isName, port, null, List.of(), List.of());
    }
}
