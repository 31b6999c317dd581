package wsat.board.serial;

import wsat.board.os.Ticks;
import wsat.port.Log;

/**
 * What a serial line has lost, told in the log now and then: bytes of the host that found no room, and what the UART
 * loses by itself, looked at while bytes come.
 */
public final class Losses {
    private static final int LOG_EVERY_MILLIS = 10_000;
    private static final int LOOK_FOR_ERRORS_MILLIS = 1000;

    private final String where;
    private final Log log;
    private final Ticks ticks;
    private long dropped;
    private long droppedLogged;
    private long logAgainAt;
    /** Null while there is no port. */
    private ErrorCounts errors;
    private long errorsAt = Long.MAX_VALUE;
    private int overrunsLogged;
    private int garbledLogged;

    /** @param where what the log calls the line */
    public Losses(String where, Log log, Ticks ticks) {
        this.where = where;
        this.log = log;
        this.ticks = ticks;
    }

    /** A port is there, whose counts begin at 0; null: it is gone. */
    public void of(ErrorCounts port) {
        errors = port;
        errorsAt = Long.MAX_VALUE;
        overrunsLogged = 0;
        garbledLogged = 0;
    }

    /** So many bytes of the host found no room. */
    void dropped(int count) {
        dropped += count;
    }

    /** How many bytes of the host found no room. */
    long dropped() {
        return dropped;
    }

    /** Bytes have come: soon it is worth a look what the UART has lost. */
    public void heard() {
        if (errorsAt == Long.MAX_VALUE && errors != null && errors.counted()) {
            errorsAt = ticks.millis() + LOOK_FOR_ERRORS_MILLIS;
        }
    }

    /** Tells what is due to be told; called every turn. */
    public void tell() {
        if (dropped != droppedLogged && ticks.millis() >= logAgainAt) {
            droppedLogged = dropped;
            logAgainAt = ticks.millis() + LOG_EVERY_MILLIS;
            log.log(Log.WARN, where,
                    "the host sends faster than its bytes are taken, without flow control (AT+UART_CUR);"
                    + " bytes lost so far:", droppedLogged);
        }
        if (errorsAt != Long.MAX_VALUE && ticks.millis() >= errorsAt) {
            errorsAt = tellErrors() ? ticks.millis() + LOG_EVERY_MILLIS : Long.MAX_VALUE;
        }
    }

    /** @return whether something was logged */
    private boolean tellErrors() {
        errors.look();
        boolean overrun = errors.overruns() != overrunsLogged;
        boolean garbled = errors.garbled() != garbledLogged;
        overrunsLogged = errors.overruns();
        garbledLogged = errors.garbled();
        if (overrun) {
            log.log(Log.WARN, where, "the UART was not read in time; bytes it has lost so far:", overrunsLogged);
        }
        if (garbled) {
            log.log(Log.WARN, where,
                    "no bytes but noise, as a host with another baud rate or parity makes it (AT+UART_CUR?);"
                    + " so far:", garbledLogged);
        }
        return overrun || garbled;
    }

    /** When {@link #tell} has something to do, in {@link Ticks#millis}; Long.MAX_VALUE: never. */
    public long nextDeadline() {
        return Math.min(errorsAt, dropped == droppedLogged ? Long.MAX_VALUE : logAgainAt);
    }
}
