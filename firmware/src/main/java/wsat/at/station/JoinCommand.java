package wsat.at.station;

import wsat.at.Command;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.port.Log;
import wsat.port.Station;

/** What {@code AT+CWJAP} and {@code AT+CWJEAP} have in common: they wait for the end of a join, and tell of it. */
abstract class JoinCommand extends Command {
    static final int TIMEOUT_SECONDS = 15;

    final Wifi wifi;
    final Saved saved;
    final Output output;
    final Log log;
    private long deadline;

    JoinCommand(String name, int forms, Wifi wifi, Saved saved, Output output, Log log) {
        super(name, forms);
        this.wifi = wifi;
        this.saved = saved;
        this.output = output;
        this.log = log;
    }

    /** Whether there is a station; the log says if not. */
    final boolean hasStation() {
        if (!wifi.stationOn()) {
            log.log(Log.WARN, name, "there is no station: AT+CWMODE is", wifi.mode());
        }
        return wifi.stationOn();
    }

    /** A join has begun. */
    final int await(int seconds, long now) {
        deadline = now + seconds * 1_000_000L;
        return poll(now);
    }

    /** It has been joined. */
    abstract void keep();

    /**
     * It has not been joined, and the host is to hear why.
     *
     * @param answer {@link Station#TIMED_OUT} to {@link Station#FAILED}
     * @param late   whether the time is up
     * @return the error
     */
    abstract int refused(int answer, boolean late);

    @Override
    protected int poll(long now) {
        int answer = wifi.joined();
        boolean late = answer == Station.JOINING;
        if (late) {
            if (now - deadline < 0) {
                return RUNNING;
            }
            answer = wifi.outOfTime();
        }
        wifi.joined(answer == Station.JOINED);
        if (answer != Station.JOINED) {
            return refused(answer, late);
        }
        output.say("WIFI CONNECTED\r\n").say("WIFI GOT IP\r\n");
        keep();
        return OK;
    }

    @Override
    protected long deadline() {
        return deadline;
    }
}
