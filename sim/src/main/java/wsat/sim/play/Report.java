package wsat.sim.play;

import java.util.ArrayList;
import java.util.List;

/** How a transcript went: what was asked, and where the answer was another one. */
public final class Report {
    /**
     * Something that is not as the transcript says.
     *
     * @param line     of the transcript, where it is expected
     * @param expected as transcripts write it; null: nothing
     * @param was      the same; null: nothing
     */
    public record Finding(int line, String expected, String was) {
    }

    /** What one side said, and what came of it. */
    public static final class Exchange {
        private final int line;
        private final String said;
        private final List<Finding> findings = new ArrayList<>();
        private final long begun = System.nanoTime();
        private long nanos;

        private Exchange(int line, String said) {
            this.line = line;
            this.said = said;
        }

        /** Of the transcript. */
        public int line() {
            return line;
        }

        /** As it stands there; empty: what came before anything was said. */
        public String said() {
            return said;
        }

        /** In their order. */
        public List<Finding> findings() {
            return findings;
        }

        /** How long it took. */
        public double seconds() {
            return nanos / 1e9;
        }
    }

    private final String name;
    private final List<Exchange> exchanges = new ArrayList<>();
    private int leftOut;

    /** @param name of the transcript */
    public Report(String name) {
        this.name = name;
    }

    void begin(int line, String said) {
        end();
        exchanges.add(new Exchange(line, said));
    }

    void end() {
        if (!exchanges.isEmpty()) {
            Exchange last = last();
            last.nanos = last.nanos == 0 ? System.nanoTime() - last.begun : last.nanos;
        }
    }

    private Exchange last() {
        return exchanges.get(exchanges.size() - 1);
    }

    void add(Finding finding) {
        if (exchanges.isEmpty()) {
            begin(finding.line(), "");
        }
        last().findings.add(finding);
    }

    void leaveOut() {
        leftOut++;
    }

    /** Of the transcript. */
    public String name() {
        return name;
    }

    /** All, in their order. */
    public List<Exchange> exchanges() {
        return exchanges;
    }

    /** How many lines were about a network that is not simulated here. */
    public int leftOut() {
        return leftOut;
    }

    /** How many findings there are. */
    public int differences() {
        return exchanges.stream().mapToInt(one -> one.findings.size()).sum();
    }
}
