/**
 * The dialogue of host and module, for people: as log lines, or as a transcript in a file; secrets are found in one
 * place, then masked.
 */
package wsat.board.trace;
