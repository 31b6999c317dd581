package wsat.board.trace;

/**
 * Bytes as transcripts write them: printable ASCII as it is, everything else escaped, and {@link Secrets} by their
 * names. Bytes are characters of Latin-1.
 */
final class Spelling {
    private Spelling() {
    }

    /** Whether a command line can stand as it is behind {@code >}, which knows no escapes. */
    static boolean isPlain(String text) {
        return !text.isEmpty() && !text.endsWith(" ") && !text.contains("${")
                && text.chars().allMatch(c -> c >= ' ' && c <= '~' || c == Secrets.OPEN || c == Secrets.CLOSE);
    }

    /** A plain command line with the names of its secrets. */
    static String plain(String text) {
        return text.replace(String.valueOf(Secrets.OPEN), "${").replace(Secrets.CLOSE, '}');
    }

    /** With escapes. */
    static String of(CharSequence bytes) {
        StringBuilder text = new StringBuilder(bytes.length() + 16);
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            boolean last = i == bytes.length() - 1;
            boolean name = c == '$' && !last && bytes.charAt(i + 1) == '{';
            switch (c) {
                case Secrets.OPEN -> text.append("${");
                case Secrets.CLOSE -> text.append('}');
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> text.append(c < ' ' || c > '~' || name || c == ' ' && last
                        ? String.format("\\x%02X", (int) c) : String.valueOf(c));
            }
        }
        return text.toString();
    }
}
