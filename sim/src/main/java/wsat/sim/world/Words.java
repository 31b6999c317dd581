package wsat.sim.world;

import wsat.board.fault.Fault;
import wsat.board.fault.FaultWords;
import wsat.board.text.Quoted;
import wsat.board.text.Span;

/** One line of a transcript, read word by word. What is wrong is an IllegalArgumentException. */
final class Words {
    private final String line;
    private final Variables variables;
    private int at;

    Words(String line, Variables variables) {
        this.line = line;
        this.variables = variables;
    }

    boolean more() {
        return at < line.length();
    }

    /** The next word; what it should be is said when there is none. */
    String word(String what) {
        if (!more()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        int end = line.indexOf(' ', at);
        String word = line.substring(at, end < 0 ? line.length() : end);
        at = end < 0 ? line.length() : end + 1;
        return word;
    }

    int number(String what, int least, int most) {
        String word = word(what);
        try {
            int number = Integer.parseInt(word);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(what + " is a number from " + least + " to " + most + ", not "
                + Quoted.of(word));
    }

    boolean bit(String what) {
        return number(what, 0, 1) == 1;
    }

    /** Such as {@code 250ms}, {@code 10s} or {@code 1.7s}. */
    long millis() {
        return Span.millis(word("a time"));
    }

    /** Whether the next word is this one; then it is taken. */
    boolean takes(String word) {
        int end = at + word.length();
        if (line.startsWith(word, at) && (end == line.length() || line.charAt(end) == ' ')) {
            at = Math.min(end + 1, line.length());
            return true;
        }
        return false;
    }

    /** The whole line, as a fault; nothing is left of it. */
    Fault fault() {
        left();
        return FaultWords.read(line);
    }

    /** Whether the next word is a number. */
    boolean beginsNumber() {
        return more() && Character.isDigit(line.charAt(at));
    }

    /** All that is left, as it is, with the values of variables. */
    String rest() {
        return variables.fill(left(), false);
    }

    /** All that is left, with escapes and the values of variables. */
    byte[] bytes() {
        return Bytes.read(variables.fill(left(), true));
    }

    private String left() {
        String left = line.substring(at);
        at = line.length();
        return left;
    }

    void end() {
        if (more()) {
            throw new IllegalArgumentException("too much: " + Quoted.of(left()));
        }
    }
}
