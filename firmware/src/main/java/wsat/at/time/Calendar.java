package wsat.at.time;

import wsat.at.Output;

/** Writes a time as C's {@code asctime} does: {@code Tue Oct 19 17:47:56 2021}, days padded with a blank. */
final class Calendar {
    private static final String DAYS = "ThuFriSatSunMonTueWed";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int DAY = 86400;

    private Calendar() {
    }

    /** @param seconds since 1970-01-01 00:00 */
    static void say(Output output, long seconds) {
        long days = seconds / DAY;
        int second = (int) (seconds % DAY);
        if (second < 0) {
            second += DAY;
            days--;
        }
        int weekday = (int) (days % 7 + 7) % 7;
        say3(output, DAYS, weekday);
        output.say(" ");
        sayDate(output, days, second);
    }

    /** The proleptic Gregorian calendar counted from 1 March of a year 0, so that leap days come last. */
    private static void sayDate(Output output, long days, int second) {
        long shifted = days + 719468;
        long era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
        int dayOfEra = (int) (shifted - era * 146097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = (shiftedMonth + 2) % 12;
        long year = era * 400 + yearOfEra + (month < 2 ? 1 : 0);
        say3(output, MONTHS, month);
        output.say(day < 10 ? "  " : " ").say(day).say(" ");
        say2(output, second / 3600);
        output.say(":");
        say2(output, second / 60 % 60);
        output.say(":");
        say2(output, second % 60);
        output.say(" ").say(year);
    }

    private static void say2(Output output, int number) {
        output.say(number < 10 ? "0" : "").say(number);
    }

    private static void say3(Output output, String names, int index) {
        for (int i = 3 * index; i < 3 * index + 3; i++) {
            output.sayByte(names.charAt(i));
        }
    }
}
