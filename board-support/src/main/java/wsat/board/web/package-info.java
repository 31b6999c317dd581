/**
 * The page that shows both sides of the module.
 *
 * <pre>
 *   firmware --Trace--> DialogueEvents --.
 *   firmware --ports--> WatchedLinks,     >-- EventSink --> RecentEvents --> WebServer --> pages
 *                       WatchedSockets --'                                      |
 *   TypedLine, Faults &lt;---------------------------------------------------------'
 * </pre>
 *
 * Left of {@code RecentEvents} all belongs to the loop's thread and never waits; right of it are the server's threads.
 * {@link wsat.board.web.Event} says what an event looks like.
 */
package wsat.board.web;
