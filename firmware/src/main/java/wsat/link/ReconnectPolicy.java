package wsat.link;

import wsat.port.Entropy;

/**
 * When a lost link is opened again, and how often: what {@code AT+WSRECONN} sets, and how many attempts have been.
 * Knows no clock and no connection. Before the host says otherwise it is as on ESP-AT: every ten seconds, for ever.
 */
public final class ReconnectPolicy {
    /** The longest pause, in milliseconds: a day. */
    public static final int MILLIS_MAX = 86_400_000;
    /** Pauses that stay as long as they are. */
    public static final int FACTOR_MIN = 10;
    /** Each pause ten times as long as the one before. */
    public static final int FACTOR_MAX = 100;
    /** The most attempts that can be counted. */
    public static final int ATTEMPTS_MAX = 1_000_000;

    private static final int ESP_AT_MILLIS = 10_000;

    private int firstMillis = ESP_AT_MILLIS;
    private int maxMillis = ESP_AT_MILLIS;
    private int factorTenths = FACTOR_MIN;
    private int jitterPercent;
    private int attempts;
    private boolean afterClose;
    private boolean given;

    private int attempt;
    /** The last pause, before chance took of it. */
    private int pauseMillis;

    /**
     * Sets all of it, from the next pause on.
     *
     * @param firstMillis   the pause before the first attempt, up to {@link #MILLIS_MAX}; 0: there is none
     * @param maxMillis     no pause is longer
     * @param factorTenths  each pause is so many tenths of the one before, {@link #FACTOR_MIN} to {@link #FACTOR_MAX}
     * @param jitterPercent how much of a pause is left to chance, 0 to 100
     * @param attempts      how many attempts there are, up to {@link #ATTEMPTS_MAX}; 0: no end
     * @param afterClose    whether the server's close is a loss too
     */
    public void set(int firstMillis, int maxMillis, int factorTenths, int jitterPercent, int attempts,
            boolean afterClose) {
        this.firstMillis = firstMillis;
        this.maxMillis = maxMillis;
        this.factorTenths = factorTenths;
        this.jitterPercent = jitterPercent;
        this.attempts = attempts;
        this.afterClose = afterClose;
        given = true;
    }

    /** Whether the host has set any of it. */
    public boolean isGiven() {
        return given;
    }

    /** The pause before the first attempt, in milliseconds; 0: there is none. */
    public int firstMillis() {
        return firstMillis;
    }

    /** The longest pause, in milliseconds. */
    public int maxMillis() {
        return maxMillis;
    }

    /** How pauses grow, in tenths. */
    public int factorTenths() {
        return factorTenths;
    }

    /** How much of a pause is left to chance, in percent. */
    public int jitterPercent() {
        return jitterPercent;
    }

    /** How many attempts there are; 0: no end. */
    public int attempts() {
        return attempts;
    }

    /** Whether the server's close is a loss too. */
    public boolean afterClose() {
        return afterClose;
    }

    /** There is a connection: attempts are counted anew. */
    void connected() {
        attempt = 0;
    }

    /** Whether there is another attempt. */
    boolean again() {
        return firstMillis > 0 && (attempts == 0 || attempt < attempts);
    }

    /** The number of the attempt that {@link #pause} was asked for last, from 1. */
    public int attempt() {
        return attempt;
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param retryAfterSeconds how long the server wants to be left alone; heeded for at most a day, and only once the
     *                          host has set how links come back: a host of ESP-AT's counts on its ten seconds
     * @return milliseconds, at least 1
     */
    int pause(Entropy entropy, int retryAfterSeconds) {
        long grown = attempt == 0 ? firstMillis : (long) pauseMillis * factorTenths / FACTOR_MIN;
        pauseMillis = (int) Math.min(grown, maxMillis);
        attempt = Math.min(attempt + 1, ATTEMPTS_MAX);
        int most = (int) ((long) pauseMillis * jitterPercent / 100);
        int chance = most == 0 ? 0 : (entropy.next() >>> 1) % (most + 1);
        int pause = Math.max(1, pauseMillis - chance);
        if (!given || retryAfterSeconds <= 0) {
            return pause;
        }
        // later, never sooner, and not all at the same time
        return Math.max(pause, Math.min(retryAfterSeconds, MILLIS_MAX / 1000) * 1000 + chance);
    }
}
