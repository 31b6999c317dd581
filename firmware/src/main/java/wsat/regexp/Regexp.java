package wsat.regexp;

/**
 * A POSIX regular expression, as far as it is regular: everything but back-references. It runs all
 * states of an automaton side by side, so its work grows with the length of the text times that of the
 * expression and no faster. {@link RegexpSyntax} fills it.
 */
public final class Regexp {
    /** A flag of {@link RegexpSyntax#read}: the expression is an extended one (regcomp(3), REG_EXTENDED). */
    public static final int EXTENDED = 1;
    /** Letters match in both cases (REG_ICASE). */
    public static final int IGNORE_CASE = 2;
    /** {@code .} and {@code [^]} match no LF; behind and in front of one are {@code ^} and {@code $} (REG_NEWLINE). */
    public static final int NEWLINE = 4;

    /** Most states of one expression; {@code \{m,n\}} makes many of few characters. */
    static final int STATES_MAX = 256;
    /** Most bracket expressions in one of 64 characters, each with at least three. */
    static final int SETS_MAX = 21;

    static final byte CHARACTER = 0;
    static final byte ANY = 1;
    static final byte SET = 2;
    static final byte LINE_START = 3;
    static final byte LINE_END = 4;
    /** Goes on with the next state, and {@link #argument} states further too. */
    static final byte SPLIT = 5;
    static final byte JUMP = 6;
    private static final byte MATCH = 7;

    private final byte[] state = new byte[STATES_MAX];
    /** The character, the set, or a distance from the state itself. */
    private final short[] argument = new short[STATES_MAX];
    private final int[] sets = new int[SETS_MAX * 8];
    private int length;
    private int setCount;
    private boolean ignoreCase;
    private boolean newline;

    // --- how it is made ---------------------------------------------------------------------------

    /** @param flags a sum of {@link #EXTENDED} to {@link #NEWLINE} */
    void clear(int flags) {
        ignoreCase = (flags & IGNORE_CASE) != 0;
        newline = (flags & NEWLINE) != 0;
        length = 0;
        setCount = 0;
    }

    /** How many states it has; the next to be added has this number. */
    int length() {
        return length;
    }

    /** Appends a state. @return whether it still fitted, one left for the end */
    boolean add(byte what, int argumentOfIt) {
        if (length == STATES_MAX - 1) {
            return false;
        }
        state[length] = what;
        argument[length++] = (short) argumentOfIt;
        return true;
    }

    /** Puts a state in front of those from {@code at} on, which know each other by distance only. */
    boolean insert(int at, byte what, int argumentOfIt) {
        if (!add(what, 0)) {
            return false;
        }
        System.arraycopy(state, at, state, at + 1, length - 1 - at);
        System.arraycopy(argument, at, argument, at + 1, length - 1 - at);
        state[at] = what;
        argument[at] = (short) argumentOfIt;
        return true;
    }

    /** Appends a copy of the states {@code [from, from + count)}. */
    boolean copy(int from, int count) {
        boolean fits = true;
        for (int i = 0; i < count && fits; i++) {
            fits = add(state[from + i], argument[from + i]);
        }
        return fits;
    }

    /** Says how far a state that was added goes. */
    void patch(int at, int argumentOfIt) {
        argument[at] = (short) argumentOfIt;
    }

    /** Forgets the states from {@code at} on. */
    void cut(int at) {
        length = at;
    }

    /** Makes an empty set. @return its number, -1 when there is no room for one more */
    int addSet() {
        if (setCount == SETS_MAX) {
            return -1;
        }
        for (int i = 0; i < 8; i++) {
            sets[setCount * 8 + i] = 0;
        }
        return setCount++;
    }

    void addToSet(int set, int character) {
        put(set, character);
        if (ignoreCase) {
            put(set, otherCase(character));
        }
    }

    private void put(int set, int character) {
        sets[set * 8 + (character >> 5)] |= 1 << character;
    }

    void invertSet(int set) {
        if (newline) {
            put(set, '\n');
        }
        for (int i = set * 8; i < set * 8 + 8; i++) {
            sets[i] = ~sets[i];
        }
    }

    private static int otherCase(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' ? c ^ 0x20 : c;
    }

    /** Closes it: behind what is there, the text has matched. */
    void end() {
        state[length] = MATCH;
    }

    // --- how it is used ---------------------------------------------------------------------------

    /** What {@link #find} works with and what it has found; one serves all expressions. */
    public static final class Search {
        /** Where the match begins and ends. */
        public int from;
        public int to;

        private boolean found;
        private byte[] text;
        /** The text is {@code [textFrom, textTo)}; what of it is a start and an end of a line. */
        private int textFrom;
        private int textTo;
        private boolean starts;
        private boolean ends;

        /** States that the last character has led to, and where their match began: the first ones first. */
        private final int[] led = new int[STATES_MAX];
        private final int[] ledBegan = new int[STATES_MAX];
        private int ledCount;
        /** States that wait for the next character, in the same order. */
        private final int[] waiting = new int[STATES_MAX];
        private final int[] waitingBegan = new int[STATES_MAX];
        private int waitingCount;
        /** Where in the text a state was last come to. */
        private final int[] seen = new int[STATES_MAX];
        private final int[] pending = new int[STATES_MAX + 1];
    }

    /**
     * Looks for the match that begins first, and of those for the longest.
     *
     * @param starts whether {@code ^} matches in front of the text
     * @param ends   whether {@code $} matches behind it
     * @return whether there is one; {@code search} then says where
     */
    public boolean find(byte[] text, int from, int to, boolean starts, boolean ends, Search search) {
        search.found = false;
        search.ledCount = 0;
        search.text = text;
        search.textFrom = from;
        search.textTo = to;
        search.starts = starts;
        search.ends = ends;
        for (int i = 0; i <= length; i++) {
            search.seen[i] = -1;
        }
        for (int at = from; at <= to; at++) {
            search.waitingCount = 0;
            for (int i = 0; i < search.ledCount; i++) {
                follow(search.led[i], search.ledBegan[i], at, search);
            }
            if (!search.found) {
                follow(0, at, at, search);
            }
            search.ledCount = 0;
            if (at < to) {
                step(text[at] & 0xFF, search);
            }
        }
        return search.found;
    }

    /** Comes to a state and to all that it leads to without a character. */
    private void follow(int first, int began, int at, Search search) {
        int count = 0;
        search.pending[count++] = first;
        while (count > 0) {
            int s = search.pending[--count];
            if (search.seen[s] == at) {
                continue;
            }
            search.seen[s] = at;
            switch (state[s]) {
                case SPLIT:
                    search.pending[count++] = s + argument[s];
                    search.pending[count++] = s + 1;
                    break;
                case JUMP:
                    search.pending[count++] = s + argument[s];
                    break;
                case LINE_START:
                    if (startsLine(at, search)) {
                        search.pending[count++] = s + 1;
                    }
                    break;
                case LINE_END:
                    if (endsLine(at, search)) {
                        search.pending[count++] = s + 1;
                    }
                    break;
                case MATCH:
                    match(began, at, search);
                    break;
                default:
                    search.waiting[search.waitingCount] = s;
                    search.waitingBegan[search.waitingCount++] = began;
                    break;
            }
        }
    }

    private boolean startsLine(int at, Search search) {
        return at == search.textFrom ? search.starts : newline && search.text[at - 1] == '\n';
    }

    private boolean endsLine(int at, Search search) {
        return at == search.textTo ? search.ends : newline && search.text[at] == '\n';
    }

    private static void match(int began, int at, Search search) {
        if (!search.found || began <= search.from) {
            search.found = true;
            search.from = began;
            search.to = at;
        }
    }

    private void step(int character, Search search) {
        for (int i = 0; i < search.waitingCount; i++) {
            int s = search.waiting[i];
            if ((!search.found || search.waitingBegan[i] <= search.from) && takes(s, character)) {
                search.led[search.ledCount] = s + 1;
                search.ledBegan[search.ledCount++] = search.waitingBegan[i];
            }
        }
    }

    private boolean takes(int s, int character) {
        switch (state[s]) {
            case CHARACTER: return argument[s] == character || ignoreCase && argument[s] == otherCase(character);
            case ANY: return !newline || character != '\n';
            case SET: return (sets[argument[s] * 8 + (character >> 5)] & 1 << character) != 0;
            default: return true;
        }
    }
}
