package wsat.board.nm;

/**
 * A station of our access point.
 *
 * @param mac     in small letters
 * @param address IPv4; "" when it is not known
 */
record StationSeen(String mac, String address) {
}
