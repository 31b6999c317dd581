package wsat.pki.command;

import java.util.List;
import java.util.Map;
import wsat.board.text.Printable;

/**
 * Maps, lists, strings, numbers and truths as JSON (RFC 8259); what a terminal would not show as it stands is escaped.
 */
final class Json {
    private Json() {
    }

    static String of(Object value) {
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
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
