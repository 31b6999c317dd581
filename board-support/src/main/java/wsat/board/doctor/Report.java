package wsat.board.doctor;

import java.util.ArrayList;
import java.util.List;
import wsat.board.text.Printable;

/** What was found, a line each, and what to do about what is wrong. */
public class Report {
    private static final String ROW = "%-8s %-14s %s%n";

    private final List<String> rows = new ArrayList<>();
    private final String before;
    private int problems;

    /** @param elsewhere whether it is about another machine than this one, which its cures must not change */
    public Report(boolean elsewhere) {
        before = elsewhere ? "-> on that machine: " : "-> ";
    }

    /** @param what the thing, in at most 14 characters */
    public void fine(String what, String found) {
        row("ok", what, found, null);
    }

    /** Works perhaps. @param cure what to do */
    public void warn(String what, String found, String cure) {
        row("warning", what, found, cure);
    }

    /** Does not work. @param cure what to do */
    public void problem(String what, String found, String cure) {
        problems++;
        row("problem", what, found, cure);
    }

    private void row(String level, String what, String found, String cure) {
        rows.add(String.format(ROW, level, what, Printable.of(found))
                + (cure == null ? "" : String.format(ROW, "", "", before + Printable.of(cure))));
    }

    /** How many things do not work. */
    public int problems() {
        return problems;
    }

    @Override
    public String toString() {
        return String.join("", rows);
    }
}
