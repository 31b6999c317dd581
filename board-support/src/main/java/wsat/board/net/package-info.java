/**
 * The network side of a board: WebSocket links on one selector, in one thread. Java-WebSocket speaks the
 * protocol (the upgrade, control frames, the closing handshake) and is driven from here without any of
 * its own threads; payloads pass through in place, in bounded memory.
 *
 * <pre>
 * Network      the port, the selector, the deadlines
 *   Link         what a link number stands for: a connection, and one that is saying goodbye
 *     Credentials  what it shows and trusts
 *     Connection   one TCP connection: its states, and when its socket is read and written
 *       Dialer       name look-up, then one address after the other
 *       TlsChannel   TLS between socket and protocol, where it is wanted
 *         TlsHandshake  the part of it that takes long
 *         TlsBuffers    records, kept from one connection to the next
 *       Protocol     bytes in, bytes out, and what happened; no socket
 *         ClientDraft  Java-WebSocket's draft with its seams used
 *         FrameReader  frames to chunks, as the bytes come
 *         Input Output  the two buffers
 *   Slow         the few threads beside the loop, for what must block
 * </pre>
 */
package wsat.board.net;
