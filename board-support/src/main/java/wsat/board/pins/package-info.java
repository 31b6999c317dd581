/**
 * The GPIO pins of a Raspberry Pi, by Pi4J's digital I/O over the kernel's character device: EN, a status LED
 * and a ready output. Nothing of Pi4J is loaded unless a pin is in use, and then beside the rest of a start.
 */
package wsat.board.pins;
