/**
 * What a board provides, and the plain things that pass through: the firmware's only way to the world. A board
 * implements these interfaces; none of their methods waits, and all are called from the loop thread. Knows nobody.
 */
package wsat.port;
