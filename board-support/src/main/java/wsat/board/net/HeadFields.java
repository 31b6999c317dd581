package wsat.board.net;

import java.util.ArrayList;
import java.util.List;

/** The header fields of a head that was received, in their order (RFC 9110, 5). */
abstract class HeadFields {
    final List<String> names = new ArrayList<>();
    final List<String> values = new ArrayList<>();

    /** How many headers of a name there are. */
    final int count(String name) {
        int count = 0;
        for (String one : names) {
            count += one.equalsIgnoreCase(name) ? 1 : 0;
        }
        return count;
    }

    final boolean has(String name) {
        return count(name) > 0;
    }

    /** The values of all headers of a name, with commas between (RFC 9110, 5.3); empty: there is none. */
    final String value(String name) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                joined.append(joined.length() == 0 ? "" : ", ").append(values.get(i));
            }
        }
        return joined.toString();
    }

    /** The elements of a header's list, of all headers of that name (RFC 9110, 5.6.1). */
    final List<String> list(String name) {
        List<String> elements = new ArrayList<>();
        for (String element : value(name).split(",")) {
            if (!element.isBlank()) {
                elements.add(element.trim());
            }
        }
        return elements;
    }

    /** Whether a list has an element, whatever its case. */
    final boolean lists(String name, String element) {
        for (String one : list(name)) {
            if (one.equalsIgnoreCase(element)) {
                return true;
            }
        }
        return false;
    }
}
