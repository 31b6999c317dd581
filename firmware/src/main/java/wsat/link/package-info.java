/**
 * The life of a link: a WebSocket ({@link wsat.link.Link}) or a TCP, UDP or SSL socket ({@link wsat.link.Socket}), and
 * what the host has set for it. Knows the ports, and nothing of AT: what the host is to be told is state that can be
 * asked for.
 */
package wsat.link;
