package wsat.at.time;

import wsat.port.Clock;
import wsat.port.Text;

/**
 * What the time commands configure (ESP-AT, AT+CIPSNTPCFG): the time zone, and which servers are asked when.
 */
public final class WallClock {
    static final int SERVERS = 3;
    static final int SERVER_MAX = 128;
    /** The zones furthest to the west and the east, as ±HHmm. */
    static final int ZONE_MIN = -1259;
    static final int ZONE_MAX = 1459;
    /** Seconds between two askings unless {@code AT+CIPSNTPINTV} says otherwise. */
    static final int INTERVAL = 3600;

    private static final String[] DEFAULT_SERVERS = {"cn.ntp.org.cn", "ntp.sjtu.edu.cn", "us.pool.ntp.org"};
    /** After no server has answered. */
    private static final int RETRY_MICROS = 15_000_000;

    private final Clock clock;
    private final Text[] servers = new Text[SERVERS];
    private int serverCount;
    private int asked;
    private boolean enabled;
    private int zone;
    private int intervalSeconds = INTERVAL;
    private boolean asking;
    private long askAt;
    private boolean untold;

    public WallClock(Clock clock) {
        this.clock = clock;
        for (int i = 0; i < SERVERS; i++) {
            servers[i] = new Text(SERVER_MAX);
        }
        useDefaultServers();
    }

    /** Seconds since 1970-01-01 00:00 UTC. */
    public long unixSeconds() {
        return clock.unixMillis() / 1000;
    }

    /** Makes it {@code unixSeconds} now. */
    public void set(long unixSeconds) {
        clock.set(unixSeconds * 1000);
    }

    /** Seconds that the configured time zone is ahead of UTC. */
    int zoneSeconds() {
        if (zone >= -12 && zone <= 14) {
            return zone * 3600;
        }
        return zone / 100 * 3600 + zone % 100 * 60;
    }

    /** Whether {@code zone} is −12 to 14 in hours, or ±HHmm. */
    static boolean isZone(int zone) {
        if (zone >= -12 && zone <= 14) {
            return true;
        }
        int minutes = zone % 100;
        return zone >= ZONE_MIN && zone <= ZONE_MAX && minutes > -60 && minutes < 60;
    }

    /** As the host has set it. */
    int zone() {
        return zone;
    }

    /** As the host is told it: whole hours towards zero, so that 15 (UTC+00:15) is 0 and 530 is 5. */
    int zoneHours() {
        return zone >= -12 && zone <= 14 ? zone : zone / 100;
    }

    boolean enabled() {
        return enabled;
    }

    int intervalSeconds() {
        return intervalSeconds;
    }

    /** How many servers are configured, 1 to {@link #SERVERS}. */
    int serverCount() {
        return serverCount;
    }

    Text server(int index) {
        return servers[index];
    }

    void disable(int newZone) {
        enabled = false;
        asking = false;
        zone = newZone;
    }

    /** Asks from now on. @param given the servers; none: the default ones */
    void enable(int newZone, Text[] given, int count, long now) {
        zone = newZone;
        if (count == 0) {
            useDefaultServers();
        } else {
            serverCount = count;
            for (int i = 0; i < count; i++) {
                servers[i].clear();
                servers[i].append(given[i]);
            }
        }
        enabled = true;
        asking = false;
        asked = 0;
        askAt = now;
    }

    void setInterval(int seconds, long now) {
        intervalSeconds = seconds;
        if (enabled && !asking) {
            askAt = Math.min(askAt, now + seconds * 1000000L);
        }
    }

    private void useDefaultServers() {
        serverCount = SERVERS;
        for (int i = 0; i < SERVERS; i++) {
            servers[i].clear();
            servers[i].append(DEFAULT_SERVERS[i]);
        }
    }

    /** Asks the servers in turn, from time to time. @return work done */
    public int poll(long now) {
        if (!enabled) {
            return 0;
        }
        if (!asking) {
            if (now - askAt < 0) {
                return 0;
            }
            asking = true;
            clock.ask(servers[asked]);
            return 1;
        }
        int answer = clock.answer();
        if (answer == Clock.ASKING) {
            return 0;
        }
        asking = false;
        if (answer == Clock.ANSWERED) {
            untold = true;
            asked = 0;
            askAt = now + intervalSeconds * 1000000L;
        } else {
            asked = (asked + 1) % serverCount;
            askAt = asked == 0 ? now + RETRY_MICROS : now;
        }
        return 1;
    }

    /** When {@link #poll} is due by time alone. @return microseconds, Long.MAX_VALUE: never */
    public long deadline() {
        return enabled && !asking ? askAt : Long.MAX_VALUE;
    }

    /** Whether a new time has come of which the host has not been told. */
    public boolean untold() {
        return untold;
    }

    public void told() {
        untold = false;
    }
}
