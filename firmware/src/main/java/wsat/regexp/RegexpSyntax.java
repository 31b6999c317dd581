package wsat.regexp;

/**
 * Reads a POSIX regular expression into the states of a {@link Regexp}. A basic one (IEEE 1003.1, XBD 9.3) has
 * {@code . [] [^] * \( \) \{m,n\} ^ $} and {@code \} in front of what is to stand for itself; all else,
 * {@code + ? |} too, stands for itself. An extended one (XBD 9.4) has {@code . [] [^] * + ? | ( ) {m,n} ^ $}.
 * Back-references are refused: no automaton knows them.
 */
public final class RegexpSyntax {
    /** Most of {@code \{m,n\}} in POSIX. */
    private static final int TIMES_MAX = 255;
    private static final int WITHOUT_END = -1;

    private byte[] source;
    private int at;
    private int to;
    private Regexp into;
    private String wrong;
    private boolean extended;

    /**
     * @param flags a sum of {@link Regexp#EXTENDED} to {@link Regexp#NEWLINE}
     * @return what is wrong with {@code source[from, to)}, for the log; null: nothing, and {@code into} is ready
     */
    public String read(byte[] source, int from, int to, int flags, Regexp into) {
        this.source = source;
        this.at = from;
        this.to = to;
        this.into = into;
        wrong = null;
        extended = (flags & Regexp.EXTENDED) != 0;
        into.clear(flags);
        alternatives(false);
        if (wrong == null && at < to) {
            wrong = "a closing parenthesis without its opening one";
        }
        into.end();
        return wrong;
    }

    private boolean refuse(String why) {
        if (wrong == null) {
            wrong = why;
        }
        return false;
    }

    private boolean need(boolean room) {
        return room || refuse("too many states");
    }

    private boolean sees(int character) {
        return at < to && (source[at] & 0xFF) == character;
    }

    private boolean seesEscaped(int character) {
        return at + 1 < to && source[at] == '\\' && source[at + 1] == character;
    }

    /** What of a basic expression stands behind a {@code \\}, and of an extended one alone: {@code ( ) { }}. */
    private boolean seesMark(int character) {
        return extended ? sees(character) : seesEscaped(character);
    }

    private void passMark() {
        at += extended ? 1 : 2;
    }

    /** Branches with {@code |} between them, which only an extended expression has. */
    private void alternatives(boolean grouped) {
        int start = into.length();
        branch(grouped);
        if (wrong != null || !extended || !sees('|')) {
            return;
        }
        at++;
        int size = into.length() - start;
        if (need(into.insert(start, Regexp.SPLIT, size + 2) && into.add(Regexp.JUMP, 0))) {
            int jump = into.length() - 1;
            alternatives(grouped);
            into.patch(jump, into.length() - jump);
        }
    }

    /** A row of pieces, up to the end, a {@code |}, or the {@code \)} of the group that it is in. */
    private void branch(boolean grouped) {
        int before = at;
        boolean first = true;
        while (wrong == null && at < to && !endsBranch()) {
            if (sees('^') && (extended || at == before)) {
                at++;
                need(into.add(Regexp.LINE_START, 0));
                continue;
            }
            if (sees('$') && (extended || at + 1 == to || grouped && endsGroup(at + 1))) {
                at++;
                need(into.add(Regexp.LINE_END, 0));
            } else {
                piece(first);
            }
            first = false;
        }
        if (at == before) {
            refuse("an empty expression or group");
        }
    }

    private boolean endsBranch() {
        return seesMark(')') || extended && sees('|');
    }

    private boolean endsGroup(int index) {
        return index + 1 < to && source[index] == '\\' && source[index + 1] == ')';
    }

    private void piece(boolean first) {
        int start = into.length();
        if (!atom(first)) {
            return;
        }
        if (sees('*')) {
            at++;
            repeat(start, 0, WITHOUT_END);
        } else if (extended && sees('+')) {
            at++;
            repeat(start, 1, WITHOUT_END);
        } else if (extended && sees('?')) {
            at++;
            repeat(start, 0, 1);
        } else if (seesMark('{')) {
            passMark();
            times(start);
        } else {
            return;
        }
        if (sees('*') || seesMark('{') || extended && (sees('+') || sees('?'))) {
            refuse("a repetition of a repetition");
        }
    }

    private boolean atom(boolean first) {
        int c = source[at++] & 0xFF;
        switch (c) {
            case '.':
                return need(into.add(Regexp.ANY, 0));
            case '[':
                return bracket();
            case '\\':
                return escaped();
            case '(':
                return extended ? group() : need(into.add(Regexp.CHARACTER, c));
            case '+': case '?': case '{':
                return extended ? refuse("a repetition of nothing") : need(into.add(Regexp.CHARACTER, c));
            case '*':
                return first && !extended ? need(into.add(Regexp.CHARACTER, c)) : refuse("a repetition of nothing");
            case 0:
                return refuse("a NUL");
            default:
                return need(into.add(Regexp.CHARACTER, c));
        }
    }

    private boolean escaped() {
        if (at == to) {
            return refuse("a \\ at the end");
        }
        int c = source[at++] & 0xFF;
        if (c == '(' && !extended) {
            return group();
        }
        if ((c == '{' || c == '}') && !extended) {
            return refuse("\\{ or \\} out of place");
        }
        if (c >= '1' && c <= '9') {
            return refuse("a back-reference");
        }
        return need(into.add(Regexp.CHARACTER, c));
    }

    private boolean group() {
        alternatives(true);
        if (!seesMark(')')) {
            return refuse("an opening parenthesis without its closing one");
        }
        passMark();
        return wrong == null;
    }

    // --- how often --------------------------------------------------------------------------------

    /** {@code m\}}, {@code m,\}} or {@code m,n\}}. */
    private void times(int start) {
        int least = number();
        int most = least;
        if (sees(',')) {
            at++;
            most = seesMark('}') ? WITHOUT_END : number();
        }
        if (!seesMark('}') || least < 0 || most != WITHOUT_END && most < least) {
            refuse("{m,n} is not readable");
            return;
        }
        passMark();
        repeat(start, least, most);
    }

    /** @return -2 when there is none, or it is too large */
    private int number() {
        int sum = 0;
        int digits = at;
        while (at < to && source[at] >= '0' && source[at] <= '9' && sum <= TIMES_MAX) {
            sum = sum * 10 + source[at++] - '0';
        }
        return at == digits || sum > TIMES_MAX ? -2 : sum;
    }

    /** Makes what stands from {@code start} on be there so often. */
    private void repeat(int start, int least, int most) {
        int size = into.length() - start;
        boolean fits = true;
        for (int i = 1; i < least && fits; i++) {
            fits = into.copy(start, size);
        }
        if (most == WITHOUT_END) {
            fits = fits && (least > 0 ? again(size) : star(start, size));
        } else {
            fits = fits && (least > 0 ? maybe(start, size, most - least) : upTo(start, size, most));
        }
        need(fits);
    }

    /** {@code x*}: past it, or through it and back. */
    private boolean star(int start, int size) {
        return into.insert(start, Regexp.SPLIT, size + 2) && into.add(Regexp.JUMP, -(size + 1));
    }

    /** One more of the last ones, or go on. */
    private boolean again(int size) {
        return into.add(Regexp.SPLIT, -size);
    }

    private boolean maybe(int start, int size, int count) {
        boolean fits = true;
        for (int i = 0; i < count && fits; i++) {
            fits = into.add(Regexp.SPLIT, size + 1) && into.copy(start, size);
        }
        return fits;
    }

    /** None at least, so the first is optional too. */
    private boolean upTo(int start, int size, int most) {
        if (most == 0) {
            into.cut(start);
            return true;
        }
        return into.insert(start, Regexp.SPLIT, size + 1) && maybe(start + 1, size, most - 1);
    }

    // --- sets -------------------------------------------------------------------------------------

    private static final String[] CLASSES = {
        "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit",
    };

    private boolean bracket() {
        int set = into.addSet();
        if (set < 0) {
            return refuse("too many brackets");
        }
        boolean inverted = sees('^');
        if (inverted) {
            at++;
        }
        boolean first = true;
        while (wrong == null && at < to && (first || !sees(']'))) {
            member(set);
            first = false;
        }
        if (wrong != null || at == to) {
            return refuse("a [ without its ]");
        }
        at++;
        if (inverted) {
            into.invertSet(set);
        }
        return need(into.add(Regexp.SET, set));
    }

    private void member(int set) {
        if (seesOpening(':')) {
            characterClass(set);
            return;
        }
        int low = end();
        int high = low;
        if (sees('-') && at + 1 < to && source[at + 1] != ']') {
            at++;
            high = end();
        }
        if (high < low) {
            refuse("a range that ends before it begins");
        }
        for (int c = low; c <= high && wrong == null; c++) {
            into.addToSet(set, c);
        }
    }

    private boolean seesOpening(int character) {
        return at + 1 < to && source[at] == '[' && source[at + 1] == character;
    }

    /** An end of a range: a character, or {@code [.x.]}, or {@code [=x=]}. */
    private int end() {
        int mark = seesOpening('.') ? '.' : seesOpening('=') ? '=' : 0;
        if (mark == 0) {
            return source[at++] & 0xFF;
        }
        if (at + 4 >= to || source[at + 3] != mark || source[at + 4] != ']') {
            refuse("a name of a character is not readable");
            return 0;
        }
        at += 5;
        return source[at - 3] & 0xFF;
    }

    private void characterClass(int set) {
        at += 2;
        for (int i = 0; i < CLASSES.length; i++) {
            String name = CLASSES[i];
            if (isNext(name)) {
                at += name.length() + 2;
                for (int c = 0; c < 128; c++) {
                    if (isIn(i, c)) {
                        into.addToSet(set, c);
                    }
                }
                return;
            }
        }
        refuse("no such class of characters");
    }

    private boolean isNext(String name) {
        int length = name.length();
        if (at + length + 2 > to || source[at + length] != ':' || source[at + length + 1] != ']') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (source[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The classes of ASCII, in the order of their names. */
    private static boolean isIn(int index, int c) {
        boolean upper = c >= 'A' && c <= 'Z';
        boolean lower = c >= 'a' && c <= 'z';
        boolean digit = c >= '0' && c <= '9';
        boolean graphic = c > ' ' && c < 127;
        switch (index) {
            case 0: return upper || lower || digit;
            case 1: return upper || lower;
            case 2: return c == ' ' || c == '\t';
            case 3: return c < ' ' || c == 127;
            case 4: return digit;
            case 5: return graphic;
            case 6: return lower;
            case 7: return graphic || c == ' ';
            case 8: return graphic && !upper && !lower && !digit;
            case 9: return c == ' ' || c >= '\t' && c <= '\r';
            case 10: return upper;
            default: return digit || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f';
        }
    }
}
