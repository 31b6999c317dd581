/**
 * {@code wsat run --network networkmanager}: the Wi-Fi commands drive NetworkManager over D-Bus.
 * {@link wsat.board.nm.NetworkManagerStation} is what the firmware sees. Behind it are three rooms, which belong to the
 * loop: {@code Joining} (AT+CWJAP, AT+CWQAP, AT+CWHOSTNAME), {@code Scanning} (AT+CWLAP) and {@code Watch}
 * (AT+CWSTATE?, addresses, news). What waits for NetworkManager is in slow threads: an {@code Attempt} to join with its
 * {@code Profile}, a {@code Sweep} of the air, the {@code Radio}, and the {@code Bus} below them.
 */
package wsat.board.nm;
