package wsat.at;

/**
 * Where the bytes of a data mode without end go: a link of the host's (ESP-AT, passthrough mode). {@link DataMode} cuts
 * what the host says into pieces; what comes back is told by {@link #tell}. No method waits.
 */
public interface Passthrough {
    /** Bit of {@code AT+SYSMSG}: the host is told that it is over. */
    int TELLS_QUIT = 1;
    /** Bit of {@code AT+SYSMSG}: the host is told what becomes of link and station meanwhile. */
    int TELLS_STATUS = 4;

    /** The longest piece, in bytes: as many leave at once. */
    int pieceMax();

    /** How long fewer bytes wait for more, in microseconds. */
    long intervalMicros();

    /** Whether a piece is a message: then they wait since the last byte, so that none is cut; else since the first. */
    boolean isMessages();

    /** Whether the link is there. While it is not, bytes wait. */
    boolean isOpen();

    /** @return how many bytes of the piece were taken; the others are offered again */
    int send(byte[] bytes, int from, int length, long now);

    /** Looks after the link. @return work done */
    int poll(long now);

    /** When {@link #poll} is due by time alone. @return microseconds, Long.MAX_VALUE: never */
    long deadline();

    /** Tells the next thing that the host has to hear while it is in the data mode. @return whether there was any */
    boolean tell(long now);

    /** Whether the host wants to hear what becomes of the station while it is in the data mode. */
    boolean tellsStation();

    /** The host has ended the data mode; nothing is being said. */
    void ended();
}
