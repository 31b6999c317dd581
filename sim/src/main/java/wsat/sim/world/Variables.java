package wsat.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code ${NAME}} stands for in a transcript: secrets, and what is another thing on each desk. Values are bytes,
 * as characters of Latin-1; they are put in where bytes are meant, and never shown.
 */
final class Variables {
    /** Less than that is no secret, and stands in every other word. */
    private static final int HIDDEN_LEAST = 3;

    private final Map<String, String> values;

    Variables(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /** A name is capital letters, digits and {@code _}, a letter first; anything else in braces is as it is. */
    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || i > 0 && (c == '_' || c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Where a name begins, or -1. */
    private static int find(String text, int from) {
        for (int at = text.indexOf("${", from); at >= 0; at = text.indexOf("${", at + 2)) {
            int end = text.indexOf('}', at);
            if (end > 0 && isName(text.substring(at + 2, end))) {
                return at;
            }
        }
        return -1;
    }

    /** The names in a text that have no value. */
    List<String> missing(String text) {
        List<String> missing = new ArrayList<>();
        for (int at = find(text, 0); at >= 0; at = find(text, at + 2)) {
            String name = text.substring(at + 2, text.indexOf('}', at));
            if (!values.containsKey(name)) {
                missing.add(name);
            }
        }
        return missing;
    }

    /** A text with values in the place of names. @param escaped whether it is read by {@link Bytes#read} */
    String fill(String text, boolean escaped) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int at = find(text, 0); at >= 0; at = find(text, from)) {
            int end = text.indexOf('}', at);
            String value = values.get(text.substring(at + 2, end));
            filled.append(text, from, at).append(escaped ? Bytes.show(Bytes.of(value)) : value);
            from = end + 1;
        }
        return filled.append(text.substring(from)).toString();
    }

    /** A text, of bytes as they are or as they are shown, with names in the place of values and their beginnings. */
    String hide(String text) {
        String hidden = text;
        for (Map.Entry<String, String> one : values.entrySet()) {
            String value = one.getValue();
            if (value.length() >= HIDDEN_LEAST) {
                String name = "${" + one.getKey() + "}";
                hidden = hideEnd(hidden.replace(value, name).replace(Bytes.show(Bytes.of(value)), name), value, name);
            }
        }
        return hidden;
    }

    private static String hideEnd(String text, String value, String name) {
        for (int length = value.length() - 1; length >= HIDDEN_LEAST; length--) {
            if (text.endsWith(value.substring(0, length))) {
                return text.substring(0, text.length() - length) + name;
            }
        }
        return text;
    }
}
