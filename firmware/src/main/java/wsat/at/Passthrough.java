package wsat.at;

/**
 * Where the bytes of a data mode go: a link of the host's (ESP-AT, passthrough mode, and AT+CIPSENDL).
 * {@link DataMode} cuts what the host says into pieces; what comes back is told by {@link #tell}. No method waits.
 */
public abstract class Passthrough {
    /** Bit of {@code AT+SYSMSG}: the host is told that it is over. */
    public static final int TELLS_QUIT = 1;
    /** Bit of {@code AT+SYSMSG}: the host is told what becomes of link and station meanwhile. */
    public static final int TELLS_STATUS = 4;
    /** {@link #length}: as long as the host likes. */
    public static final long WITHOUT_END = Long.MAX_VALUE;

    /** How many bytes the host says, {@link #WITHOUT_END}: until {@code +++}; asked once, when it begins. */
    public long length() {
        return WITHOUT_END;
    }

    /** So many of them have come; less than 0: so many of the last were none, but {@code +++}. */
    public void heard(int count) {
        // what has no end is not counted
    }

    /** Whether it may end when all of them have come and were taken. */
    public boolean isDone() {
        return true;
    }

    /** The longest piece, in bytes: as many leave at once. */
    public abstract int pieceMax();

    /** How long fewer bytes wait for more, in microseconds. */
    public abstract long intervalMicros();

    /** Whether a piece is a message: then they wait since the last byte, so that none is cut; else since the first. */
    public abstract boolean isMessages();

    /** Whether the link is there. While it is not, bytes wait. */
    public abstract boolean isOpen();

    /** @return how many bytes of the piece were taken; the others are offered again */
    public abstract int send(byte[] bytes, int from, int length, long now);

    /** Looks after the link. @return work done */
    public abstract int poll(long now);

    /** When {@link #poll} is due by time alone. @return microseconds, Long.MAX_VALUE: never */
    public abstract long deadline();

    /** Tells the next thing that the host has to hear while it is in the data mode. @return whether there was any */
    public abstract boolean tell(long now);

    /** Whether the host wants to hear what becomes of the station while it is in the data mode. */
    public abstract boolean tellsStation();

    /** The data mode is over, by the host's word or since all bytes have come; nothing is being said. */
    public abstract void ended();
}
