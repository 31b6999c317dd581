package wsat.at.station;

import wsat.at.Command;
import wsat.port.Log;
import wsat.port.SoftApConfig;

/**
 * A command that sets something for the {@link OwnAccessPoint}. One that is open is opened anew with it, and the
 * command ends when that has: where it cannot be opened so, it is as it was before.
 */
abstract class ApSetting extends Command {
    final OwnAccessPoint accessPoint;
    final Log log;

    ApSetting(String name, OwnAccessPoint accessPoint, Log log) {
        super(name, QUERY | SET);
        this.accessPoint = accessPoint;
        this.log = log;
    }

    /** Puts into the settings what was given, or what was before. */
    abstract void fill(SoftApConfig config, boolean given);

    /** What was given is in force from now on, and kept. @return {@link #OK} or an error */
    abstract int keep();

    /** What was given, and was right, is tried. */
    final int begin(long now) {
        fill(accessPoint.config, true);
        return settle(accessPoint.apply(now), now);
    }

    @Override
    protected final int poll(long now) {
        return settle(accessPoint.poll(name, log, now), now);
    }

    private int settle(int status, long now) {
        if (status == RUNNING) {
            return status;
        }
        int kept = status == OK ? keep() : status;
        if (kept != OK) {
            fill(accessPoint.config, false);
            accessPoint.apply(now); // as it was; nobody waits for that
        }
        return kept;
    }

    @Override
    protected final long deadline() {
        return accessPoint.deadline();
    }
}
