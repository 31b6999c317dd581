package wsat.board.trace;

import wsat.port.Trace;

/** Two who are told the same. */
public final class BothTraces implements Trace {
    private final Trace one;
    private final Trace other;

    /** Who tells both; null is nobody. @param one is told first */
    public static Trace of(Trace one, Trace other) {
        return one == null ? other : other == null ? one : new BothTraces(one, other);
    }

    private BothTraces(Trace one, Trace other) {
        this.one = one;
        this.other = other;
    }

    @Override
    public void said(int kind, byte[] bytes, int offset, int length, long now) {
        one.said(kind, bytes, offset, length, now);
        other.said(kind, bytes, offset, length, now);
    }
}
