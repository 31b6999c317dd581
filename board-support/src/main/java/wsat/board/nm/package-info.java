/**
 * {@code wsat run --network networkmanager}: the Wi-Fi commands drive NetworkManager over D-Bus.
 * {@link wsat.board.nm.NetworkManagerStation} is what the firmware sees. Behind it are four rooms, which belong to the
 * loop: {@code Joining} (AT+CWJAP, AT+CWJEAP, AT+CWQAP, AT+CWHOSTNAME), {@code Scanning} (AT+CWLAP), {@code Watch}
 * (AT+CWSTATE?, addresses, news) and {@code Hosting} (AT+CWSAP, AT+CWLIF, AT+CWQIF). What waits for
 * NetworkManager is in slow threads: an {@code Attempt} to join with its {@code Profile}, a {@code Hotspot} that is
 * opened and its {@code StationList}, a {@code Sweep} of the air, the {@code Radio}, and the {@code Bus} below them.
 */
package wsat.board.nm;
