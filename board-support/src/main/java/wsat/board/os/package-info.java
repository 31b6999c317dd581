/**
 * What Java has no words for, and what is the same everywhere: system calls, the clock of deadlines, why a file cannot
 * be used. Knows nobody.
 */
package wsat.board.os;
