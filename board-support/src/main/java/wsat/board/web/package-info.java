/**
 * The page that shows both sides of the module.
 *
 * <pre>
 *   firmware --Trace-----------------.
 *   firmware --ports--> WatchedLinks, >-- AsideEvents --> DialogueEvents --> RecentEvents --> WebServer --> pages
 *                       WatchedSockets                                                           |
 *   TypedLine, Faults &lt;--------------------------------------------------------------------------'
 * </pre>
 *
 * Left of {@code AsideEvents} all belongs to the loop's thread and never waits; what is said is masked and written in a
 * thread behind it, and right of {@code RecentEvents} are the server's threads.
 * {@link wsat.board.web.Event} says what an event looks like.
 */
package wsat.board.web;
