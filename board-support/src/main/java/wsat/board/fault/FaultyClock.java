package wsat.board.fault;

import wsat.board.text.Latin1;
import wsat.port.Clock;
import wsat.port.Text;

/** The wall clock, whose time servers are reached as the {@link Faults} that somebody makes let them be. */
public final class FaultyClock implements Clock {
    /** A board asks no longer. */
    private static final long PATIENCE_MILLIS = 5000;
    private static final int QUESTION = 0;

    private final Clock port;
    private final Faults faults;
    private final Waits waits;
    private final Text server = new Text(256);
    /** Of a question that has not gone on to the port; null: it has. */
    private Attempt attempt;

    public FaultyClock(Clock port, Faults faults) {
        this.port = port;
        this.faults = faults;
        waits = faults.questions();
    }

    @Override
    public long unixMillis() {
        return port.unixMillis();
    }

    @Override
    public void set(long unixMillis) {
        port.set(unixMillis);
    }

    @Override
    public void ask(Text asked) {
        faults.look();
        attempt = faults.reach().to(Latin1.string(asked).replaceFirst(":\\d+$", ""), Attempt.REAL);
        if (attempt.equals(Attempt.REAL)) {
            attempt = null;
            port.ask(asked);
            return;
        }
        server.set(asked);
        waits.begin(QUESTION, faults.now(), Math.min(attempt.afterMillis(), PATIENCE_MILLIS));
    }

    @Override
    public int answer() {
        faults.look();
        if (attempt == null) {
            return port.answer();
        }
        if (waits.waits(QUESTION, faults.now())) {
            return ASKING;
        }
        if (attempt.failure() != null || attempt.afterMillis() >= PATIENCE_MILLIS) {
            return FAILED;
        }
        attempt = null;
        port.ask(server);
        return port.answer();
    }
}
