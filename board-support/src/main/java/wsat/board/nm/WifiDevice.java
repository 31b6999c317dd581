package wsat.board.nm;

/**
 * A radio that NetworkManager knows.
 *
 * @param path of its object
 * @param name of its interface, such as wlan0
 */
record WifiDevice(String path, String name) {
}
