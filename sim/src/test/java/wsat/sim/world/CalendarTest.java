package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static wsat.sim.world.KeptSettingsTest.says;
import static wsat.sim.world.KeptSettingsTest.up;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wsat.at.Settings;

/** {@code AT+CIPSNTPTIME?} says each time as C's {@code asctime} does; another calendar, Java's, says what that is. */
class CalendarTest {
    /** In the C locale: {@code %a %b %e %H:%M:%S %Y}; a letter p is a pad, of a blank. */
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);
    private static final int DAY = 86400;

    private final World world = up(new World(new Settings(), 0, 0));

    private void holds(LocalDateTime time) {
        holds(time.toEpochSecond(ZoneOffset.UTC), ZoneOffset.UTC);
    }

    private void holds(long seconds, ZoneOffset zone) {
        world.clock().set(seconds * 1000);
        assertEquals("+CIPSNTPTIME:" + ASCTIME.format(Instant.ofEpochSecond(seconds).atOffset(zone)) + "\r\nOK\r\n",
                says(world, "AT+CIPSNTPTIME?"));
    }

    @Test
    void eachDayOfFourYearsHasItsNameAndNumber() {
        LocalDateTime first = LocalDateTime.of(2027, 1, 1, 0, 0, 0);
        for (int day = 0; day < 1461; day++) {
            holds(first.plusDays(day));
        }
    }

    @Test
    void theDaysAroundTheEndsOfFebruaryAndOfTheYearAreRightInEveryYearAndCentury() {
        int[] centuries = {1900, 1999, 2000, 2001, 2099, 2100, 2101, 2399, 2400, 2401};
        for (int year : IntStream.concat(IntStream.range(1970, 2110), IntStream.of(centuries)).toArray()) {
            holds(LocalDateTime.of(year, 1, 1, 0, 0, 0));
            LocalDateTime march = LocalDateTime.of(year, 3, 1, 0, 0, 0);
            holds(march);
            holds(march.minusSeconds(1));
            holds(march.minusDays(2));
            holds(LocalDateTime.of(year, 12, 31, 23, 59, 59));
        }
    }

    @Test
    void hoursMinutesAndSecondsHaveTwoDigits() {
        LocalDateTime midnight = LocalDateTime.of(2026, 11, 9, 0, 0, 0);
        int[] seconds = {0, 9, 10, 59, 60, 599, 600, 3599, 3600, 35999, 36000, DAY - 1};
        for (int second : seconds) {
            holds(midnight.plusSeconds(second));
        }
    }

    @Test
    void aZoneBeforeTheFirstSecondIsADayOf1969() {
        says(world, "AT+CIPSNTPCFG=0,-12");
        holds(0, ZoneOffset.ofHours(-12));
        says(world, "AT+CIPSNTPCFG=0,-130");
        holds(DAY, ZoneOffset.ofHoursMinutes(-1, -30));
        holds(0, ZoneOffset.ofHoursMinutes(-1, -30));
        says(world, "AT+CIPSNTPCFG=0,14");
        holds(0, ZoneOffset.ofHours(14));
        says(world, "AT+CIPSNTPCFG=0,1400");
        holds(0, ZoneOffset.ofHours(14));
        says(world, "AT+CIPSNTPCFG=0,-1159");
        holds(0, ZoneOffset.ofHoursMinutes(-11, -59));
    }
}
