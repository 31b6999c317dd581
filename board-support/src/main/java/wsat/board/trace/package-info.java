/**
 * The dialogue of host and module, for people: secrets masked in one place, then written. Knows nobody but the ports.
 */
package wsat.board.trace;
