/**
 * A Linux machine as a board: puts the ports together, and turns the one loop. Rooms: {@code line} and {@code serial}
 * (the host's side), {@code net} and {@code tls} (the network's side), {@code host} and {@code nm} (the machine as a
 * station), {@code flash}, {@code pins}, {@code os}; {@code run} and {@code doctor} are the commands.
 */
package wsat.board;
