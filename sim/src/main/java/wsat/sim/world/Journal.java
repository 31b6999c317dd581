package wsat.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import wsat.port.Log;

/** Keeps the log lines of a world. */
final class Journal implements Log {
    /** More than a person reads; the oldest go. */
    private static final int MAX = 1000;

    private final List<String> lines = new ArrayList<>();
    private final Consumer<String> reader;

    Journal() {
        this(line -> { });
    }

    /** @param reader is given each line */
    Journal(Consumer<String> reader) {
        this.reader = reader;
    }

    @Override
    public void log(int level, CharSequence where, String what, long value) {
        note(new StringBuilder().append(where).append(": ").append(what).append(value == NO_VALUE ? "" : " " + value)
                .toString());
    }

    void note(String line) {
        if (lines.size() == MAX) {
            lines.remove(0);
        }
        lines.add(line);
        reader.accept(line);
    }

    boolean contains(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** The last lines, for a person. */
    List<String> tail(int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
}
