package wsat.board;

import wsat.port.Board;
import wsat.port.Clock;
import wsat.port.Flash;
import wsat.port.Log;
import wsat.port.Uart;
import wsat.port.WebSocketPort;

/** A board is its ports. */
public record Ports(Uart uart, WebSocketPort webSockets, Clock clock, Flash flash, Log log) implements Board {
}
