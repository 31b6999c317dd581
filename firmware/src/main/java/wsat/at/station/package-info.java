/**
 * The Wi-Fi chapter (ESP-AT, Wi-Fi AT Commands), and what the TCP/IP chapter has of addresses: the station that the
 * board is, the networks it joins, names and pings.
 */
package wsat.at.station;
