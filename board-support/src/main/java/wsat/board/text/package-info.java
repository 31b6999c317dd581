/** Bytes and words of others, as strings of ours. Knows nobody but the ports. */
package wsat.board.text;
