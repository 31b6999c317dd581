package wsat.at.station;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.port.Log;
import wsat.port.SoftApConfig;
import wsat.port.Text;

/**
 * {@code AT+CWDHCPS=<enable>[,<lease time>,<"start IP">,<"end IP">]} (ESP-AT, AT+CWDHCPS): the addresses that stations
 * of the access point are given, and for how long.
 */
final class AddressRange extends ApSetting {
    private static final int LEASE_MINUTES = 120;
    private static final int LEASE_MINUTES_MAX = 2880;

    private final Wifi wifi;
    private final Saved saved;
    private final Output output;
    private final Text first = new Text(15);
    private final Text last = new Text(15);
    private final Text givenFirst = new Text(15);
    private final Text givenLast = new Text(15);
    private int leaseMinutes;
    private int givenMinutes;
    private boolean enabling;

    AddressRange(Wifi wifi, Saved saved, Output output, Log log) {
        super("AT+CWDHCPS", wifi.accessPoint, log);
        this.wifi = wifi;
        this.saved = saved;
        this.output = output;
        giveDefault();
        take();
        fill(accessPoint.config, false);
    }

    /** As ESP-AT has it around the access point's first address. */
    private void giveDefault() {
        givenMinutes = LEASE_MINUTES;
        givenFirst.set("192.168.4.2");
        givenLast.set("192.168.4.101");
    }

    private void take() {
        leaseMinutes = givenMinutes;
        first.set(givenFirst);
        last.set(givenLast);
    }

    @Override
    protected int query() {
        line(output).say(leaseMinutes).say(",\"").say(first).say("\",\"").say(last).say("\"");
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        return take(a, true, now);
    }

    private int take(Arguments a, boolean byHost, long now) {
        enabling = a.number(0, 0, 1) == 1;
        a.expect(enabling ? 4 : 1, 4);
        giveDefault();
        if (enabling) {
            givenMinutes = a.number(1, 1, LEASE_MINUTES_MAX);
            address(a, 2, givenFirst);
            address(a, 3, givenLast);
        }
        if (a.error() != 0) {
            return a.error();
        }
        if (byHost && !wifi.softApOn()) {
            return failed(log, "AT+CWMODE has no access point");
        }
        return begin(now);
    }

    private static void address(Arguments a, int index, Text into) {
        a.string(index, into);
        if (!Address.isIpv4(into)) {
            a.fail(ErrorCode.invalid(index));
        }
    }

    @Override
    void fill(SoftApConfig config, boolean tried) {
        config.leaseMinutes = tried ? givenMinutes : leaseMinutes;
        config.first.set(tried ? givenFirst : first);
        config.last.set(tried ? givenLast : last);
    }

    @Override
    int keep() {
        saved.begin(this).number(enabling ? 1 : 0);
        if (enabling) {
            saved.number(givenMinutes).string(givenFirst).string(givenLast);
        }
        int status = saved.keep();
        if (status == OK) {
            take();
        }
        return status;
    }

    @Override
    protected int restore(Arguments kept) {
        return take(kept, false, 0);
    }
}
