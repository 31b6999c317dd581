package wsat.board.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What modules say that is another thing each time or on each machine, however well they agree. */
final class Varying {
    private static final String REST = "*";
    /** Group 1 stays. */
    private static final Pattern LINES = Pattern.compile("((?:AT|SDK|Bin) version:|compile time|"
            + "\\+(?:SYSTIMESTAMP|SYSRAM|SYSTEMP|CIPSNTPTIME|CWLAP|CIPDOMAIN|CIPV6|CIPSENDL):"
            + "|\\+(?:CIPSTA|CIFSR|CIPAP|CIPSTAMAC|CIPAPMAC):(?:[A-Za-z0-9]+[:,])?"
            + "|\\+CWJAP:\"[^\"]*\",|\\+CIPSTATE:\\d+,\"[A-Z]+[v6]*\",)[^\\r\\n]*");
    /** A time in milliseconds, and not {@code TIMEOUT}. */
    private static final Pattern PING = Pattern.compile("(\\+(?:PING:)?)\\d+");

    private Varying() {
    }

    /** The line with an asterisk for what varies; null: nothing does. */
    static String of(String line) {
        for (Pattern pattern : new Pattern[] {LINES, PING}) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return matcher.group(1) + REST;
            }
        }
        return null;
    }
}
