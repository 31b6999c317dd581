/**
 * The sockets of the TCP/IP chapter (ESP-AT, TCP/IP AT Commands): TCP, UDP and SSL links, how they are opened, sent on
 * and read. {@link wsat.at.socket.SocketLinks} tells what happens to them by itself.
 */
package wsat.at.socket;
