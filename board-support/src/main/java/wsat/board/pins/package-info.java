/**
 * The GPIO pins of a Raspberry Pi, by Pi4J's digital I/O: EN, a status LED and a ready output. Nothing of Pi4J is
 * loaded unless a pin is in use, and then beside the loop.
 */
package wsat.board.pins;
