package wsat.sim.world;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes that are to come next: exactly these, or as a pattern has them. */
public final class Expectation {
    /** In a message, more than this many bytes that are right are left out. */
    private static final int SHOWN_BEFORE = 60;
    private static final int SHOWN = 400;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder regex = new StringBuilder();
    private final List<String> pieces = new ArrayList<>();
    /** Null while every byte is given. */
    private Pattern pattern;

    /** These bytes are to come behind the others. */
    public void exactly(byte[] piece) {
        add(piece, Pattern.quote(latin(piece)));
        if (pattern != null) {
            compile();
        }
    }

    /** As the bytes, but {@code *} stands for anything within a line. */
    public void like(byte[] piece) {
        add(piece, "\\Q" + latin(piece).replace("*", "\\E[^\r\n]*\\Q") + "\\E");
        compile();
    }

    private void add(byte[] piece, String asRegex) {
        bytes.write(piece, 0, piece.length);
        regex.append(asRegex);
        pieces.add(Bytes.show(piece));
    }

    private void compile() {
        pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Nothing is expected. */
    public void clear() {
        bytes.reset();
        regex.setLength(0);
        pieces.clear();
        pattern = null;
    }

    /** What was expected, piece by piece, to be shown. */
    List<String> pieces() {
        return pieces;
    }

    /** How many bytes at the beginning are what is expected, all of it; -1: they are not. */
    public int match(byte[] got) {
        if (pattern == null) {
            int length = bytes.size();
            return got.length >= length && same(got) == length ? length : -1;
        }
        Matcher matcher = pattern.matcher(latin(got));
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /** Whether nothing but what is expected has come yet. */
    public boolean begunBy(byte[] got) {
        if (pattern == null) {
            return same(got) == got.length;
        }
        Matcher matcher = pattern.matcher(latin(got));
        return matcher.matches() || matcher.hitEnd();
    }

    /** How many bytes at the beginning are the same. */
    private int same(byte[] got) {
        int end = Arrays.mismatch(bytes.toByteArray(), got);
        return end < 0 ? got.length : end;
    }

    /** Both sides, for a person: from a little before the first byte that is not the same. */
    String difference(byte[] got, Variables variables) {
        String expected = variables.hide(latin(bytes.toByteArray()));
        String heard = variables.hide(latin(got));
        int end = Arrays.mismatch(expected.toCharArray(), heard.toCharArray());
        int same = end < 0 ? heard.length() : end;
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
