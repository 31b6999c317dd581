package wsat.at;

import wsat.port.Log;
import wsat.port.Station;
import wsat.port.Text;

/** The Wi-Fi chapter (ESP-AT, Wi-Fi AT Commands). {@link Join} and {@link Scan} have a file of their own. */
final class WifiCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    final Command[] table;

    private final Wifi wifi;
    private final Output output;

    WifiCommands(Wifi wifi, Station station, Output output, Log log) {
        this.wifi = wifi;
        this.output = output;
        Reconnect reconnect = new Reconnect(output);
        Scan scan = new Scan(wifi, station, output, log);
        table = new Command[] {
            new Start(),
            new Mode(),
            new State(),
            new Join(wifi, reconnect, output, log),
            reconnect.withoutEffect(),
            scan,
            new ScanOptions(scan),
            new Quit(),
            new AccessPointConfig().withoutEffect(),
            new Dhcp().withoutEffect(),
            new Remembered("AT+CWAUTOCONN", 0, 1, 1, Remembered.NO_BLANK_LINE, output).withoutEffect(),
            new HostName().withoutEffect(),
            new Country().withoutEffect(),
        };
    }

    private final class Start extends Command {
        Start() {
            super("AT+CWINIT", QUERY | SET);
        }

        @Override
        int query() {
            line(output).say(wifi.started() ? 1 : 0).say("\r\n");
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(1, 1);
            int on = a.number(0, 0, 1);
            if (a.error() == 0) {
                wifi.start(on == 1);
            }
            return a.error();
        }
    }

    /** {@code AT+CWMODE=<mode>[,<auto_connect>]}; no access point is opened in modes 2 and 3. */
    private final class Mode extends Command {
        Mode() {
            super("AT+CWMODE", QUERY | SET);
        }

        @Override
        int query() {
            line(output).say(wifi.mode()).say("\r\n");
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(1, 2);
            int mode = a.number(0, 0, Wifi.STATION | Wifi.SOFT_AP);
            boolean connect = a.number(1, 0, 1, 1) == 1;
            if (a.error() == 0) {
                wifi.setMode(mode, connect);
            }
            return a.error();
        }
    }

    private final class State extends Command {
        State() {
            super("AT+CWSTATE", QUERY);
        }

        @Override
        int query() {
            line(output).say(wifi.connectionState()).say(",\"");
            if (wifi.state() != Station.DOWN) {
                output.say(wifi.ssid());
            }
            output.say("\"\r\n");
            return OK;
        }
    }

    /** {@code AT+CWRECONNCFG=<interval_second>,<repeat_count>}: remembered; the machine looks after its network. */
    static final class Reconnect extends Command {
        int seconds = 1;
        private int repeats;
        private final Output output;

        Reconnect(Output output) {
            super("AT+CWRECONNCFG", QUERY | SET);
            this.output = output;
        }

        @Override
        int query() {
            line(output).say(seconds).say(",").say(repeats).say("\r\n");
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(2, 2);
            int interval = a.number(0, 0, 7200);
            int count = a.number(1, 0, 1000);
            if (a.error() == 0) {
                seconds = interval;
                repeats = count;
            }
            return a.error();
        }
    }

    private final class Quit extends Command {
        Quit() {
            super("AT+CWQAP", EXECUTE);
        }

        @Override
        int execute(long now) {
            wifi.leave();
            return OK;
        }
    }

    /** {@code AT+CWLAPOPT=<reserved>,<print mask>[,<rssi filter>][,<authmode mask>]}. */
    private static final class ScanOptions extends Command {
        private final Scan scan;

        ScanOptions(Scan scan) {
            super("AT+CWLAPOPT", SET);
            this.scan = scan;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(2, 4);
            boolean sorted = a.number(0, 0, 1) == 1;
            int mask = a.number(1, 0, Scan.ALL_FIELDS);
            int weakest = a.number(2, -100, 40, Scan.WEAKEST);
            int encryptions = a.number(3, 0, Scan.ALL_ENCRYPTIONS, Scan.ALL_ENCRYPTIONS);
            if (a.error() == 0) {
                scan.options(sorted, mask, weakest, encryptions);
            }
            return a.error();
        }
    }

    /**
     * {@code AT+CWSAP=<"ssid">,<"pwd">,<channel>,<ecn>[,<max conn>][,<ssid hidden>]}: remembered; no access
     * point is opened.
     */
    private final class AccessPointConfig extends Command {
        private static final int PASSWORD_LEAST = 8;

        private final Text ssid = new Text(32);
        private final Text password = new Text(64);
        private final Text givenSsid = new Text(32);
        private final Text givenPassword = new Text(64);
        private final int[] values = {1, 0, 10, 0};

        AccessPointConfig() {
            super("AT+CWSAP", QUERY | SET);
            ssid.append("wsat");
        }

        @Override
        int query() {
            line(output).say("\"").say(ssid).say("\",\"").say(password).say("\"");
            for (int i = 0; i < values.length; i++) {
                output.say(",").say(values[i]);
            }
            output.say("\r\n");
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(4, 6);
            a.string(0, givenSsid);
            a.string(1, givenPassword);
            int channel = a.number(2, 1, 14);
            int encryption = a.number(3, 0, 4);
            int connections = a.number(4, 1, 10, 10);
            int hidden = a.number(5, 0, 1, 0);
            if (givenSsid.length == 0) {
                a.fail(ErrorCode.length(0));
            }
            if (encryption != 0 && givenPassword.length < PASSWORD_LEAST) {
                a.fail(ErrorCode.length(1));
            }
            if (a.error() == 0) {
                ssid.set(givenSsid);
                password.set(givenPassword);
                values[0] = channel;
                values[1] = encryption;
                values[2] = connections;
                values[3] = hidden;
            }
            return a.error();
        }
    }

    /** {@code AT+CWDHCP=<operate>,<mode>}: remembered bits, 1 the station, 2 the access point, 4 Ethernet. */
    private final class Dhcp extends Command {
        private int on = 1;

        Dhcp() {
            super("AT+CWDHCP", QUERY | SET);
        }

        @Override
        int query() {
            line(output).say(on);
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(2, 2);
            boolean enable = a.number(0, 0, 1) == 1;
            int which = a.number(1, 0, 7);
            if (a.error() == 0) {
                on = enable ? on | which : on & ~which;
            }
            return a.error();
        }
    }

    /** {@code AT+CWHOSTNAME=<"hostname">}: remembered; the machine keeps its own name. */
    private final class HostName extends Command {
        private final Text name = new Text(32);
        private final Text given = new Text(32);

        HostName() {
            super("AT+CWHOSTNAME", QUERY | SET);
            name.append("espressif");
        }

        @Override
        int query() {
            line(output).say(name).say("\r\n");
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(1, 1);
            a.string(0, given);
            if (a.error() == 0) {
                name.set(given);
            }
            return a.error();
        }
    }

    /** {@code AT+CWCOUNTRY=<policy>,<"code">,<start channel>,<channel count>}: remembered. */
    private final class Country extends Command {
        private final Text code = new Text(3);
        private final Text given = new Text(3);
        private int policy;
        private int first = 1;
        private int channels = 13;

        Country() {
            super("AT+CWCOUNTRY", QUERY | SET);
            code.append("CN");
        }

        @Override
        int query() {
            line(output).say(policy).say(",\"").say(code).say("\",").say(first).say(",").say(channels).say("\r\n");
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(4, 4);
            int newPolicy = a.number(0, 0, 1);
            a.string(1, given);
            int newFirst = a.number(2, 1, 14);
            int newChannels = a.number(3, 1, 14);
            if (a.error() == 0) {
                policy = newPolicy;
                code.set(given);
                first = newFirst;
                channels = newChannels;
            }
            return a.error();
        }
    }
}
