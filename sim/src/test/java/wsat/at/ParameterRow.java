package wsat.at;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A row of {@code parameters.txt}: a form of a command, and what a manual's page says of its parameters. */
final class ParameterRow {
    /** A parameter: a string, or a number with its ranges. */
    static final class Parameter {
        final String name;
        final boolean optional;
        /** Pairs of ends; the last end null: the page has none. Empty: a string or a fixed number. */
        final List<Long[]> ranges = new ArrayList<>();
        /** What the page says it is when it is left out, or null. */
        final String otherwise;
        /** What it is while others are tried. */
        final String example;

        Parameter(String token, boolean optional) {
            this.optional = optional;
            name = token.substring(0, token.indexOf(':'));
            String rest = token.substring(name.length() + 1);
            if (rest.startsWith("\"")) {
                otherwise = null;
                example = rest;
                return;
            }
            String[] parts = rest.split("[=~]");
            if (parts[0].contains("..")) {
                for (String range : parts[0].split(",")) {
                    String[] ends = range.split("\\.\\.", -1);
                    String last = ends[ends.length - 1];
                    ranges.add(new Long[] {Long.valueOf(ends[0]), last.isEmpty() ? null : Long.valueOf(last)});
                }
            }
            otherwise = behind(rest, "=");
            String chosen = behind(rest, "~");
            example = chosen != null ? chosen : ranges.isEmpty() ? parts[0] : ranges.get(0)[0].toString();
        }

        private static String behind(String text, String mark) {
            int at = text.indexOf(mark);
            return at < 0 ? null : text.substring(at + 1).split("[=~]")[0];
        }
    }

    /** As in the file, for what a test says. */
    final String text;
    final String version;
    /** {@code AT+X}, {@code AT+X?} or {@code AT+X=}. */
    final String form;
    final List<Parameter> parameters = new ArrayList<>();
    /** Lines and payloads that are sent before, with their ends. */
    final List<String> before = new ArrayList<>();
    /** Trial to reason. */
    final Map<String, String> differs = new LinkedHashMap<>();
    boolean refused;
    boolean absent;
    boolean pending;
    boolean later;

    ParameterRow(String line) {
        text = line;
        String[] sections = line.split(" ; ");
        String[] words = sections[0].split(" ");
        version = words[0];
        form = words[1];
        boolean inBrackets = false;
        for (int i = 2; i < words.length; i++) {
            inBrackets |= words[i].startsWith("[");
            parameters.add(new Parameter(words[i].replaceAll("[\\[\\]]", ""), inBrackets));
            inBrackets &= !words[i].endsWith("]");
        }
        for (int i = 1; i < sections.length; i++) {
            note(sections[i].split(" ", 2));
        }
    }

    private void note(String[] note) {
        switch (note[0]) {
            case "after": before.add(note[1] + "\r\n"); break;
            case "payload": before.add(note[1]); break;
            case "differs":
                String[] parts = note[1].split(" ", 2);
                differs.put(parts[0], parts[1]);
                break;
            case "refused": refused = true; break;
            case "absent": absent = true; break;
            case "pending": pending = true; break;
            case "later": later = true; break;
            default: throw new IllegalArgumentException(note[0] + " is no note: " + text);
        }
    }

    /** {@code AT+X}. */
    String command() {
        return form.replaceAll("[?=]$", "");
    }

    /** Whether the page is the newest that has this form, so that what it does not take is to be refused. */
    boolean isLast() {
        return !version.equals("4.1");
    }

    /** How many parameters may not be left out, from the left. */
    int fewest() {
        int count = parameters.size();
        while (count > 0 && parameters.get(count - 1).optional) {
            count--;
        }
        return count;
    }

    /** The line with its first parameters only, each as it is tried with. */
    String line(int count) {
        return form + parameters.stream().limit(count).map(p -> p.example).collect(Collectors.joining(","));
    }

    /** The line with all its parameters, one of them as given; with {@code last} none behind it. */
    String line(int index, String value, boolean last) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < (last ? index + 1 : parameters.size()); i++) {
            values.add(i == index ? value : parameters.get(i).example);
        }
        return form + String.join(",", values);
    }
}
