package wsat.board.text;

/** Words of somebody else's, fit for a log line: no control character of theirs reaches a terminal. */
public final class Printable {
    private Printable() {
    }

    /** The same words, with a question mark for each control character. */
    public static String of(String words) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            line.append(Character.isISOControl(c) ? '?' : c);
        }
        return line.toString();
    }
}
