package wsat.at;

/**
 * The codes of {@code ERR CODE:0x01ssxxxx} (ESP-AT, AT+SYSLOG): a sub-code {@code ss} and an extension
 * {@code xxxx}. Commands answer with one of them; every code is larger than every other {@link Command}
 * result.
 */
public final class ErrorCode {
    /** The smallest error code. */
    static final int FIRST = 0x01000000;

    static final int NO_AT = FIRST | 0x03 << 16;
    static final int UNSUPPORTED = FIRST | 0x09 << 16;
    public static final int FAILED = FIRST | 0x0A << 16;
    static final int BUSY = FIRST | 0x0B << 16;
    static final int WRONG_FORM = FIRST | 0x0C << 16;

    /** {@code AT+CWJEAP}: it has not been joined. This and the next ones are told as they are (ESP-AT, AT+CWJEAP). */
    public static final int EAP_FAILED = 0x04008003;
    public static final int EAP_NO_CA = 0x04008008;
    public static final int EAP_NO_CERTIFICATE = 0x0400800B;
    public static final int EAP_NO_KEY = 0x0400800D;
    public static final int EAP_TIMED_OUT = 0x04008016;
    public static final int EAP_SECURITY_UNMATCHED = 0x0400801F;
    public static final int EAP_NO_STATION = 0x04008022;

    private static final int EAP = 0x04000000;
    private static final int TOLD = 0x02000000;

    private ErrorCode() {
    }

    /** The same code, where the command has said in the log what was wrong. */
    public static int told(int code) {
        return code | TOLD;
    }

    /** The code as it is printed. */
    static int printed(int code) {
        return code & ~TOLD & ~EAP;
    }

    /** A string that is too long or too short. @param index of the parameter, from 0 */
    public static int length(int index) {
        return FIRST | 0x04 << 16 | index;
    }

    /** A string where a number belongs, or the reverse. @param index of the parameter, from 0 */
    public static int type(int index) {
        return FIRST | 0x05 << 16 | index;
    }

    /** Too many or too few parameters. */
    public static int count(int need, int given) {
        return FIRST | 0x06 << 16 | need << 8 | given;
    }

    /** Out of range. @param index of the parameter, from 0 */
    public static int invalid(int index) {
        return FIRST | 0x07 << 16 | index;
    }

    /** Not readable: quotes, digits. @param index of the parameter, from 0 */
    static int unreadable(int index) {
        return FIRST | 0x08 << 16 | index;
    }

    /** What a code means, for the log; null when the command has said it better itself. */
    static String describe(int code) {
        if ((code & TOLD) != 0) {
            return null;
        }
        switch (code >> 16 & 0xFF) {
            case 0x03: return "the line does not begin with AT, or is longer than the limit";
            case 0x04: return "string too long or too short: parameter";
            case 0x05: return "string and number mixed up, or parameter missing: parameter";
            case 0x06: return "wrong number of parameters: given";
            case 0x07: return "out of range: parameter";
            case 0x08: return "not readable (quotes, escapes or digits): parameter";
            case 0x0C: return "the command has no such form";
            default: return null;
        }
    }

    /** The number that goes with {@link #describe}: a parameter's place from 1, a count, or none. */
    static long detail(int code) {
        switch (code >> 16 & 0xFF) {
            case 0x04: case 0x05: case 0x07: case 0x08: return (code & 0xFFFF) + 1;
            case 0x06: return code & 0xFF;
            default: return wsat.port.Log.NO_VALUE;
        }
    }
}
