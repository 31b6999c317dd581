package wsat.sim.world;

import wsat.board.fault.Attempt;
import wsat.board.fault.Reach;
import wsat.board.text.Latin1;
import wsat.port.Clock;
import wsat.port.Text;

/** The wall clock of a world, and time servers that do as they are told. */
final class TimeServers implements Clock {
    /** 2026-11-23 00:00 UTC: when a world begins. */
    private static final long BEGINNING = 1_795_392_000_000L;
    private static final long ANSWER_MILLIS = 50;
    private static final long PATIENCE_MILLIS = 5000;

    private final VirtualTime time;
    private final Reach reach;
    /** What becomes of the question. */
    private Attempt attempt = Attempt.REAL;
    private long offset = BEGINNING;
    /** What the servers say that it is, in milliseconds; negative: they are silent. */
    private long truth = -1;
    private long truthSince;
    private int answer = IDLE;
    private long askedAt;

    TimeServers(VirtualTime time, Reach reach) {
        this.time = time;
        this.reach = reach;
    }

    /** From now on the servers answer that it is {@code unixMillis} now; negative: nothing. */
    void tell(long unixMillis) {
        truth = unixMillis;
        truthSince = time.millis;
    }

    @Override
    public long unixMillis() {
        return time.millis + offset;
    }

    @Override
    public void set(long unixMillis) {
        offset = unixMillis - time.millis;
    }

    @Override
    public void ask(Text server) {
        answer = ASKING;
        attempt = reach.to(Latin1.string(server), Attempt.REAL);
        askedAt = time.millis;
    }

    @Override
    public int answer() {
        return answer;
    }

    /** What time brings. */
    void advance() {
        if (time.millis < nextEvent()) {
            return;
        }
        answer = silent() || attempt.failure() != null ? FAILED : ANSWERED;
        if (answer == ANSWERED) {
            set(truth + time.millis - truthSince);
        }
    }

    /** When something happens by itself. @return milliseconds, Long.MAX_VALUE: nothing */
    long nextEvent() {
        if (answer != ASKING) {
            return Long.MAX_VALUE;
        }
        return askedAt + (silent() ? PATIENCE_MILLIS : attempt.afterMillis() + ANSWER_MILLIS);
    }

    private boolean silent() {
        return truth < 0 && attempt.failure() == null || attempt.afterMillis() >= PATIENCE_MILLIS;
    }
}
