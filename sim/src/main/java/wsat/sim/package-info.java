/**
 * The {@code wsat} command and {@code wsat sim}: the board on a desk. Firmware and network side are those of a real
 * board; the line is a console, a pseudo-terminal, a TCP port or standard input and output.
 */
package wsat.sim;
