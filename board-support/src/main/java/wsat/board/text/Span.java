package wsat.board.text;

/** A length of time as it is written: {@code 250ms}, {@code 10s} or {@code 1.7s}. */
public final class Span {
    private Span() {
    }

    /** @return milliseconds @throws IllegalArgumentException it is not written so */
    public static long millis(String word) {
        boolean inMillis = word.endsWith("ms");
        if (inMillis || word.endsWith("s")) {
            try {
                double number = Double.parseDouble(word.substring(0, word.length() - (inMillis ? 2 : 1)));
                if (number >= 0 && number <= 1e9) {
                    return Math.round(inMillis ? number : number * 1000);
                }
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw new IllegalArgumentException("a time is written as 250ms or 1.7s, not as " + Quoted.of(word));
    }
}
