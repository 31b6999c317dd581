package wsat.port;

/**
 * TCP ports of the machine's own that clients come to, numbered from 0. One that listens is asked for clients, each of
 * which is then given to a link or sent away. No method waits, none calls back; all are called from the loop thread.
 * As a {@link TlsPort}, its links are the listeners, and the certificate is the server's.
 */
public interface ListenPort extends TlsPort {
    /** How many there are. */
    int COUNT = 4;

    /**
     * Begins to listen; the listener must not listen yet.
     *
     * @return 0, or why it cannot, as {@link Ending#EACCES} and its like; the board has logged it with the cure
     */
    int listen(int listener, ListenRequest request);

    /** Listens no more, if it did. Who has come and was not accepted is sent away; what was accepted stays. */
    void unlisten(int listener);

    /** Says for how many more clients there are links: who comes when there are none is sent away at once. */
    void welcome(int listener, int clients);

    /** Whether a client has come, and all handshakes with it are done. */
    boolean arrived(int listener);

    /**
     * Gives the client that has {@link #arrived} to a link, which must be idle and is open with that.
     *
     * @param bufferSize of WebSocket, as in {@link OpenRequest#bufferSize}
     */
    void accept(int listener, int link, int bufferSize);

    /** Sends away the client that has {@link #arrived}: TCP is reset. */
    void refuse(int listener);
}
