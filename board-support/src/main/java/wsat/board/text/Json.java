package wsat.board.text;

import java.util.List;
import java.util.Map;

/**
 * Maps, lists, strings, numbers and truths as JSON (RFC 8259); what a terminal would not show as it stands is escaped.
 */
public final class Json {
    private Json() {
    }

    /** @param value a map with strings as keys, a list, a string, a number, a truth or null */
    public static String of(Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, Object value) {
        if (value instanceof Map<?, ?> map) {
            String comma = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                string(text.append(comma), (String) entry.getKey());
                append(text.append(':'), entry.getValue());
                comma = ",";
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                append(text.append(i == 0 ? "" : ","), list.get(i));
            }
            text.append(']');
        } else if (value instanceof String string) {
            string(text, string);
        } else {
            text.append(value);
        }
    }

    private static void string(StringBuilder text, String string) {
        text.append('"');
        for (char c : string.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (Printable.isHidden(c)) {
                text.append("\\u").append(hex(c >> 12)).append(hex(c >> 8)).append(hex(c >> 4)).append(hex(c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static char hex(int digit) {
        return Character.forDigit(digit & 0xF, 16);
    }
}
