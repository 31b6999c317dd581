/**
 * POSIX basic regular expressions in bounded time and memory, for {@code AT+SYSMSGFILTERCFG}. Knows nobody.
 */
package wsat.regexp;
