/**
 * {@code wsat doctor}: whether {@code wsat run} can work on a machine. Everything is read below one root, and nothing
 * is changed or opened that another process would notice.
 */
package wsat.board.doctor;
