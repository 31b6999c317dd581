/**
 * The AT language without its vocabulary: how a line is read, a command found, run and ended, and how messages leave.
 * The commands themselves are in the rooms below, a chapter of the manual each.
 *
 * <pre>
 * Interpreter      one command at a time
 *   Input            lines and payloads, as the host types them
 *   Arguments        the parameters of a line, read in place
 *   Chapters         which commands there are
 *     Command          a name and up to four forms
 *       NumberCommand    one number that is remembered
 *         SavedNumberCommand  and kept over a restart
 *   Payload          the data phase behind a prompt
 *   ErrorCode        what is wrong, for the log and AT+SYSLOG
 * Output           messages, one at a time, and the payload that is lent to them
 *   Filters          AT+SYSMSGFILTER
 * Saved            what is kept over a restart
 * LinkCertificates certificate slots, as commands name them
 * </pre>
 */
package wsat.at;
