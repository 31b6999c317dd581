package wsat.sim.play;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import wsat.sim.world.Bytes;
import wsat.sim.world.Expectation;

/** What is to come next, from one or more lines of a transcript, and how it differs from what has come. */
final class Block {
    /** More than so many lines by lines are compared by their places alone. */
    private static final long COMPARED_MAX = 4_000_000;
    private static final int SHOWN = 300;

    /** A line of what is said, which need not be one of the transcript. */
    private static final class Line {
        final int place;
        final StringBuilder shown = new StringBuilder();
        final StringBuilder regex = new StringBuilder();
        Pattern pattern;

        Line(int place) {
            this.place = place;
        }

        boolean is(String said) {
            pattern = pattern == null ? Pattern.compile(regex.toString(), Pattern.DOTALL) : pattern;
            return pattern.matcher(said).matches();
        }
    }

    private final Expectation all = new Expectation();
    private final List<Line> lines = new ArrayList<>();
    private boolean open;
    private boolean prompts;

    boolean isEmpty() {
        return lines.isEmpty();
    }

    void add(int place, byte[] bytes, boolean like) {
        if (like) {
            all.like(bytes);
        } else {
            all.exactly(bytes);
        }
        for (char c : latin(bytes).toCharArray()) {
            if (!open) {
                lines.add(new Line(place));
            }
            Line line = lines.get(lines.size() - 1);
            line.shown.append(c);
            line.regex.append(like && c == '*' ? "[^\r\n]*" : Pattern.quote(String.valueOf(c)));
            open = c != '\n';
            prompts = c == '>';
        }
    }

    void clear() {
        all.clear();
        lines.clear();
        open = false;
        prompts = false;
    }

    /** Whether it ends with a prompt. */
    boolean prompts() {
        return prompts;
    }

    /** How many bytes of it are all that is expected; -1: they are not. */
    int match(byte[] got) {
        return all.match(got);
    }

    /** Whether what has come can still become it. */
    boolean begunBy(byte[] got) {
        return all.begunBy(got);
    }

    /** The lines that are not the same, in their order. @param hide takes secrets out */
    List<Report.Finding> differences(byte[] got, UnaryOperator<String> hide) {
        List<String> said = split(got);
        int[][] same = same(said);
        List<Report.Finding> findings = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < lines.size() || j < said.size()) {
            if (i < lines.size() && j < said.size() && lines.get(i).is(said.get(j))) {
                i++;
                j++;
                continue;
            }
            int toI = i;
            int toJ = j;
            while ((toI < lines.size() || toJ < said.size())
                    && !(toI < lines.size() && toJ < said.size() && lines.get(toI).is(said.get(toJ)))) {
                boolean skipLine = toJ == said.size()
                        || toI < lines.size() && same != null && same[toI + 1][toJ] >= same[toI][toJ + 1];
                if (same == null && toI < lines.size() && toJ < said.size()) {
                    toJ++;
                    skipLine = true;
                }
                toI += skipLine ? 1 : 0;
                toJ += skipLine ? 0 : 1;
            }
            pair(i, toI, said.subList(j, toJ), hide, findings);
            i = toI;
            j = toJ;
        }
        return findings;
    }

    private void pair(int from, int to, List<String> said, UnaryOperator<String> hide, List<Report.Finding> findings) {
        for (int k = 0; k < Math.max(to - from, said.size()); k++) {
            Line line = from + k < to ? lines.get(from + k) : null;
            int place = lines.isEmpty() ? 0 : lines.get(Math.min(from + k, lines.size() - 1)).place;
            findings.add(new Report.Finding(place, line == null ? null : show(line.shown.toString(), hide),
                    k < said.size() ? show(said.get(k), hide) : null));
        }
    }

    /** How many lines can be the same from here on: the longest common subsequence. Null: too many. */
    private int[][] same(List<String> said) {
        if ((long) lines.size() * said.size() > COMPARED_MAX) {
            return null;
        }
        int[][] same = new int[lines.size() + 2][said.size() + 2];
        for (int i = lines.size() - 1; i >= 0; i--) {
            for (int j = said.size() - 1; j >= 0; j--) {
                same[i][j] = lines.get(i).is(said.get(j)) ? same[i + 1][j + 1] + 1
                        : Math.max(same[i + 1][j], same[i][j + 1]);
            }
        }
        return same;
    }

    static List<String> split(byte[] bytes) {
        String text = latin(bytes);
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < text.length();) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, to));
            from = to;
        }
        return lines;
    }

    static String show(String said, UnaryOperator<String> hide) {
        String text = Bytes.show(Bytes.of(hide.apply(said)));
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
