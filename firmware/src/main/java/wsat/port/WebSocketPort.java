package wsat.port;

/**
 * The network side of the WebSocket links: connections numbered from 0, driven and polled by the
 * firmware, never calling back. No method waits or throws for what a peer or a network does; all are
 * called from the loop thread. The board answers pings and closing handshakes by itself.
 */
public interface WebSocketPort extends Lender, TlsPort {

    /** Nothing there: never opened, or {@link #drop}ped or {@link #close}d. */
    int IDLE = 0;
    /** Name look-up, TCP, TLS or the HTTP upgrade under way. */
    int OPENING = 1;
    /** Upgraded: frames flow. */
    int OPEN = 2;
    /** The server's close frame has come, ours is under way (at most one second). */
    int CLOSING = 3;
    /** The closing handshake is done, or the connection ended after the host had sent a close frame. */
    int CLOSED = 4;
    /** Could not be opened, or ended without a closing handshake. The board has logged why. */
    int LOST = 5;

    /** {@link #close}: the purpose is fulfilled (RFC 6455, 7.4.1). */
    int NORMAL = 1000;
    /** {@link #close}: this end goes away (RFC 6455, 7.4.1). */
    int GOING_AWAY = 1001;

    /** {@link #send}: the frame is taken. */
    int TAKEN = 0;
    /** {@link #send}: an earlier frame is still in the way; try again. */
    int BUSY = -1;
    /** {@link #send}: the connection is not open, or a close frame has been sent on it. */
    int NOT_OPEN = -2;

    /** Begins to open; the outcome shows in {@link #state}. The link must be {@link #IDLE}. */
    void open(int link, OpenRequest request);

    /**
     * The state of a link's connection, {@link #IDLE} to {@link #LOST}. CLOSED and LOST last until
     * {@link #drop}; what was received before is still delivered by {@link #receive}.
     */
    int state(int link);

    /** Whether a close frame of the host's has been sent on this connection. */
    boolean closeSent(int link);

    /**
     * Lends the next chunk. Stays the same chunk until it is wholly {@link #release}d.
     *
     * @param wholeMessage whether fragments are joined to messages; else each frame stands for itself
     * @return false when there is none (yet): {@code chunk} is then unchanged
     */
    boolean receive(int link, boolean wholeMessage, Chunk chunk);

    /**
     * Sends one frame, masked.
     *
     * @param opcode 0 to 15
     * @param length 0 to the board's largest buffer; at most 125 for opcodes 8 to 15
     * @return {@link #TAKEN}, {@link #BUSY} or {@link #NOT_OPEN}
     */
    int send(int link, int opcode, boolean fin, byte[] payload, int offset, int length);

    /** How many bytes of taken frames the network stack has not yet accepted. */
    int unsent(int link);

    /** How the last connection of the link that failed or ended did so; of this one too, once it is CLOSED or LOST. */
    void ending(int link, Ending into);

    /** What is to be known of the link's connection, and of all its connections together. */
    void info(int link, LinkInfo into);

    /** A counter that moves whenever bytes arrive on the link. */
    int arrivals(int link);

    /** A counter that moves whenever a pong arrives on the link. */
    int pongs(int link);

    /** A counter that moves whenever a ping arrives on the link; the board has answered it. */
    int pings(int link);

    /**
     * A line of the head of the server's answer to the link's last opening, without its end, in Latin-1.
     *
     * @param index 0: the status line; from 1 on the fields, {@code name: value}, in their order
     * @param into  takes as much of it as has room
     * @return false when there is no such line, or was no answer: {@code into} is then unchanged
     */
    boolean head(int link, int index, Text into);

    /**
     * Says goodbye: a close frame with {@code code}, then the end of TCP, in the background and within
     * a few seconds. The link is IDLE at once and may be opened again.
     */
    void close(int link, int code);

    /** Cuts the connection, if there is one, without a word. The link is IDLE at once. */
    void drop(int link);
}
