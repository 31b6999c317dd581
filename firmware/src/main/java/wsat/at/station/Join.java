package wsat.at.station;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.Station;
import wsat.port.StationInfo;
import wsat.port.Text;

/**
 * {@code AT+CWJAP=[<"ssid">],[<"pwd">][,<"bssid">][,<pci_en>][,<reconn_interval>][,<listen_interval>]
 * [,<scan_mode>][,<jap_timeout>][,<pmf>]} (ESP-AT, AT+CWJAP); without parameters, or without the first two, once more
 * the last one.
 */
final class Join extends JoinCommand {
    private static final int PASSWORD_MAX = 64;

    private final WifiCommands.Reconnect reconnect;
    private final boolean named;
    private final Text givenSsid = new Text(AccessPoint.SSID_MAX);
    private final Text givenPassword = new Text(PASSWORD_MAX);
    private final Text givenBssid = new Text(AccessPoint.MAC_LENGTH);
    private final Text ssid = new Text(AccessPoint.SSID_MAX);
    private final Text password = new Text(PASSWORD_MAX);
    private final Text bssid = new Text(AccessPoint.MAC_LENGTH);
    private int authenticated;
    private int listenInterval = 3;
    private int scanMode;
    private int protection = 1;
    private int timeoutSeconds = TIMEOUT_SECONDS;

    /** @param named whether the fourth parameter names an encryption */
    Join(Wifi wifi, WifiCommands.Reconnect reconnect, Saved saved, boolean named, Output output, Log log) {
        super("AT+CWJAP", QUERY | SET | EXECUTE, wifi, saved, output, log);
        this.reconnect = reconnect;
        this.named = named;
    }

    @Override
    protected int query() {
        if (wifi.state() == Station.DOWN) {
            return OK;
        }
        StationInfo info = wifi.info();
        line(output).say("\"").say(wifi.ssid()).say("\",\"").say(info.bssid).say("\",").say(info.channel).say(",")
                .say(info.rssi).say(",").say(authenticated).say(",").say(reconnect.seconds()).say(",")
                .say(listenInterval).say(",").say(scanMode).say(",").say(protection).say("\r\n");
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, 9);
        a.optionalString(0, givenSsid);
        a.optionalString(1, givenPassword);
        a.optionalString(2, givenBssid);
        int newAuthenticated = a.number(3, 0, AccessPoint.ENCRYPTION_MAX, 0);
        int newReconnect = a.number(4, 0, 7200, 1);
        int newListenInterval = a.number(5, 1, 100, 3);
        int newScanMode = a.number(6, 0, 1, 0);
        int newTimeout = a.number(7, 3, 600, TIMEOUT_SECONDS);
        int newProtection = a.number(8, 0, 3, 1);
        if (givenBssid.length > 0 && !Address.isMac(givenBssid)) {
            a.fail(ErrorCode.invalid(2));
        }
        boolean lastOne = a.omits(0, 1);
        if (!lastOne && givenSsid.length == 0 && givenBssid.length == 0) {
            a.fail(ErrorCode.length(0));
        }
        if (a.error() != 0) {
            return a.error();
        }
        if (lastOne) {
            givenSsid.set(ssid);
            givenPassword.set(password);
            if (givenBssid.length == 0) {
                givenBssid.set(bssid);
            }
        }
        reconnect.every(newReconnect);
        ssid.set(givenSsid);
        password.set(givenPassword);
        bssid.set(givenBssid);
        authenticated = newAuthenticated;
        listenInterval = newListenInterval;
        scanMode = newScanMode;
        timeoutSeconds = newTimeout;
        protection = newProtection;
        return begin(now);
    }

    /** The network's name, but not its password: the machine has that. The network is there, be it kept or not. */
    @Override
    void keep() {
        saved.begin(this).string(ssid).string(bssid).number(authenticated).number(listenInterval)
                .number(scanMode).number(protection).keep();
    }

    @Override
    protected int restore(Arguments kept) {
        kept.expect(6, 6);
        kept.string(0, givenSsid);
        kept.string(1, givenBssid);
        int keptAuthenticated = kept.number(2, 0, AccessPoint.ENCRYPTION_MAX);
        int keptListenInterval = kept.number(3, 1, 100);
        int keptScanMode = kept.number(4, 0, 1);
        int keptProtection = kept.number(5, 0, 3);
        if (kept.error() != 0) {
            return kept.error();
        }
        ssid.set(givenSsid);
        bssid.set(givenBssid);
        authenticated = keptAuthenticated;
        listenInterval = keptListenInterval;
        scanMode = keptScanMode;
        protection = keptProtection;
        wifi.known(ssid);
        return OK;
    }

    @Override
    protected int execute(long now) {
        return begin(now);
    }

    private int begin(long now) {
        if (!hasStation()) {
            return ErrorCode.FAILED;
        }
        wifi.join(ssid, password, bssid, weakest());
        return await(timeoutSeconds, now);
    }

    /** ESP-AT 4.2 names it; before, whatever is not 0 means that anything but open and WEP will do. */
    private int weakest() {
        return authenticated == 0 || named ? authenticated : AccessPoint.WPA;
    }

    @Override
    int refused(int answer, boolean late) {
        if (answer == Station.WRONG_PASSWORD) {
            password.clear(); // the last one, asked for once more, is with what the machine knows
        }
        line(output).say(answer).say("\r\n");
        return ErrorCode.FAILED;
    }

    /** Another command has joined a network: once more the last one is that one, as the machine knows it. */
    void last(Text name) {
        ssid.set(name);
        password.clear();
        bssid.clear();
        keep();
    }
}
