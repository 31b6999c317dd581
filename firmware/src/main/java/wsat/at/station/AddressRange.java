package wsat.at.station;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.port.Log;
import wsat.port.Text;

/**
 * {@code AT+CWDHCPS=<enable>[,<lease time>,<"start IP">,<"end IP">]} (ESP-AT, AT+CWDHCPS): remembered; no access point
 * is opened, so nobody is given an address.
 */
final class AddressRange extends Command {
    private static final int LEASE_MINUTES = 120;
    private static final int LEASE_MINUTES_MAX = 2880;

    private final Wifi wifi;
    private final Saved saved;
    private final Output output;
    private final Log log;
    private final Text first = new Text(15);
    private final Text last = new Text(15);
    private final Text givenFirst = new Text(15);
    private final Text givenLast = new Text(15);
    private int leaseMinutes;

    AddressRange(Wifi wifi, Saved saved, Output output, Log log) {
        super("AT+CWDHCPS", QUERY | SET);
        this.wifi = wifi;
        this.saved = saved;
        this.output = output;
        this.log = log;
        useDefault();
    }

    /** As ESP-AT has it around the access point's first address. */
    private void useDefault() {
        leaseMinutes = LEASE_MINUTES;
        first.set("192.168.4.2");
        last.set("192.168.4.101");
    }

    @Override
    protected int query() {
        line(output).say(leaseMinutes).say(",\"").say(first).say("\",\"").say(last).say("\"");
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        return take(a, true);
    }

    private int take(Arguments a, boolean byHost) {
        boolean enable = a.number(0, 0, 1) == 1;
        a.expect(enable ? 4 : 1, 4);
        int minutes = LEASE_MINUTES;
        if (enable) {
            minutes = a.number(1, 1, LEASE_MINUTES_MAX);
            address(a, 2, givenFirst);
            address(a, 3, givenLast);
        }
        if (a.error() != 0) {
            return a.error();
        }
        if (byHost && !wifi.softApOn()) {
            return failed(log, "AT+CWMODE has no access point");
        }
        saved.begin(this).number(enable ? 1 : 0);
        if (enable) {
            saved.number(minutes).string(givenFirst).string(givenLast);
        }
        int status = saved.keep();
        if (status != OK) {
            return status;
        }
        useDefault();
        if (enable) {
            leaseMinutes = minutes;
            first.set(givenFirst);
            last.set(givenLast);
        }
        return OK;
    }

    private static void address(Arguments a, int index, Text into) {
        a.string(index, into);
        if (!Address.isIpv4(into)) {
            a.fail(ErrorCode.invalid(index));
        }
    }

    @Override
    protected int restore(Arguments kept) {
        return take(kept, false);
    }
}
