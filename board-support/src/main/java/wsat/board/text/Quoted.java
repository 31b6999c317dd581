package wsat.board.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message may repeat of its input: words and numbers that a person has written, and nothing that may be a
 * piece of a private key, which people do give to the wrong option or file.
 */
public final class Quoted {
    private static final int LENGTH_MAX = 64;
    /** Of a DER sequence of at least 44 bytes in base64. */
    private static final int DER_MIN = 60;

    /** Patterns, which are made when there is something to complain of: each start would wait for them. */
    private static final class Secret {
        static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]{12,}");
        static final Pattern MIXED = Pattern.compile(".*([a-z].*[A-Z]|[A-Z].*[a-z]).*");
        static final Pattern HEX = Pattern.compile("(?i)[0-9a-f]*([0-9][a-f]|[a-f][0-9])[0-9a-f]*");
    }

    private Quoted() {
    }

    /** The input in quotes, or how long it is. */
    public static String of(String input) {
        return mayBeSecret(input) ? "'...' (" + input.length() + " characters that are not shown)"
                : "'" + Printable.of(input) + "'";
    }

    private static boolean mayBeSecret(String input) {
        if (input.length() > LENGTH_MAX || isKey(input)) {
            return true;
        }
        Matcher runs = Secret.BASE64.matcher(input);
        while (runs.find()) {
            if (Secret.MIXED.matcher(runs.group()).matches() || Secret.HEX.matcher(runs.group()).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text has a private key or a certificate in it, where a name or a number is wanted. */
    public static boolean isKey(String text) {
        return text.contains("-----BEGIN") || text.contains("KEY-----") || hasBase64Key(text);
    }

    /** Whether one of any words is such. */
    public static boolean isKeyAmong(String[] words) {
        for (String word : words) {
            if (isKey(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasBase64Key(String text) {
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isBase64(text.charAt(i))) {
                if (beginsKey(text, begin, i)) {
                    return true;
                }
                begin = i + 1;
            }
        }
        return false;
    }

    /** Whether a word in base64 begins as a DER sequence does, or as PEM does that was encoded once more. */
    private static boolean beginsKey(String text, int begin, int end) {
        return text.startsWith("LS0tLS1CRUdJTi", begin) || end - begin >= DER_MIN && text.charAt(begin) == 'M'
                && text.charAt(begin + 1) >= 'A' && text.charAt(begin + 1) <= 'P';
    }

    private static boolean isBase64(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }
}
