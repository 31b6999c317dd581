package wsat.at.time;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.port.Text;

/** The time commands of the TCP-IP chapter (ESP-AT, TCP/IP AT Commands). */
public final class TimeCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;

    public TimeCommands(final WallClock clock, final Output output) {
        table = new Command[] {
            new SntpConfig(clock, output),
            new Command("AT+CIPSNTPTIME", Command.QUERY) {
                @Override
                protected int query() {
                    output.say("+CIPSNTPTIME:");
                    Calendar.say(output, clock.unixSeconds() + clock.zoneSeconds());
                    return OK;
                }
            },
            new Command("AT+CIPSNTPINTV", Command.QUERY | Command.SET) {
                @Override
                protected int query() {
                    output.say("+CIPSNTPINTV:").say(clock.intervalSeconds()).say("\r\n");
                    return OK;
                }

                @Override
                protected int set(Arguments a, long now) {
                    a.expect(1, 1);
                    int seconds = a.number(0, 15, 4294967);
                    if (a.error() == 0) {
                        clock.setInterval(seconds, now);
                    }
                    return a.error();
                }
            },
        };
    }

    /** {@code AT+CIPSNTPCFG=<enable>[,<timezone>][,<"server1">][,<"server2">][,<"server3">]}. */
    private static final class SntpConfig extends Command {
        private final WallClock clock;
        private final Output output;
        private final Text[] given = new Text[WallClock.SERVERS];

        SntpConfig(WallClock clock, Output output) {
            super("AT+CIPSNTPCFG", QUERY | SET);
            this.clock = clock;
            this.output = output;
            for (int i = 0; i < given.length; i++) {
                given[i] = new Text(WallClock.SERVER_MAX);
            }
        }

        @Override
        protected int query() {
            output.say("+CIPSNTPCFG:").say(clock.enabled() ? 1 : 0).say(",").say(clock.zoneHours());
            for (int i = 0; clock.enabled() && i < clock.serverCount(); i++) {
                output.say(",\"").say(clock.server(i)).say("\"");
            }
            output.say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 5);
            boolean enable = a.number(0, 0, 1) == 1;
            int zone = a.number(1, WallClock.ZONE_MIN, WallClock.ZONE_MAX, clock.zone());
            if (!WallClock.isZone(zone)) {
                a.fail(ErrorCode.invalid(1));
            }
            int count = 0;
            for (int i = 0; i < given.length; i++) {
                a.optionalString(2 + i, given[count]);
                if (given[count].length > 0) {
                    if (!isName(given[count])) {
                        a.fail(ErrorCode.invalid(2 + i));
                    }
                    count++;
                }
            }
            if (a.error() != 0) {
                return a.error();
            }
            if (enable) {
                clock.enable(zone, given, count, now);
            } else {
                clock.disable(zone);
            }
            return OK;
        }

        private static boolean isName(Text server) {
            for (int i = 0; i < server.length; i++) {
                byte b = server.bytes[i];
                if (b <= ' ' || b == 127 || b == '"') {
                    return false;
                }
            }
            return true;
        }
    }
}
