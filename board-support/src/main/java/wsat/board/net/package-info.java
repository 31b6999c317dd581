/**
 * The network side of a board: WebSocket links and sockets on one selector, in one thread. Java-WebSocket
 * speaks the protocol (the upgrade, control frames, the closing handshake) and is driven from here without any of
 * its own threads; payloads pass through in place, in bounded memory.
 *
 * <pre>
 * Network      the port, the selector, the deadlines
 *   LinkConnections  what a link number stands for: a connection, and one that is saying goodbye
 *     Credentials  what it shows and trusts
 *     Connection   one connection: its states, and when it is read and written
 *       Dialer       name look-up, then one address after the other
 *       Transport    TCP, and what it is watched for
 *         TlsChannel   TLS between socket and protocol, where it is wanted
 *           TlsHandshake  the part of it that takes long
 *           TlsTerms      which certificates it is about
 *           TlsBuffers    records, kept from one connection to the next
 *       Protocol     bytes in, bytes out, and what happened; no socket
 *         ClientDraft  Java-WebSocket's draft with its seams used
 *         FrameReader  frames to chunks, as the bytes come
 *         ReceiveBuffer SendBuffer  what has come and what is to be sent
 *   Sockets      the port of TCP, UDP and SSL sockets, each with its Credentials
 *     TcpSocket    TCP and SSL, over Dialer and Transport as well
 *       StreamBuffer  what has come
 *     UdpSocket    UDP
 *       Datagrams    what has come
 *       Drops        what had no room
 *   LookUp       from a host to its addresses
 *   Slow         the few threads beside the loop, for what must block
 *   Rehearsal    loads what the first link needs
 * </pre>
 */
package wsat.board.net;
