/**
 * The dialogue of host and module, and of module and servers, for people: secrets masked in one place, then written as
 * log lines or as {@link wsat.board.trace.Events events}. Knows nobody but the ports, and how text is written.
 */
package wsat.board.trace;
