package wsat.pki.image;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as Python's {@code csv} reads them: quotes, doubled quotes, line ends in quotes. */
final class Csv {
    /** @param line where it begins, from 1 */
    record Row(int line, List<String> fields) {
    }

    private final String text;
    private int at;
    private int line = 1;

    private Csv(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** All rows but blank ones and those that begin with {@code #}. */
    static List<Row> rows(String text) {
        Csv csv = new Csv(text);
        List<Row> rows = new ArrayList<>();
        while (csv.at < csv.text.length()) {
            char first = csv.text.charAt(csv.at);
            if (first == '#') {
                csv.skipLine();
                continue;
            }
            Row row = csv.row();
            if (row.fields.size() > 1 || !row.fields.get(0).isBlank()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
        at++;
        line++;
    }

    private Row row() {
        int begin = line;
        List<String> fields = new ArrayList<>();
        boolean more = true;
        while (more) {
            fields.add(field());
            more = at < text.length() && text.charAt(at) == ',';
            if (more) {
                at++;
            }
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        return new Row(begin, fields);
    }

    private String field() {
        StringBuilder field = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        if (quoted) {
            at++;
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted && c == '"') {
                at++;
                if (at < text.length() && text.charAt(at) == '"') {
                    field.append('"');
                    at++;
                } else {
                    quoted = false;
                }
                continue;
            }
            if (!quoted && (c == ',' || c == '\n' || c == '\r')) {
                break;
            }
            line += c == '\n' ? 1 : 0;
            field.append(c);
            at++;
        }
        return field.toString();
    }
}
