package wsat.at.station;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.at.SavedNumberCommand;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.SoftApConfig;
import wsat.port.Station;
import wsat.port.StationInfo;
import wsat.port.Text;

/**
 * The addresses of the Wi-Fi and the TCP-IP chapter (ESP-AT, Wi-Fi AT Commands, TCP/IP AT Commands). The
 * machine's addresses are its own: what a host sets is checked and logged, and the queries go on telling
 * what is. Those of the access point are its own where the board can open one, else they are remembered.
 */
public final class AddressCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;
    /** {@code AT+CIPV6}. */
    public final NumberCommand ipv6;

    private static final String NONE = "0.0.0.0";
    private static final String NO_MAC = "00:00:00:00:00:00";

    private final Wifi wifi;
    private final WifiCommands.Dhcp dhcp;
    private final Saved saved;
    private final Output output;
    private final Log log;
    private final Text apMac = new Text(17);

    /** @param dhcp what a static address of the station switches off */
    public AddressCommands(Wifi wifi, WifiCommands.Dhcp dhcp, Resolver resolver, Saved saved, Output output, Log log) {
        this.wifi = wifi;
        this.dhcp = dhcp;
        this.saved = saved;
        this.output = output;
        this.log = log;
        ipv6 = new SavedNumberCommand("AT+CIPV6", 0, 1, 0, NumberCommand.BLANK_LINE, saved, output);
        wifi.ipv6(ipv6);
        table = new Command[] {
            ipv6,
            new Local(),
            new StationMac().withoutEffect(),
            new AccessPointMac(),
            new StationAddress().withoutEffect(),
            new AccessPointAddress(),
            new NameServers().withoutEffect(),
            new Domain(resolver, output, log),
        };
    }

    private boolean up() {
        return wifi.state() == Station.GOT_IP;
    }

    private Output sayMac(Text mac) {
        return mac.length == 0 ? output.say(NO_MAC) : output.say(mac);
    }

    /** The one of an open access point; else, if none has been set, the station's with the next number (ESP32). */
    private Output sayApMac() {
        if (wifi.accessPoint.mac().length > 0) {
            return output.say(wifi.accessPoint.mac());
        }
        Text mac = wifi.info().mac;
        if (apMac.length > 0 || mac.length == 0) {
            return sayMac(apMac);
        }
        int last = (Address.digit(mac.bytes[mac.length - 2]) << 4 | Address.digit(mac.bytes[mac.length - 1])) + 1;
        return output.say(mac.bytes, 0, mac.length - 2).sayHex(last & 0xFF, 2);
    }

    /** {@code AT+CIFSR}: the access point's lines first, in modes that have one. */
    private final class Local extends Command {
        Local() {
            super("AT+CIFSR", EXECUTE);
        }

        @Override
        protected int execute(long now) {
            if ((wifi.mode() & Wifi.SOFT_AP) != 0) {
                line(output).say("APIP,\"").say(wifi.accessPoint.config.address).say("\"\r\n");
                line(output).say("APMAC,\"");
                sayApMac().say("\"\r\n");
            }
            if ((wifi.mode() & Wifi.STATION) != 0) {
                line(output).say("STAIP,\"");
                sayAddress(wifi.info().address).say("\"\r\n");
                sayIpv6(this, "STAIP6LL,\"", wifi.info().linkLocal);
                sayIpv6(this, "STAIP6GL,\"", wifi.info().global);
                line(output).say("STAMAC,\"");
                sayMac(wifi.info().mac).say("\"\r\n");
            }
            return OK;
        }
    }

    private Output sayAddress(Text address) {
        return up() && address.length > 0 ? output.say(address) : output.say(NONE);
    }

    /** A line for an address that there is, with {@code AT+CIPV6=1}. */
    private void sayIpv6(Command command, String what, Text address) {
        if (wifi.tellsIpv6() && address.length > 0) {
            command.line(output).say(what).say(address).say("\"\r\n");
        }
    }

    private final class StationMac extends Command {
        private final Text given = new Text(17);

        StationMac() {
            super("AT+CIPSTAMAC", QUERY | SET);
        }

        @Override
        protected int query() {
            line(output).say("\"");
            sayMac(wifi.info().mac).say("\"\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            takeMac(a, given);
            if (a.error() == 0) {
                log.log(Log.INFO, name, "the machine keeps its own address", Log.NO_VALUE);
            }
            return a.error();
        }
    }

    private static void takeMac(Arguments a, Text into) {
        a.expect(1, 1);
        a.string(0, into);
        if (!Address.isStationMac(into)) {
            a.fail(ErrorCode.invalid(0));
        }
    }

    private final class AccessPointMac extends ApSetting {
        private final Text given = new Text(17);

        AccessPointMac() {
            super("AT+CIPAPMAC", wifi.accessPoint, AddressCommands.this.log);
        }

        @Override
        protected int query() {
            line(output).say("\"");
            sayApMac().say("\"\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            takeMac(a, given);
            return a.error() != 0 ? a.error() : begin(now);
        }

        @Override
        void fill(SoftApConfig config, boolean tried) {
            config.mac.set(tried ? given : apMac);
        }

        @Override
        int keep() {
            int status = saved.begin(this).string(given).keep();
            if (status == OK) {
                apMac.set(given);
            }
            return status;
        }

        @Override
        protected int restore(Arguments kept) {
            return set(kept, 0);
        }
    }

    /** What is set by {@code =<"ip">[,<"gateway">,<"netmask">]}. */
    private static final class Given {
        final Text address = new Text(15);
        final Text gateway = new Text(15);
        final Text netmask = new Text(15);

        /** @return {@link Command#OK} or an error */
        int read(Arguments a) {
            a.expect(1, 3);
            a.string(0, address);
            a.optionalString(1, gateway);
            a.optionalString(2, netmask);
            if (!Address.isIpv4(address)) {
                a.fail(ErrorCode.invalid(0));
            }
            if (gateway.length > 0 && !Address.isIpv4(gateway)) {
                a.fail(ErrorCode.invalid(1));
            }
            if (netmask.length > 0 && !Address.isIpv4(netmask)) {
                a.fail(ErrorCode.invalid(2));
            }
            if (gateway.length == 0 != (netmask.length == 0)) {
                a.fail(ErrorCode.count(3, 2));
            }
            return a.error();
        }
    }

    private final class StationAddress extends Command {
        private final Given given = new Given();

        StationAddress() {
            super("AT+CIPSTA", QUERY | SET);
        }

        @Override
        protected int query() {
            StationInfo info = wifi.info();
            line(output).say("ip:\"");
            sayAddress(info.address).say("\"\r\n");
            line(output).say("gateway:\"");
            sayAddress(info.gateway).say("\"\r\n");
            line(output).say("netmask:\"");
            sayAddress(info.netmask).say("\"\r\n");
            sayIpv6(this, "ip6ll:\"", info.linkLocal);
            sayIpv6(this, "ip6gl:\"", info.global);
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            int status = given.read(a);
            if (status != OK) {
                return status;
            }
            log.log(Log.INFO, name, "the machine keeps its own address", Log.NO_VALUE);
            return dhcp.stationIsStatic();
        }
    }

    /** {@code AT+CIPAP}; the access point is its stations' gateway itself, another one is only remembered. */
    private final class AccessPointAddress extends ApSetting {
        private final Text address = new Text(15).append("192.168.4.1");
        private final Text gateway = new Text(15).append("192.168.4.1");
        private final Text netmask = new Text(15).append("255.255.255.0");
        private final Given given = new Given();

        AccessPointAddress() {
            super("AT+CIPAP", wifi.accessPoint, AddressCommands.this.log);
            fill(accessPoint.config, false);
        }

        @Override
        protected int query() {
            line(output).say("ip:\"").say(address).say("\"\r\n");
            line(output).say("gateway:\"").say(gateway).say("\"\r\n");
            line(output).say("netmask:\"").say(netmask).say("\"\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            int status = given.read(a);
            if (status != OK) {
                return status;
            }
            if (given.gateway.length == 0) {
                given.gateway.set(gateway);
                given.netmask.set(netmask);
            }
            return begin(now);
        }

        @Override
        void fill(SoftApConfig config, boolean tried) {
            config.address.set(tried ? given.address : address);
            config.netmask.set(tried ? given.netmask : netmask);
        }

        @Override
        int keep() {
            int status = saved.begin(this).string(given.address).string(given.gateway).string(given.netmask).keep();
            if (status == OK) {
                address.set(given.address);
                gateway.set(given.gateway);
                netmask.set(given.netmask);
            }
            return status;
        }

        @Override
        protected int restore(Arguments kept) {
            return set(kept, 0);
        }
    }

    /**
     * {@code AT+CIPDNS=<enable>[,<"ip1">][,<"ip2">][,<"ip3">]}: remembered; the machine's resolver is asked.
     * While not enabled, its servers are told; ESP-AT's own where there are none that can be told, or none was given.
     */
    private final class NameServers extends Command {
        private static final int MAX = 3;

        private final Text[] fallback = new Text[MAX];
        private final Text[] set = new Text[MAX];
        private final Text[] given = new Text[MAX];
        private boolean enabled;

        NameServers() {
            super("AT+CIPDNS", QUERY | SET);
            for (int i = 0; i < MAX; i++) {
                set[i] = new Text(Resolver.ADDRESS_MAX);
                given[i] = new Text(Resolver.ADDRESS_MAX);
                fallback[i] = new Text(15);
            }
            fallback[0].append("208.67.222.222");
            fallback[1].append("114.114.114.114");
            fallback[2].append("8.8.8.8");
        }

        @Override
        protected int query() {
            line(output).say(enabled ? 1 : 0);
            Text[] told = enabled ? set : wifi.info().nameServers;
            if (told[0].length == 0) {
                told = fallback;
            }
            for (int i = 0; i < MAX && told[i].length > 0; i++) {
                output.say(",\"").say(told[i]).say("\"");
            }
            output.say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1 + MAX);
            boolean enable = a.number(0, 0, 1) == 1;
            int count = 0;
            for (int i = 0; i < MAX; i++) {
                a.optionalString(1 + i, given[count]);
                if (given[count].length > 0) {
                    if (!Address.isIp(given[count]) || isAmong(count)) {
                        a.fail(ErrorCode.invalid(1 + i));
                    }
                    count++;
                }
            }
            if (a.error() != 0) {
                return a.error();
            }
            saved.begin(this).number(enable ? 1 : 0);
            for (int i = 0; i < count; i++) {
                saved.string(given[i]);
            }
            int status = saved.keep();
            if (status != OK) {
                return status;
            }
            enabled = enable;
            for (int i = 0; i < MAX; i++) {
                set[i].clear();
                if (i < count) {
                    set[i].append(given[i]);
                }
            }
            return OK;
        }

        /** Whether one was given before: no two may be the same. */
        private boolean isAmong(int index) {
            boolean among = false;
            for (int i = 0; i < index; i++) {
                among |= given[i].same(given[index]);
            }
            return among;
        }

        @Override
        protected int restore(Arguments kept) {
            return set(kept, 0);
        }
    }
}
