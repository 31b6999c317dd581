package wsat.board.text;

/**
 * Words of somebody else's, fit for a terminal: nothing of theirs moves its cursor, or shows letters in another order
 * than they stand in, or stands there unseen.
 */
public final class Printable {
    private Printable() {
    }

    /** The same words in one line, with a question mark for each character that {@link #isHidden hides}. */
    public static String of(String words) {
        return of(words, false);
    }

    /** The same lines, with a question mark for each other character that {@link #isHidden hides}. */
    public static String lines(String lines) {
        return of(lines, true);
    }

    private static String of(String words, boolean keepsLines) {
        StringBuilder shown = new StringBuilder(words.length());
        for (int i = 0; i < words.length(); i += Character.charCount(words.codePointAt(i))) {
            int c = words.codePointAt(i);
            shown.appendCodePoint(isHidden(c) && !(keepsLines && c == '\n') ? '?' : c);
        }
        return shown.toString();
    }

    /**
     * Whether a character is no letter, sign or blank that is seen where it stands: Unicode's categories Cc, Cf (U+202E
     * turns round what follows), Zl, Zp, Cs, Co and Cn.
     */
    public static boolean isHidden(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
                return true;
            default:
                return false;
        }
    }
}
