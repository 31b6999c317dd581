package wsat.board.doctor;

import java.time.Instant;
import java.time.ZoneOffset;

/** That the clock is right: certificates are valid by it. */
final class ClockCheck {
    private static final String WHAT = "clock";
    /** No clock that is right is before the year in which this was written. */
    private static final int YEAR_MIN = 2026;
    private static final String SYNCHRONIZED = "/run/systemd/timesync/synchronized";

    private final Root root;
    private final long nowMillis;

    ClockCheck(Root root, long nowMillis) {
        this.root = root;
        this.nowMillis = nowMillis;
    }

    void look(Report report) {
        int year = Instant.ofEpochMilli(nowMillis).atOffset(ZoneOffset.UTC).getYear();
        if (year < YEAR_MIN) {
            report.problem(WHAT, "it is the year " + year + " by it: every certificate is not valid yet",
                    "sudo timedatectl set-ntp true, and wait for the network; or sudo date -s '...'");
        } else if (root.has(SYNCHRONIZED)) {
            report.fine(WHAT, "set by a time server");
        } else if (root.has("/run/chrony") || root.has("/run/ntpd.pid") || root.has("/run/ntpsec")) {
            report.fine(WHAT, "looked after by chrony or ntpd");
        } else {
            report.warn(WHAT,
                    "no time server has set it since the start; a Raspberry Pi up to the 4 keeps no time while off",
                    "sudo timedatectl set-ntp true, then timedatectl status");
        }
    }
}
