package wsat.board.net;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * How long a server wants to be left alone (RFC 9110, 10.2.3): seconds, or a date (5.6.7) in one of HTTP's three forms.
 */
final class RetryAfter {
    /** A server that says more is taken at this: a day. */
    static final int SECONDS_MAX = 86_400;

    private static final DateTimeFormatter[] DATES = {
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US),
        DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US),
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US),
    };

    private RetryAfter() {
    }

    /**
     * @param value      of the header; empty: there is none
     * @param date       when the server has answered, by its own clock; empty: it does not say, so that ours counts
     * @param unixMillis what our clock says
     * @return 0 to {@link #SECONDS_MAX}; 0: it does not say, or nothing that can be read, or a time that has passed
     */
    static int seconds(String value, String date, long unixMillis) {
        if (value.matches("[0-9]+")) {
            return value.length() > 9 ? SECONDS_MAX : Math.min(Integer.parseInt(value), SECONDS_MAX);
        }
        Instant until = instant(value);
        if (until == null) {
            return 0;
        }
        Instant from = instant(date);
        long millis = until.toEpochMilli() - (from == null ? unixMillis : from.toEpochMilli());
        return (int) Math.max(0, Math.min((millis + 999) / 1000, SECONDS_MAX));
    }

    private static Instant instant(String date) {
        for (DateTimeFormatter form : DATES) {
            try {
                return LocalDateTime.parse(date, form).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                // Perhaps another form.
            }
        }
        return null;
    }
}
