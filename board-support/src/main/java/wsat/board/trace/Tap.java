package wsat.board.trace;

/**
 * Who is told what module and servers say to each other, as {@link wsat.port.Trace} is for host and module. Nothing is
 * masked: a request's head holds tokens. Bytes are lent for the call, which is the loop thread's and must not wait.
 */
public interface Tap {
    /** Added to the number of a TCP, UDP or SSL link, so that it differs from those of WebSocket links. */
    int SOCKET = 16;

    /** It begins. Bytes: the URI, or {@code tcp://}, {@code udp://} or {@code ssl://} with host and port. */
    int OPENING = 0;
    /** TCP is connected. Bytes: the address and port of the peer. */
    int CONNECTED = 1;
    /**
     * TLS is agreed on. Bytes, UTF-8: a line with protocol version and cipher suite, then one for each certificate of
     * the server, its own first: subject, issuer, not before, not after (ISO 8601), SHA-256; TAB between them.
     */
    int TLS = 2;
    /** Bytes: the head of the request that asks for the upgrade, as it is sent. */
    int REQUEST = 3;
    /** Bytes: the head of its answer. */
    int RESPONSE = 4;
    /** Data may flow. Bytes: the subprotocol of a WebSocket link. */
    int OPEN = 5;
    /** It has ended. Detail: {@link #ORDERLY} or {@link #LOST}. Bytes, UTF-8: why, in words. */
    int ENDED = 6;
    /** A frame to the server. Detail: its first byte (FIN, reserved bits, opcode); bytes: its payload, unmasked. */
    int FRAME_OUT = 7;
    /** A frame of the server begins; detail as above, bytes: the first of its payload, if any are there yet. */
    int FRAME_IN = 8;
    /** Bytes: more of the payload of the server's last frame. */
    int MORE_IN = 9;
    /** A socket sends. Bytes: what; of a stream any piece, of UDP a datagram. */
    int BYTES_OUT = 10;
    /** A socket has received, likewise. */
    int BYTES_IN = 11;

    /** {@link #ENDED}: closed by one side, as agreed. */
    int ORDERLY = 0;
    /** {@link #ENDED}: could not be opened, or was lost. */
    int LOST = 1;

    /** Beyond so many bytes of a payload nobody need tell more of it. */
    int PAYLOAD_MAX = 4096;

    /**
     * Something has happened on a link.
     *
     * @param what   {@link #OPENING} to {@link #BYTES_IN}
     * @param number of the link, a socket's plus {@link #SOCKET}
     * @param total  length of the payload in bytes, of which fewer may be told, 0 where there is none
     * @param now    microseconds, of the clock given to the coprocessor
     */
    void net(int what, int number, int detail, long total, byte[] bytes, int offset, int length, long now);
}
