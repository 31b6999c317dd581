package wsat.board.fault;

import java.util.List;
import java.util.function.Consumer;
import wsat.board.line.Doorbell;
import wsat.board.os.Ticks;
import wsat.port.Clock;
import wsat.port.Text;

/** Faults of a module with three links and five sockets, whose time is told to it. */
public final class FaultRig {
    public final Faults faults;
    /** What was said in the log. */
    public final List<String> logged = new java.util.ArrayList<>();
    long millis;
    private long unixMillis;

    /**
     * @param asked is told of resets and certificates
     * @param told  of each fault's words
     */
    public FaultRig(Doorbell bell, List<String> asked, Consumer<String> told) {
        Faults.Machinery machinery = new Faults.Machinery() {
            @Override
            public void reset() {
                asked.add("reset");
            }

            @Override
            public void certificatesExpire(boolean expire) {
                asked.add(expire ? "expire" : "valid");
            }
        };
        faults = new Faults(3, 5, bell, new Ticks() {
            @Override
            public long nanos() {
                return millis * 1_000_000;
            }

            @Override
            public long millis() {
                return millis;
            }
        }, (level, where, what, value) -> logged.add(where + ": " + what), new Clock() {
            @Override
            public long unixMillis() {
                return unixMillis;
            }

            @Override
            public void set(long now) {
                unixMillis = now;
            }

            @Override
            public void ask(Text server) {
                throw new UnsupportedOperationException();
            }

            @Override
            public int answer() {
                return IDLE;
            }
        }, machinery, false, fault -> told.accept(fault.words()));
    }
}
