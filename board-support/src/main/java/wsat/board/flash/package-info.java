/**
 * Flash partitions: an image in a file, or in memory.
 */
package wsat.board.flash;
