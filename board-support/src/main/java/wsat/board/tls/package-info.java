/**
 * What TLS needs beside the JDK's engine: certificates and keys as they lie in slots, the judgement of a
 * server by the coprocessor's own clock, and a context that remembers sessions. Knows no socket and no
 * loop; the network side calls it from the slow thread.
 *
 * <pre>
 * Material     what a link shows and trusts, read from its slots
 *   Blocks       a slot's bytes to DER: PEM, bare DER, the AtPKI header
 *     Pem          the one reader of PEM, of wsat pki too
 *   Keys         PKCS#8, PKCS#1 and SEC1 to a private key
 *     Der          just enough DER for that
 * TlsContext   engines for one material, and their sessions
 *   Verdict      what is known of one server
 *     Chain        whether a chain leads to the slot's CAs
 *     Strength     whether its keys and signatures are good enough
 *     HostName     whether a certificate is for this host
 *     SystemRoots  those that the machine itself trusts
 *     Pin          what tells one key from all others
 *     Demands      what one connection wants of its server
 *   ClientHello      what a connection says first
 *     CipherSuites     IANA's numbers and Java's names
 *   HandshakeHashes  what the handshake may be signed with
 * WarmUp       loads the classes that the first handshake needs
 * </pre>
 */
package wsat.board.tls;
