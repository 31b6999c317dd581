package wsat.board.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import wsat.board.text.Quoted;

/**
 * What options were given, and where: first what a file says, then the command line, which wins. Each value is
 * checked as it is asked for, those that have been overruled too; {@link #check} tells all that is wrong.
 */
public final class Values {
    /** What a flag is. */
    static final String YES = "yes";
    static final String NO = "no";

    private final String command;
    private final List<Given> all = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    /** @param where the beginning of a line that complains of it */
    private record Given(String name, String text, String where) {
    }

    Values(String command) {
        this.command = command;
    }

    void add(String name, String text, String where) {
        all.add(new Given(name, text, where));
    }

    /** From the command line. @param text null: a flag */
    void add(String name, String text) {
        add(name, text == null ? YES : text, command + ": " + name + ": ");
    }

    /** All of other's come after ours. */
    void addAll(Values other) {
        all.addAll(other.all);
        mistakes.addAll(other.mistakes);
    }

    /** @param line a whole one */
    void mistake(String line) {
        mistakes.add(line);
    }

    /** Complains of an option's value, or of its absence. */
    public void wrong(String name, String what) {
        Given given = last(name);
        mistakes.add((given == null ? command + ": " + name + ": " : given.where) + what);
    }

    private List<Given> given(String name) {
        List<Given> given = new ArrayList<>();
        for (Given one : all) {
            if (one.name.equals(name)) {
                given.add(one);
            }
        }
        return given;
    }

    private Given last(String name) {
        List<Given> given = given(name);
        return given.isEmpty() ? null : given.get(given.size() - 1);
    }

    /** Whether it was given at all. */
    public boolean has(String name) {
        return last(name) != null;
    }

    /** Whether a flag is set. */
    public boolean flag(String name) {
        Given last = last(name);
        return last != null && last.text.equals(YES);
    }

    /** The words of an option, or null. */
    public String text(String name) {
        Given last = last(name);
        return last == null ? null : last.text;
    }

    /** All words that an option was given, in their order. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Given one : given(name)) {
            texts.add(one.text);
        }
        return texts;
    }

    /** A whole number in a range. */
    public int number(String name, int otherwise, int least, int most) {
        int number = otherwise;
        for (Given given : given(name)) {
            try {
                number = Integer.parseInt(given.text);
            } catch (NumberFormatException e) {
                number = Integer.MIN_VALUE;
            }
            if (number < least || number > most) {
                mistakes.add(given.where + Quoted.of(given.text) + " is not a number from " + least + " to " + most);
            }
        }
        return number;
    }

    /** A text that fits a pattern. @param what what it should be */
    public String matching(String name, String otherwise, String pattern, String what) {
        String text = otherwise;
        for (Given given : given(name)) {
            text = given.text;
            if (!Pattern.matches(pattern, text)) {
                mistakes.add(given.where + Quoted.of(text) + " is not " + what);
            }
        }
        return text;
    }

    /** One of a few words. @return its index */
    public int choice(String name, int otherwise, String... words) {
        int index = otherwise;
        for (Given given : given(name)) {
            index = List.of(words).indexOf(given.text);
            if (index < 0) {
                mistakes.add(given.where + Quoted.of(given.text) + " is none of " + String.join(", ", words));
            }
        }
        return index;
    }

    /** A file or folder. */
    public Path path(String name, Path otherwise) {
        Path path = otherwise;
        for (Given given : given(name)) {
            path = path(given);
        }
        return path;
    }

    private Path path(Given given) {
        try {
            if (!given.text.isEmpty() && !Quoted.isKey(given.text)) {
                return Path.of(given.text);
            }
        } catch (InvalidPathException e) {
            // said below
        }
        mistakes.add(given.where + Quoted.of(given.text) + " is no path");
        return null;
    }

    /** @throws UsageError with all mistakes that have been found */
    public void check() throws UsageError {
        if (!mistakes.isEmpty()) {
            throw new UsageError(mistakes);
        }
    }
}
