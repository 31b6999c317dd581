package wsat.at;

import wsat.port.Log;
import wsat.port.Station;

/** How sockets are to be, and that there is none (ESP-AT, TCP/IP AT Commands): hosts ask before they open one. */
final class SocketCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    final Command[] table;

    private static final int LINKS = 5;

    private final Wifi wifi;
    private final Output output;
    private final Log log;
    private final Remembered multiplex;

    SocketCommands(Wifi wifi, Output output, Log log) {
        this.wifi = wifi;
        this.output = output;
        this.log = log;
        multiplex = new Remembered("AT+CIPMUX", 0, 1, 0, Remembered.BLANK_LINE, output);
        table = new Command[] {
            new Status(),
            new Links(),
            new PeerInfo().withoutEffect(),
            multiplex.withoutEffect(),
            new Remembered("AT+CIPRECVMODE", 0, 1, 0, Remembered.BLANK_LINE, output).withoutEffect(),
            new ReceiveLengths(),
            new SslConfig(),
            new Passthrough().withoutEffect(),
        };
    }

    /** {@code AT+CIPSTATUS}: 0 no Wi-Fi, 1 no station, 2 an address, 5 not connected; 3 and 4 are of sockets. */
    private final class Status extends Command {
        Status() {
            super("AT+CIPSTATUS", EXECUTE);
        }

        @Override
        int execute(long now) {
            output.say("STATUS:").say(status()).say("\r\n");
            return OK;
        }

        private int status() {
            if (!wifi.stationOn()) {
                return wifi.started() ? 1 : 0;
            }
            return wifi.state() == Station.GOT_IP ? 2 : 5;
        }
    }

    /** {@code AT+CIPSTATE?}: a line a socket. */
    private final class Links extends Command {
        Links() {
            super("AT+CIPSTATE", QUERY);
        }

        @Override
        int query() {
            return OK;
        }
    }

    /** {@code AT+CIPDINFO}: whether {@code +IPD} names the peer; a number to set, a word when it is told. */
    private final class PeerInfo extends Remembered {
        PeerInfo() {
            super("AT+CIPDINFO", 0, 1, 0, NO_BLANK_LINE, output);
        }

        @Override
        int query() {
            line(output).say(value == 1 ? "true" : "false");
            return OK;
        }
    }

    private final class ReceiveLengths extends Command {
        ReceiveLengths() {
            super("AT+CIPRECVLEN", QUERY);
        }

        /** -1: no such link. */
        @Override
        int query() {
            line(output);
            for (int i = 0; i < LINKS; i++) {
                output.say(i == 0 ? "-1" : ",-1");
            }
            output.say("\r\n");
            return OK;
        }
    }

    private final class SslConfig extends Command {
        SslConfig() {
            super("AT+CIPSSLCCONF", QUERY);
        }

        /** Mode, certificate and CA: none; a line a link when there are several. */
        @Override
        int query() {
            for (int i = 0; i < (multiplex.value == 1 ? LINKS : 1); i++) {
                line(output);
                if (multiplex.value == 1) {
                    output.say(i).say(",");
                }
                output.say("0,0,0\r\n");
            }
            return OK;
        }
    }

    private final class Passthrough extends Remembered {
        Passthrough() {
            super("AT+CIPMODE", 0, 1, 0, BLANK_LINE, output);
        }

        @Override
        int change(int number) {
            if (number == 0) {
                return OK;
            }
            log.log(Log.WARN, name, "passthrough is not there", Log.NO_VALUE);
            return ErrorCode.FAILED;
        }
    }
}
