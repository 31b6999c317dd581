package wsat.link;

/**
 * When a connection is pinged, and when the lack of a pong ends it (ESP-AT, AT+WSCFG). It is shown what the connection
 * counts, and answers what is due; it sends nothing itself.
 */
final class KeepAlive {
    /** After data has kept the line, so much time at least is left for a pong. */
    private static final int PONG_GRACE_MICROS = 100_000;
    /** A ping that has no room is tried again after this. */
    private static final int PING_RETRY_MICROS = 100_000;

    private final LinkConfig config;
    private int arrivals;
    private int pongs;
    private long pingAt;
    private boolean awaitingPong;
    private long firstPingAt;
    private long lastPingAt;
    private long rttMicros;
    /** Whether a ping has been sent since the last pong. */
    private boolean asked;
    private boolean answered;
    /** Whether a chunk was waiting for the line when the clocks were last looked at. */
    private boolean holding;
    private long lookedAt;

    KeepAlive(LinkConfig config) {
        this.config = config;
    }

    /** A connection begins, with the counters of the port as they are. */
    void begin(int arrivalsNow, int pongsNow, long now) {
        arrivals = arrivalsNow;
        pongs = pongsNow;
        pingAt = now + intervalMicros();
        awaitingPong = false;
        lastPingAt = now;
        rttMicros = 0;
        asked = false;
        answered = false;
        holding = false;
    }

    /**
     * Looks at the connection.
     *
     * @param held        whether a chunk waits for our own line
     * @param arrivalsNow the port's counter of what has come
     * @param pongsNow    the port's counter of pongs
     */
    void look(boolean held, int arrivalsNow, int pongsNow, long now) {
        if (held || arrivals != arrivalsNow) {
            arrivals = arrivalsNow;
            pingAt = now + intervalMicros();
        }
        if (pongs != pongsNow) {
            pongs = pongsNow;
            awaitingPong = false;
            answered = asked;
            asked = false;
            rttMicros = answered ? now - lastPingAt : rttMicros;
        }
        hold(held, now);
    }

    /** The pong may stand behind data that our own line has not taken: meanwhile its clock stands still. */
    private void hold(boolean held, long now) {
        if (holding) {
            firstPingAt += now - lookedAt;
        }
        if (held || holding) {
            firstPingAt = Math.max(firstPingAt, now - timeoutMicros() + PONG_GRACE_MICROS);
        }
        holding = held;
        lookedAt = now;
    }

    /** Whether the pong is overdue. */
    boolean overdue(long now) {
        return awaitingPong && !holding && now - firstPingAt >= timeoutMicros();
    }

    /** Whether it is time for a ping. */
    boolean due(long now) {
        return now - pingAt >= 0;
    }

    /** A ping has been sent. */
    void pinged(long now) {
        pingAt = now + intervalMicros();
        lastPingAt = now;
        asked = true;
        if (!awaitingPong) {
            awaitingPong = true;
            firstPingAt = now;
        }
    }

    /** The host has sent a ping of its own: the next pong is its answer. */
    void pingedByHost(long now) {
        lastPingAt = now;
        asked = true;
    }

    /** A ping had no room. */
    void refused(long now) {
        pingAt = now + PING_RETRY_MICROS;
    }

    /** The port's counter of pongs when it was looked at last. */
    int pongs() {
        return pongs;
    }

    /** Whether the last pong was the answer to a ping; else the server has sent it by itself (RFC 6455, 5.5.3). */
    boolean answered() {
        return answered;
    }

    /** How long the last answer took, in microseconds; 0: there was none. */
    long rttMicros() {
        return rttMicros;
    }

    /** When {@link #due} or {@link #overdue} changes by time alone, in microseconds. */
    long deadline() {
        return awaitingPong && !holding ? Math.min(pingAt, firstPingAt + timeoutMicros()) : pingAt;
    }

    private long intervalMicros() {
        return config.pingIntervalSeconds * 1000000L;
    }

    private long timeoutMicros() {
        return config.pongTimeoutSeconds * 1000000L;
    }
}
