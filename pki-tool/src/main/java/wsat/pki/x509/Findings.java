package wsat.pki.x509;

import java.util.ArrayList;
import java.util.List;
import wsat.pki.Refusal;

/** What is wrong with material for a slot, worst first, each in one line with its cure. */
public final class Findings {
    /** How bad it is. */
    public enum Level {
        /** Cannot work; nothing overrides it. */
        WRONG,
        /** Refused, unless forced. */
        REFUSED,
        /** Worth knowing. */
        WARNING
    }

    /** One finding. */
    public record Finding(Level level, String text) {
    }

    private final List<Finding> all = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Adds what nothing overrides. */
    public void wrong(String text) {
        all.add(new Finding(Level.WRONG, text));
    }

    /** Adds what is refused unless forced. */
    public void refuse(String text) {
        all.add(new Finding(Level.REFUSED, text));
    }

    /** Adds a warning. */
    public void warn(String text) {
        all.add(new Finding(Level.WARNING, text));
    }

    /** Adds what may be as it should be. */
    public void note(String text) {
        notes.add(text);
    }

    /** What is no finding, and good to know. */
    public List<String> notes() {
        return notes;
    }

    /** The findings, worst first. */
    public List<Finding> all() {
        List<Finding> sorted = new ArrayList<>(all);
        sorted.sort((a, b) -> a.level.compareTo(b.level));
        return sorted;
    }

    /**
     * Throws the worst finding, if it is one that counts.
     *
     * @return what is left to say: warnings, and what was overridden
     */
    public List<String> settle(boolean force) throws Refusal {
        List<String> said = new ArrayList<>();
        for (Finding finding : all()) {
            if (finding.level == Level.WARNING) {
                said.add(finding.text);
            } else if (finding.level == Level.REFUSED && force) {
                said.add("--force overrides: " + finding.text);
            } else {
                throw new Refusal(finding.text + (finding.level == Level.REFUSED ? " (or --force)" : ""));
            }
        }
        return said;
    }
}
