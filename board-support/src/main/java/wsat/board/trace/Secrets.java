package wsat.board.trace;

import java.util.HashMap;
import java.util.Map;

/**
 * Names for what is not written: {@code ${NAME}} in a transcript. The same secret has the same name wherever it
 * stands, another one of its kind the next: {@code PASSWORD}, {@code PASSWORD2}. Used by one thread.
 */
final class Secrets implements Masking.Hiding {
    /** Stand around a name among characters of Latin-1, of which they are none. */
    static final char OPEN = '\uE000';
    static final char CLOSE = '\uE001';
    /** So many are told apart; a host that has more of them gets a name for each. */
    private static final int KNOWN_MAX = 200;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    @Override
    public String part(String name, String secret) {
        boolean quoted = secret.length() > 1 && secret.startsWith("\"") && secret.endsWith("\"");
        return quoted ? '"' + named(name, secret.substring(1, secret.length() - 1)) + '"' : named(name, secret);
    }

    @Override
    public String all(String command, String secret) {
        return named(command == null ? "SAID" : command, secret);
    }

    private String named(String kind, String secret) {
        if (secret.isEmpty()) {
            return "";
        }
        String name = names.get(secret);
        if (name == null) {
            int count = counts.merge(kind, 1, Integer::sum);
            name = count == 1 ? kind : kind + "_" + count;
            if (names.size() < KNOWN_MAX) {
                names.put(secret, name);
            }
        }
        return OPEN + name + CLOSE;
    }
}
