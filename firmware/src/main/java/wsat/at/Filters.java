package wsat.at;

import wsat.port.Text;
import wsat.regexp.Regexp;
import wsat.regexp.RegexpSyntax;

/**
 * The filters of what the host is told (ESP-AT, AT+SYSMSGFILTERCFG): each a regular expression for the head
 * of a message, one for its tail, or both. Where both match, what they match is not said.
 */
public final class Filters {
    /** Most filters; ESP-AT names no number and asks for few. */
    static final int MAX = 16;
    /** Longest expression in bytes. */
    public static final int LENGTH_MAX = 64;

    private static final class Filter {
        final Text head = new Text(LENGTH_MAX);
        final Text tail = new Text(LENGTH_MAX);
        int flags;
        final Regexp headRegexp = new Regexp();
        final Regexp tailRegexp = new Regexp();
    }

    /** Whether they are asked; from behind the final result of the command that says so. */
    public boolean enabled;
    /** Where in the text what {@link #match} has found begins and ends; from == to: nothing there. */
    int headFrom;
    int headTo;
    int tailFrom;
    int tailTo;

    private final Filter[] filters = new Filter[MAX];
    private int count;
    private final RegexpSyntax syntax = new RegexpSyntax();
    private final Regexp.Search search = new Regexp.Search();

    Filters() {
        for (int i = 0; i < MAX; i++) {
            filters[i] = new Filter();
        }
    }

    public int count() {
        return count;
    }

    public Text head(int index) {
        return filters[index].head;
    }

    public Text tail(int index) {
        return filters[index].tail;
    }

    public void clear() {
        count = 0;
    }

    /**
     * Adds one, unless it is there.
     *
     * @param bytes the head's expression and behind it the tail's; either may be empty
     * @param flags how they are read, of {@link Regexp}
     * @return what is wrong with it, or null
     */
    public String add(byte[] bytes, int headLength, int tailLength, int flags) {
        if (find(bytes, headLength, tailLength, flags) >= 0) {
            return null;
        }
        if (count == MAX) {
            return "there is no room for one more filter";
        }
        Filter filter = filters[count];
        String wrong = headLength == 0 ? null : syntax.read(bytes, 0, headLength, flags, filter.headRegexp);
        if (wrong == null && tailLength > 0) {
            wrong = syntax.read(bytes, headLength, headLength + tailLength, flags, filter.tailRegexp);
        }
        if (wrong == null) {
            filter.flags = flags;
            filter.head.clear();
            filter.head.append(bytes, 0, headLength);
            filter.tail.clear();
            filter.tail.append(bytes, headLength, tailLength);
            count++;
        }
        return wrong;
    }

    /** Removes one with these expressions and flags; those behind it move up. @return whether it was there */
    public boolean remove(byte[] bytes, int headLength, int tailLength, int flags) {
        int index = find(bytes, headLength, tailLength, flags);
        if (index < 0) {
            return false;
        }
        Filter gone = filters[index];
        count--;
        for (int i = index; i < count; i++) {
            filters[i] = filters[i + 1];
        }
        filters[count] = gone;
        return true;
    }

    private int find(byte[] bytes, int headLength, int tailLength, int flags) {
        for (int i = 0; i < count; i++) {
            if (filters[i].flags == flags && same(filters[i].head, bytes, 0, headLength)
                    && same(filters[i].tail, bytes, headLength, tailLength)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(Text text, byte[] bytes, int from, int length) {
        boolean same = text.length == length;
        for (int i = 0; same && i < length; i++) {
            same = text.bytes[i] == bytes[from + i];
        }
        return same;
    }

    /**
     * Asks the filters, in their order, about a message; the first that matches is the only one.
     *
     * @param text   holds the message, or what stands in front of its payload
     * @param tail   holds its end from {@code tailStart} on: the message again, or what stands behind its payload
     * @param payload whether something stands between the two: {@code $} does not match in front of it, nor
     *               {@code ^} behind it
     * @return whether one matches
     */
    boolean match(byte[] text, int from, int to, byte[] tail, int tailStart, int tailEnd, boolean payload) {
        for (int i = 0; i < count; i++) {
            Filter filter = filters[i];
            headFrom = 0;
            headTo = 0;
            tailFrom = 0;
            tailTo = 0;
            if (filter.head.length > 0) {
                if (!filter.headRegexp.find(text, from, to, true, !payload, search)) {
                    continue;
                }
                headFrom = search.from;
                headTo = search.to;
            }
            if (filter.tail.length > 0) {
                if (!filter.tailRegexp.find(tail, tailStart, tailEnd, !payload, true, search)) {
                    continue;
                }
                tailFrom = search.from;
                tailTo = search.to;
            }
            return true;
        }
        return false;
    }
}
