package wsat.at.station;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.at.SavedNumberCommand;
import wsat.at.Settings;
import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.SoftApConfig;
import wsat.port.Station;
import wsat.port.Text;

/**
 * The Wi-Fi chapter (ESP-AT, Wi-Fi AT Commands). {@link Join}, {@link Scan} and
 * {@link SoftApCommand} have a file of their own.
 */
public final class WifiCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;
    /** {@code AT+CWDHCP}, which static addresses switch off. */
    public final Dhcp dhcp;
    final Join join;

    private final Wifi wifi;
    private final Saved saved;
    private final Output output;
    private final Log log;

    public WifiCommands(Wifi wifi, Station station, Saved saved, Settings settings, Output output, Log log) {
        this.wifi = wifi;
        this.saved = saved;
        this.output = output;
        this.log = log;
        dhcp = new Dhcp();
        Reconnect reconnect = new Reconnect(saved, output);
        Scan scan = new Scan(wifi, station, output, log);
        join = new Join(wifi, reconnect, saved, settings.dialect == Settings.V4_2, output, log);
        table = new Command[] {
            new Start(),
            new Mode(),
            new State(),
            join,
            reconnect.withoutEffect(),
            scan,
            new ScanOptions(scan),
            new Quit(),
            new SoftApCommand(wifi, saved, output, log),
            new Stations(),
            new SendAway(),
            dhcp,
            new AddressRange(wifi, saved, output, log),
            new AutoConnect(),
            new HostName(station),
            new Country().withoutEffect(),
            new Protocols("AT+CWAPPROTO").withoutEffect(),
            new Protocols("AT+CWSTAPROTO").withoutEffect(),
        };
    }

    /** Remembers a sum of 1 (802.11b), 2 (g), 4 (n) and 8 (LR). */
    private final class Protocols extends SavedNumberCommand {
        Protocols(String name) {
            super(name, 1, 15, 7, saved, output);
        }
    }

    /** {@code AT+CWLIF}, the stations of the access point: without one there are none. */
    private final class Stations extends Command {
        Stations() {
            super("AT+CWLIF", EXECUTE);
        }

        @Override
        protected int execute(long now) {
            wifi.accessPoint.list(this, output);
            return OK;
        }
    }

    /** {@code AT+CWQIF} of all stations, {@code =<"mac">} of one; one that is not there needs no sending away. */
    private final class SendAway extends Command {
        private final Text given = new Text(AccessPoint.MAC_LENGTH);

        SendAway() {
            super("AT+CWQIF", SET | EXECUTE);
        }

        @Override
        protected int execute(long now) {
            given.clear();
            return wifi.accessPoint.sendAway(given);
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            a.string(0, given);
            if (!Address.isMac(given)) {
                a.fail(ErrorCode.invalid(0));
            }
            return a.error() != 0 ? a.error() : wifi.accessPoint.sendAway(given);
        }

        @Override
        protected int poll(long now) {
            return wifi.accessPoint.sentAway();
        }
    }

    private final class Start extends Command {
        Start() {
            super("AT+CWINIT", QUERY | SET);
        }

        @Override
        protected int query() {
            line(output).say(wifi.started() ? 1 : 0).say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            int on = a.number(0, 0, 1);
            if (a.error() == 0) {
                wifi.start(on == 1);
            }
            return a.error();
        }
    }

    /** {@code AT+CWMODE=<mode>[,<auto_connect>]}; for an access point in modes 2 and 3 see {@link OwnAccessPoint}. */
    private final class Mode extends Command {
        Mode() {
            super("AT+CWMODE", QUERY | SET);
        }

        @Override
        protected int query() {
            line(output).say(wifi.mode()).say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 2);
            int mode = a.number(0, 0, Wifi.STATION | Wifi.SOFT_AP);
            boolean connect = a.number(1, 0, 1, 1) == 1;
            if (a.error() != 0) {
                return a.error();
            }
            int status = saved.begin(this).number(mode).keep();
            if (status == OK) {
                wifi.setMode(mode, connect);
            }
            return status;
        }

        @Override
        protected int restore(Arguments kept) {
            return set(kept, 0);
        }
    }

    private final class State extends Command {
        State() {
            super("AT+CWSTATE", QUERY);
        }

        @Override
        protected int query() {
            line(output).say(wifi.connectionState()).say(",\"");
            if (wifi.state() != Station.DOWN || wifi.connecting()) {
                output.say(wifi.ssid());
            }
            output.say("\"\r\n");
            return OK;
        }
    }

    /** {@code AT+CWRECONNCFG=<interval_second>,<repeat_count>[,<reconnect_now>]}: the first two are remembered. */
    static final class Reconnect extends Command {
        private int seconds = 1;
        private int repeats;
        private final Saved saved;
        private final Output output;

        Reconnect(Saved saved, Output output) {
            super("AT+CWRECONNCFG", QUERY | SET);
            this.saved = saved;
            this.output = output;
        }

        @Override
        protected int query() {
            line(output).say(seconds).say(",").say(repeats).say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(2, 3);
            int interval = a.number(0, 0, 7200);
            int count = a.number(1, 0, 1000);
            a.number(2, 0, 1, 0); // the machine connects again by itself, and always at once
            if (a.error() != 0) {
                return a.error();
            }
            int status = keep(interval, count);
            if (status == OK) {
                seconds = interval;
                repeats = count;
            }
            return status;
        }

        private int keep(int interval, int count) {
            return saved.begin(this).number(interval).number(count).keep();
        }

        int seconds() {
            return seconds;
        }

        /** {@code AT+CWJAP} gives the interval too, and joins whether it can be kept or not. */
        void every(int interval) {
            seconds = interval;
            keep(seconds, repeats);
        }

        @Override
        protected int restore(Arguments kept) {
            return set(kept, 0);
        }
    }

    private final class Quit extends Command {
        Quit() {
            super("AT+CWQAP", EXECUTE);
        }

        @Override
        protected int execute(long now) {
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
        protected int set(Arguments a, long now) {
            a.expect(2, 4);
            boolean sorted = a.number(0, 0, 1, 1) == 1;
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
     * {@code AT+CWDHCP=<operate>,<mode>}: bits, 1 the station, 2 the access point, 4 Ethernet. Those of station and
     * Ethernet are remembered.
     */
    final class Dhcp extends ApSetting {
        private static final int STATION = 1;
        private static final int SOFT_AP = 2;

        private int on;
        private int given;

        Dhcp() {
            super("AT+CWDHCP", wifi.accessPoint, WifiCommands.this.log);
            on = accessPoint.exists() ? STATION | SOFT_AP : STATION;
        }

        @Override
        protected int query() {
            line(output).say(on);
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(2, 2);
            boolean enable = a.number(0, 0, 1) == 1;
            int which = a.number(1, 0, 7);
            return a.error() != 0 ? a.error() : change(enable ? on | which : on & ~which, now);
        }

        /** The station has been given a static address. @return {@link #OK} or an error */
        int stationIsStatic() {
            return change(on & ~STATION, 0);
        }

        private int change(int bits, long now) {
            given = bits;
            return ((bits ^ on) & SOFT_AP) == 0 ? keep() : begin(now);
        }

        @Override
        void fill(SoftApConfig config, boolean tried) {
            config.dhcp = ((tried ? given : on) & SOFT_AP) != 0;
        }

        @Override
        int keep() {
            int status = saved.begin(this).number(given).keep();
            if (status == OK) {
                on = given;
            }
            return status;
        }

        @Override
        protected int restore(Arguments kept) {
            int bits = kept.number(0, 0, 7);
            return kept.error() != 0 ? kept.error() : change(bits, 0);
        }
    }

    /** {@code AT+CWAUTOCONN}: whether there is a connection after the next power-up; kept in any case. */
    private final class AutoConnect extends SavedNumberCommand {
        AutoConnect() {
            super("AT+CWAUTOCONN", 0, 1, 1, saved, output);
        }

        @Override
        protected int keep(Saved begun) {
            return begun.keepAlways();
        }

        @Override
        protected int restore(Arguments kept) {
            int status = super.restore(kept);
            if (status == OK && value == 0) {
                wifi.stayAlone();
            }
            return status;
        }
    }

    /** {@code AT+CWHOSTNAME=<"hostname">}: remembered, and told to the board. */
    private final class HostName extends Command {
        private final Text name = new Text(32);
        private final Text given = new Text(32);
        private final Station station;

        HostName(Station station) {
            super("AT+CWHOSTNAME", QUERY | SET);
            this.station = station;
            name.append("espressif");
            station.hostName(given); // none: as after every start
        }

        @Override
        protected int query() {
            line(output).say(name).say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            a.string(0, given);
            if (a.error() != 0) {
                return a.error();
            }
            if (!wifi.stationOn()) {
                return failed(log, "AT+CWMODE has no station");
            }
            name.set(given);
            station.hostName(name);
            return OK;
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
        protected int query() {
            line(output).say(policy).say(",\"").say(code).say("\",").say(first).say(",").say(channels).say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
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
