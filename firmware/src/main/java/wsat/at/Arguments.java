package wsat.at;

import wsat.port.Text;

/**
 * The parameters of a set command, parsed in place (ESP-AT, AT Command Types): integers in decimal or
 * {@code 0x} hexadecimal, strings in quotes with {@code \} escapes, omitted ones. The first thing found
 * wrong is remembered: a command reads all that it needs and looks at {@link #error} once.
 */
public final class Arguments {
    /** More than any command has. */
    private static final int MAX = 48;

    private static final int OMITTED = 0;
    private static final int NUMBER = 1;
    private static final int STRING = 2;

    private final int[] kind = new int[MAX];
    private final long[] value = new long[MAX];
    private final int[] start = new int[MAX];
    private final int[] length = new int[MAX];
    private byte[] line;
    private int count;
    private int error;

    /** Parses {@code line[from, to)}, the part behind the equals sign; strings are unescaped in place. */
    void parse(byte[] line, int from, int to) {
        this.line = line;
        count = 0;
        error = 0;
        int at = from;
        while (error == 0) {
            if (count == MAX) {
                error = ErrorCode.count(MAX, MAX + 1);
                return;
            }
            int end = at < to && line[at] == '"' ? string(at, to) : number(at, to);
            count++;
            if (error != 0 || end == to) {
                return;
            }
            if (line[end] != ',') {
                error = ErrorCode.unreadable(count - 1);
                return;
            }
            at = end + 1;
        }
    }

    private int string(int quote, int to) {
        int into = quote + 1;
        start[count] = into;
        kind[count] = STRING;
        for (int at = quote + 1; at < to; at++) {
            byte b = line[at];
            if (b == '"') {
                length[count] = into - start[count];
                return at + 1;
            }
            if (b == '\\') {
                if (++at == to) {
                    break;
                }
                b = line[at];
            }
            line[into++] = b;
        }
        error = ErrorCode.unreadable(count);
        return to;
    }

    private int number(int from, int to) {
        int end = from;
        while (end < to && line[end] != ',') {
            end++;
        }
        kind[count] = OMITTED;
        if (end > from) {
            kind[count] = NUMBER;
            digits(from, end);
        }
        return end;
    }

    private void digits(int from, int to) {
        int at = from;
        boolean negative = line[at] == '-';
        if (negative) {
            at++;
        }
        int radix = 10;
        if (to - at > 2 && line[at] == '0' && (line[at + 1] | 0x20) == 'x') {
            radix = 16;
            at += 2;
        }
        if (at == to) {
            error = ErrorCode.unreadable(count);
            return;
        }
        long sum = 0;
        for (; at < to; at++) {
            int digit = digit(line[at]);
            if (digit < 0 || digit >= radix) {
                error = ErrorCode.unreadable(count);
                return;
            }
            sum = sum * radix + digit;
            if (sum > 0xFFFFFFFFL) {
                error = ErrorCode.invalid(count);
                return;
            }
        }
        value[count] = negative ? -sum : sum;
    }

    private static int digit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** Demands a number of parameters. */
    public void expect(int least, int most) {
        if (count < least || count > most) {
            fail(ErrorCode.count(count < least ? least : most, count));
        }
    }

    /** How many there are, omitted ones included. */
    public int count() {
        return count;
    }

    /** Whether parameter {@code index} is there and not omitted. */
    public boolean given(int index) {
        return index < count && kind[index] != OMITTED;
    }

    /** Whether parameter {@code index} is there and a string. */
    public boolean isString(int index) {
        return given(index) && kind[index] == STRING;
    }

    /** Whether places are left for two parameters, and both are omitted. */
    public boolean omits(int index, int other) {
        return index < count && other < count && !given(index) && !given(other);
    }

    /** A number that must be given. */
    public int number(int index, int least, int most) {
        if (!given(index)) {
            fail(ErrorCode.type(index));
            return least;
        }
        return number(index, least, most, least);
    }

    /** A number that may be omitted. */
    public int number(int index, int least, int most, int otherwise) {
        if (!given(index)) {
            return otherwise;
        }
        long found = longNumber(index, least, most);
        return error == 0 ? (int) found : otherwise;
    }

    /** A number that must be given and may be larger than an int. */
    public long longNumber(int index, long least, long most) {
        if (!given(index) || kind[index] != NUMBER) {
            fail(ErrorCode.type(index));
        } else if (value[index] < least || value[index] > most) {
            fail(ErrorCode.invalid(index));
        } else {
            return value[index];
        }
        return least;
    }

    /** A string that must be given, perhaps empty; replaces what {@code into} holds. */
    public void string(int index, Text into) {
        if (!given(index)) {
            fail(ErrorCode.type(index));
            return;
        }
        optionalString(index, into);
    }

    /** A string that may be omitted: {@code into} is then empty. */
    public void optionalString(int index, Text into) {
        into.clear();
        if (!given(index)) {
            return;
        }
        if (kind[index] != STRING) {
            fail(ErrorCode.type(index));
        } else if (!into.fits(length[index])) {
            fail(ErrorCode.length(index));
        } else {
            into.append(line, start[index], length[index]);
        }
    }

    /** Remembers an error, unless there is one already. */
    public void fail(int code) {
        if (error == 0) {
            error = code;
        }
    }

    /** The first {@link ErrorCode}, 0 when all is well. */
    public int error() {
        return error;
    }
}
