/**
 * {@code wsat run}: the command, its options and configuration file, and its life as a service. The option tables are
 * used by {@code wsat sim} and {@code wsat doctor} too.
 */
package wsat.board.run;
