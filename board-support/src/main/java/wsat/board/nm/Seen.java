package wsat.board.nm;

import java.util.List;
import wsat.board.host.HostNetwork;

/**
 * What one look at the radio has seen.
 *
 * @param device      its state (NMDeviceState)
 * @param active      the path of its active connection, or "/"
 * @param accessPoint that it is joined to, or null
 * @param address     IPv4, like the two behind it; "" when there is none
 */
record Seen(int device, String active, AccessPointSeen accessPoint, String mac, String address, String netmask,
        String gateway, HostNetwork.Ipv6 ipv6, List<String> servers) {
}
