package wsat.port;

/**
 * An access point that the machine opens for other stations (ESP-AT, AT+CWSAP: SoftAP). It is opened anew when it was
 * lost, for as long as it is wanted. No method waits; all are called from the loop thread.
 */
public interface SoftAp {
    /** How many stations are told of at most. */
    int STATIONS_MAX = 10;

    /** {@link #state}: not wanted. */
    int CLOSED = 0;
    /** {@link #state}: wanted, not there yet. */
    int OPENING = 1;
    int OPEN = 2;
    /** {@link #state}: it could not be opened; the board has logged why. */
    int REFUSED = 3;

    /** {@link #sentAway}: not yet. */
    int SENDING = 0;
    int SENT = 1;
    /** {@link #sentAway}: it could not be done; the board has logged why. */
    int STAYS = 2;

    /** Begins to open it; the outcome shows in {@link #state}. What was opened before gives way. */
    void open(SoftApConfig config);

    /** Closes it, if it is open. */
    void close();

    /** {@link #CLOSED} to {@link #REFUSED}. */
    int state();

    /** Its own address while it is open, {@code de:ad:be:ef:00:01}; empty: not known. */
    Text mac();

    /** A number that moves when the stations change; asked at every turn, so it must cost next to nothing. */
    int changes();

    /** How many stations are there, at most {@link #STATIONS_MAX}. */
    int stations();

    /**
     * Copies one of them.
     *
     * @param mac     set to {@code de:ad:be:ef:00:01}
     * @param address set to its IPv4 address, or nothing when it is not known
     */
    void station(int index, Text mac, Text address);

    /** Begins to send a station away; it may come again. @param mac in small letters, or empty: all of them */
    void sendAway(Text mac);

    /** How that goes, {@link #SENDING} to {@link #STAYS}. */
    int sentAway();
}
