/**
 * The module, composed: {@link wsat.Coprocessor} is what a board makes and polls. Everything below is driven from
 * there, in one thread, and nothing waits.
 *
 * <pre>
 * Coprocessor      the loop's body: say, hear, look after links, tell news
 *   Dialect          which commands there are: the manual's chapters, put together
 *   News             whose turn it is to tell the host what happened by itself
 *     at             the AT language: lines in, messages out
 *       at.basic at.station at.socket at.websocket at.time    the chapters
 *     link           the life of a WebSocket link, of a socket
 *     nvs            ESP-IDF's partition format, and the certificate slots in it
 *       port           what a board provides; knows nobody
 * </pre>
 */
package wsat;
