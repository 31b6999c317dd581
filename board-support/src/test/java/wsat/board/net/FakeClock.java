package wsat.board.net;

import wsat.port.Clock;
import wsat.port.Text;

/** The coprocessor's wall clock: the machine's, until a test sets it. */
final class FakeClock implements Clock {
    private long ahead;

    @Override
    public long unixMillis() {
        return System.currentTimeMillis() + ahead;
    }

    @Override
    public void set(long unixMillis) {
        ahead = unixMillis - System.currentTimeMillis();
    }

    @Override
    public void ask(Text server) {
        throw new AssertionError("nobody asks for the time");
    }

    @Override
    public int answer() {
        return IDLE;
    }
}
