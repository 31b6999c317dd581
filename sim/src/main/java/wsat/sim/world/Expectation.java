package wsat.sim.world;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes that are to come next: exactly these, or as a pattern has them. */
final class Expectation {
    /** In a message, more than this many bytes that are right are left out. */
    private static final int SHOWN_BEFORE = 60;
    private static final int SHOWN = 400;

    private final StringBuilder regex = new StringBuilder();
    private final StringBuilder readable = new StringBuilder();
    private final List<String> pieces = new ArrayList<>();
    private Pattern pattern;

    void exactly(byte[] bytes) {
        add(bytes, Pattern.quote(latin(bytes)));
    }

    /** As the bytes, but {@code *} stands for anything within a line. */
    void like(byte[] bytes) {
        add(bytes, "\\Q" + latin(bytes).replace("*", "\\E[^\r\n]*\\Q") + "\\E");
    }

    private void add(byte[] bytes, String asRegex) {
        regex.append(asRegex);
        readable.append(latin(bytes));
        pieces.add(Bytes.show(bytes));
        pattern = null;
    }

    void clear() {
        regex.setLength(0);
        readable.setLength(0);
        pieces.clear();
        pattern = null;
    }

    boolean isEmpty() {
        return readable.length() == 0;
    }

    /** What was expected, piece by piece, to be shown. */
    List<String> pieces() {
        return pieces;
    }

    private Matcher matcher(byte[] got) {
        if (pattern == null) {
            pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
        }
        return pattern.matcher(latin(got));
    }

    /** How many bytes at the beginning are what is expected, all of it; -1: they are not. */
    int match(byte[] got) {
        Matcher matcher = matcher(got);
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /** Whether nothing but what is expected has come yet. */
    boolean begunBy(byte[] got) {
        Matcher matcher = matcher(got);
        return matcher.matches() || matcher.hitEnd();
    }

    /** Both sides, for a person: from a little before the first byte that is not the same. */
    String difference(byte[] got) {
        String expected = readable.toString();
        String heard = latin(got);
        int same = 0;
        while (same < expected.length() && same < heard.length() && expected.charAt(same) == heard.charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - SHOWN_BEFORE);
        return "expected " + quote(expected, from) + "\n    but got  " + quote(heard, from)
                + (same == heard.length() ? " and no more" : "");
    }

    private static String quote(String text, int from) {
        String part = text.substring(from, Math.min(text.length(), from + SHOWN));
        return (from > 0 ? "(" + from + " bytes) ... \"" : "\"") + Bytes.show(Bytes.of(part)) + "\""
                + (from + SHOWN < text.length() ? " ..." : "");
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
