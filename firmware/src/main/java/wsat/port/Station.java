package wsat.port;

/**
 * The machine's network, told as what a Wi-Fi station sees. A board whose machine looks after its own
 * network reports that network as a joined one, whatever it is made of. No method waits; all are called
 * from the loop thread.
 */
public interface Station {
    /** {@link #state}: no network. */
    int DOWN = 0;
    /** {@link #state}: joined, but no IPv4 address yet. */
    int CONNECTED = 1;
    /** {@link #state}: joined, with an IPv4 address. */
    int GOT_IP = 2;

    /** {@link #joined}: it is, and {@link #state} tells how far. */
    int JOINED = 0;
    /** {@link #joined}: no answer in time. This and the next three are the codes of {@code AT+CWJAP}. */
    int TIMED_OUT = 1;
    int WRONG_PASSWORD = 2;
    int NOT_FOUND = 3;
    int FAILED = 4;
    /** {@link #joined}: not yet. */
    int JOINING = 5;

    /** {@link #scanned}: not yet. */
    int SCANNING = -1;
    /** {@link #scanned}: it could not be done; the board has logged why. */
    int SCAN_FAILED = -2;

    /** {@link #DOWN} to {@link #GOT_IP}; asked at every turn, so it must cost next to nothing. */
    int state();

    /** Whether it is {@link #DOWN}, and on its way into a network, by itself or because it was told to. */
    boolean connecting();

    /** What is known of the network: always the same object, which the board changes between turns. */
    StationInfo info();

    /**
     * Begins to join a network; the outcome shows in {@link #joined}. What was begun before is forgotten.
     *
     * @param password never logged
     * @param bssid    of the one access point to join, or empty
     * @param weakest  the weakest encryption that will do, of those of {@link AccessPoint#encryption}
     */
    void join(Text ssid, Text password, Text bssid, int weakest);

    /**
     * The same for a network with IEEE 802.1X; what the request holds is copied before this returns, slots too.
     *
     * @return false: this board joins no such network, or not with that; it has logged why, and nothing has begun
     */
    boolean joinEnterprise(EnterpriseRequest request);

    /** How the joining goes, {@link #JOINED} to {@link #JOINING}. */
    int joined();

    /**
     * Nobody waits for the joining any longer: what has most likely held it up, {@link #TIMED_OUT} to {@link #FAILED}.
     */
    int outOfTime();

    /**
     * The name under which later joins ask for an address (ESP-AT, AT+CWHOSTNAME), at most 32 bytes; empty: the
     * machine's own.
     */
    void hostName(Text name);

    /** Leaves the network, or gives up joining one. */
    void leave();

    /** Begins to look for access points; what was found before is forgotten. */
    void scan();

    /** How the scan goes: the number of access points found, or {@link #SCANNING}, {@link #SCAN_FAILED}. */
    int scanned();

    /** Copies one of the access points found. */
    void accessPoint(int index, AccessPoint into);

    /** The access point that this machine can open, or null: it cannot. Always the same. */
    SoftAp softAp();
}
