package wsat.at.station;

import wsat.at.Arguments;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.SoftApConfig;
import wsat.port.Text;

/**
 * {@code AT+CWSAP=<"ssid">,<"pwd">,<channel>,<ecn>[,<max conn>][,<ssid hidden>]} (ESP-AT, AT+CWSAP): the access point
 * is opened with it, where the board can open one; wsat's own there: {@code <ecn>} 6, WPA3.
 */
final class SoftApCommand extends ApSetting {
    private static final int PASSWORD_LEAST = 8;
    private static final int WITHOUT_WPA3 = 4;

    private final Wifi wifi;
    private final Saved saved;
    private final Output output;
    private final Text ssid = new Text(AccessPoint.SSID_MAX);
    private final Text password = new Text(64);
    private final Text givenSsid = new Text(AccessPoint.SSID_MAX);
    private final Text givenPassword = new Text(64);
    /** Channel, encryption, how many stations at most, whether hidden. */
    private final int[] values = {1, AccessPoint.OPEN, 10, 0};
    private final int[] given = new int[values.length];
    private boolean named;

    SoftApCommand(Wifi wifi, Saved saved, Output output, Log log) {
        super("AT+CWSAP", wifi.accessPoint, log);
        this.wifi = wifi;
        this.saved = saved;
        this.output = output;
        ssid.append("wsat");
    }

    @Override
    protected int query() {
        line(output).say("\"").say(ssid).say("\",\"").say(password).say("\"");
        for (int i = 0; i < values.length; i++) {
            output.say(",").say(values[i]);
        }
        output.say("\r\n");
        return OK;
    }

    /** Refused in modes without an access point, as there. */
    @Override
    protected int set(Arguments a, long now) {
        int status = check(a);
        if (status != OK) {
            return status;
        }
        if (!wifi.softApOn()) {
            return failed(log, "AT+CWMODE has no access point");
        }
        if (!accessPoint.exists()) {
            log.log(Log.INFO, name, "remembered; no access point is opened (wsat run --network networkmanager does)",
                    Log.NO_VALUE);
        }
        return begin(now);
    }

    @Override
    protected int restore(Arguments kept) {
        int status = check(kept);
        return status != OK ? status : begin(0);
    }

    private int check(Arguments a) {
        a.expect(4, 6);
        a.string(0, givenSsid);
        a.string(1, givenPassword);
        given[0] = a.number(2, 1, 14);
        given[1] = a.number(3, 0, accessPoint.exists() ? SoftApConfig.ENCRYPTION_MAX : WITHOUT_WPA3);
        given[2] = a.number(4, 1, 10, 10);
        given[3] = a.number(5, 0, 1, 0);
        if (given[1] == AccessPoint.WEP || given[1] == AccessPoint.WPA2_ENTERPRISE) {
            a.fail(ErrorCode.invalid(3));
        }
        if (givenSsid.length == 0) {
            a.fail(ErrorCode.length(0));
        }
        if (given[1] != AccessPoint.OPEN && givenPassword.length < PASSWORD_LEAST) {
            a.fail(ErrorCode.length(1));
        }
        return a.error();
    }

    @Override
    void fill(SoftApConfig config, boolean tried) {
        config.ssid.set(tried ? givenSsid : ssid);
        config.password.set(tried ? givenPassword : password);
        int[] from = tried ? given : values;
        config.channel = from[0];
        config.encryption = from[1];
        config.hidden = from[3] == 1;
        accessPoint.named(tried || named);
    }

    @Override
    int keep() {
        int status = saved.begin(this).string(givenSsid).string(givenPassword).number(given[0]).number(given[1])
                .number(given[2]).number(given[3]).keep();
        if (status == OK) {
            ssid.set(givenSsid);
            password.set(givenPassword);
            System.arraycopy(given, 0, values, 0, values.length);
            named = true;
        }
        return status;
    }
}
