package wsat.board.fault;

import wsat.port.Ending;

/**
 * What becomes of an attempt to connect.
 *
 * @param afterMillis how long nothing is heard of it; {@link #NEVER}: for ever
 * @param failure     how it fails then; null: it goes on to the network
 */
public record Attempt(long afterMillis, Ending failure) {
    /** It is never answered. */
    public static final long NEVER = Long.MAX_VALUE;
    /** As the network has it. */
    public static final Attempt REAL = new Attempt(0, null);

    static Attempt fails(int stage, int code, String words) {
        Ending ending = new Ending().set(stage, code);
        ending.text.append(words.substring(0, Math.min(words.length(), Ending.TEXT_MAX)));
        return new Attempt(0, ending);
    }

    Attempt after(long millis) {
        return afterMillis == NEVER || millis == NEVER ? new Attempt(NEVER, null)
                : new Attempt(afterMillis + millis, failure);
    }
}
