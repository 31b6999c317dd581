package wsat.board.fault;

import wsat.board.text.Quoted;
import wsat.board.text.Span;
import wsat.port.Ending;

/** Words, read by one row of {@link FaultWords}. */
final class FaultReader {
    private static final int LINK_MAX = 15;
    private static final int CLOSE_LEAST = 1000;
    private static final int CLOSE_MOST = 4999;

    private final String pattern;
    private final String words;
    private String rest;
    private final StringBuilder act = new StringBuilder();
    private int understood;
    private String wrong;

    private int link = -1;
    private int stage;
    private int code = -1;
    private long number;
    private long millis;
    private String whose = "host";
    private String text = "";
    private final Fault fault;

    FaultReader(String pattern, String words) {
        this.pattern = pattern;
        this.words = words;
        rest = words;
        fault = reads() ? new Fault(words, act.toString(), link, stage, code, number, millis, whose, text) : null;
    }

    /** Null: the words are not this row's. */
    Fault fault() {
        return fault;
    }

    /** How many words fit. */
    int understood() {
        return understood;
    }

    /** What is wrong with a parameter, null: the row's own words are others. */
    String wrong() {
        return wrong;
    }

    String pattern() {
        return pattern;
    }

    private boolean reads() {
        for (String part : pattern.split(" ")) {
            if (part.startsWith("[") && rest.isEmpty()) {
                return true;
            }
            String bare = part.replaceAll("[\\[\\]]", "");
            if (!(Character.isUpperCase(bare.charAt(0)) ? takes(bare) : literally(bare, !part.equals(bare)))) {
                return false;
            }
            understood++;
        }
        return rest.isEmpty() || wrong("there is too much behind it: " + Quoted.of(rest));
    }

    private String next() {
        int end = rest.indexOf(' ');
        String word = end < 0 ? rest : rest.substring(0, end);
        rest = end < 0 ? "" : rest.substring(end).trim();
        return word;
    }

    private boolean literally(String word, boolean optional) {
        String before = rest;
        if (!next().equals(word)) {
            rest = before;
            return optional && wrong("there is too much behind it: " + Quoted.of(before));
        }
        if (!optional) {
            act.append(act.length() == 0 ? "" : " ").append(word);
        }
        return true;
    }

    private boolean takes(String parameter) {
        if (rest.isEmpty()) {
            return wrong(parameter + " is missing");
        }
        if (parameter.equals("TEXT")) {
            text = rest;
            rest = "";
            return true;
        }
        String word = next();
        try {
            switch (parameter) {
                case "LINK": return Character.isDigit(word.charAt(0)) && (link = (int) within(word, 0, LINK_MAX)) >= 0;
                case "STAGE": return (stage = (int) within(word, Ending.NAME, Ending.BY_HOST)) > 0;
                case "CODE": return code(word);
                case "SECONDS": number = within(word, -Integer.MAX_VALUE, Integer.MAX_VALUE); return true;
                case "TIME": millis = Span.millis(word); return true;
                default: whose = word; return word.equals("host") || word.equals("module") || wrong(
                        parameter + " is host or module, not " + Quoted.of(word));
            }
        } catch (NumberFormatException e) {
            return wrong(parameter + " is a number from " + e.getMessage() + ", not " + Quoted.of(word));
        } catch (IllegalArgumentException e) {
            return wrong(e.getMessage());
        }
    }

    private boolean code(String word) {
        boolean close = act.toString().endsWith("close");
        code = (int) within(word, close ? CLOSE_LEAST : 0, close ? CLOSE_MOST : 0xFFFF);
        return true;
    }

    private static long within(String word, long least, long most) {
        try {
            long value = Long.parseLong(word);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new NumberFormatException(least + " to " + most);
    }

    /** @return false */
    private boolean wrong(String why) {
        wrong = pattern + ": " + why;
        return false;
    }
}
