package wsat.board.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message may repeat of its input: words and numbers that a person has written, and nothing that may be a
 * piece of a private key, which people do give to the wrong option or file.
 */
public final class Quoted {
    private static final int LENGTH_MAX = 64;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]{12,}");
    private static final Pattern MIXED = Pattern.compile(".*([a-z].*[A-Z]|[A-Z].*[a-z]).*");
    private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f]*([0-9][a-f]|[a-f][0-9])[0-9a-f]*");
    /** The beginning of a DER sequence of at least 44 bytes, in base64. */
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN|KEY-----|(?<![A-Za-z0-9+/])(M[A-P][A-Za-z0-9+/]{58}|LS0tLS1CRUdJTi)");

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
        Matcher runs = BASE64.matcher(input);
        while (runs.find()) {
            if (MIXED.matcher(runs.group()).matches() || HEX.matcher(runs.group()).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text has a private key or a certificate in it, where a name or a number is wanted. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).find();
    }
}
