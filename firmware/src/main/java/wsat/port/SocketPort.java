package wsat.port;

/**
 * The network side of the TCP, UDP and SSL links (ESP-AT, TCP/IP AT Commands): sockets numbered from 0,
 * driven and polled by the firmware, never calling back. No method waits or throws for what a peer or a
 * network does; all are called from the loop thread.
 */
public interface SocketPort extends Lender, TlsPort {

    /** Nothing there: never opened, or {@link #close}d. */
    int IDLE = 0;
    /** Name look-up, TCP or TLS under way. */
    int OPENING = 1;
    /** Bytes flow. */
    int OPEN = 2;
    /** The peer has ended it in order. */
    int ENDED = 3;
    /** Could not be opened, or broke. The board has logged why. */
    int LOST = 4;

    /** {@link #send}: taken. */
    int TAKEN = 0;
    /** {@link #send}: an earlier one is still in the way; try again. */
    int BUSY = -1;
    /** {@link #send}: the socket is not open, or no such peer can be reached from here. */
    int NOT_OPEN = -2;

    /** The most bytes of one {@link #send}, and of a datagram that is received whole. */
    int SEND_MAX = 8192;

    /** Begins to open; the outcome shows in {@link #state}. The link must be {@link #IDLE}. */
    void open(int link, SocketRequest request);

    /**
     * The state of a link's socket, {@link #IDLE} to {@link #LOST}. ENDED and LOST last until
     * {@link #close}; what was received before is still delivered by {@link #receive}.
     */
    int state(int link);

    /**
     * How the last socket of the link that failed, or ended without the host's doing, did so: {@link Ending#NAME},
     * {@link Ending#TCP}, {@link Ending#TLS}, {@link Ending#TCP_END}. It stays when the socket is {@link #close}d; of
     * one that was still OPENING then, it says what was under way.
     */
    void ending(int link, Ending into);

    /** Tells where the socket of a link begins and ends; only of one that is or was open. */
    void info(int link, SocketInfo into);

    /**
     * Lends what has come: all bytes of a stream that the board holds (at least one), or one datagram. Until it
     * is wholly {@link #release}d, the same bytes are lent again, of a stream with what has come behind them and
     * perhaps in another place; they stay in the first one too. While the board holds as much as it can, TCP stops
     * the peer; datagrams are dropped, counted and logged. Half of what it can hold of a stream always comes,
     * whatever was released before.
     *
     * @return false when there is nothing: {@code packet} is then unchanged
     */
    boolean receive(int link, Packet packet);

    /** How many received bytes the board holds. */
    int held(int link);

    /** Moves whenever the peer has sent something; any beginning, any step. */
    int arrivals(int link);

    /**
     * Sends bytes of a stream, or one datagram.
     *
     * @param length  1 to {@link #SEND_MAX}
     * @param address of UDP: the peer's address as text, never a name; null: the one that was opened with
     * @param port    of UDP: the peer's port
     * @return {@link #TAKEN}, {@link #BUSY} or {@link #NOT_OPEN}
     */
    int send(int link, byte[] payload, int offset, int length, Text address, int port);

    /** How many taken bytes the network stack has not yet accepted. */
    int unsent(int link);

    /**
     * Ends the socket, if there is one: what was taken is still sent, then TCP ends, in the background and within
     * a few seconds. What was received is gone. The link is IDLE at once and may be opened again.
     */
    void close(int link);
}
