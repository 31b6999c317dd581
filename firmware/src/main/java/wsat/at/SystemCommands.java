package wsat.at;

import wsat.port.Log;
import wsat.port.Thermometer;

/** The Basic chapter from AT+SYSMSGFILTER on (ESP-AT, Basic AT Commands). */
final class SystemCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    final Command[] table;

    private final Output output;
    private final Log log;

    SystemCommands(Thermometer thermometer, Modes modes, Output output, Log log) {
        this.output = output;
        this.log = log;
        table = new Command[] {
            new MessageFilter(),
            new MessageFilterConfig(),
            new RadioPower().withoutEffect(),
            new Remembered("AT+SYSMSG", 0, 7, 0, Remembered.NO_BLANK_LINE, output).withoutEffect(),
            new ErrorLog(modes),
            new Remembered("AT+SYSSTORE", 0, 1, 1, Remembered.BLANK_LINE, output).withoutEffect(),
            new Temperature(thermometer),
        };
    }

    /** Filters are regular expressions, which wsat has not: there is none, so there is none to switch on. */
    private final class MessageFilter extends Remembered {
        MessageFilter() {
            super("AT+SYSMSGFILTER", 0, 1, 0, BLANK_LINE, output);
        }

        @Override
        int change(int number) {
            return number == 0 ? OK : failed(log, "filters are regular expressions, which wsat has not");
        }
    }

    /** {@code AT+SYSMSGFILTERCFG?} and {@code =0}, which forgets all filters, of which there are none. */
    private final class MessageFilterConfig extends Command {
        MessageFilterConfig() {
            super("AT+SYSMSGFILTERCFG", QUERY | SET);
        }

        @Override
        int query() {
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(1, 3);
            int operation = a.number(0, 0, 2);
            if (a.error() != 0) {
                return a.error();
            }
            return operation == 0 ? OK : failed(log, "filters are regular expressions, which wsat has not");
        }
    }

    /** {@code AT+RFPOWER=<wifi>[,<ble_adv>][,<ble_scan>][,<ble_conn>]}: remembered; the radio is the machine's. */
    private final class RadioPower extends Command {
        private final int[] power = {80, 9, 9, 9};

        RadioPower() {
            super("AT+RFPOWER", QUERY | SET);
        }

        @Override
        int query() {
            line(output);
            for (int i = 0; i < power.length; i++) {
                output.say(i == 0 ? "" : ",").say(power[i]);
            }
            output.say("\r\n");
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(1, 4);
            int wifi = a.number(0, 40, 84, power[0]);
            int advertising = a.number(1, 0, 15, power[1]);
            int scanning = a.number(2, 0, 15, power[2]);
            int connected = a.number(3, 0, 15, power[3]);
            if (a.error() == 0) {
                power[0] = wifi;
                power[1] = advertising;
                power[2] = scanning;
                power[3] = connected;
            }
            return a.error();
        }
    }

    private final class ErrorLog extends Remembered {
        private final Modes modes;

        ErrorLog(Modes modes) {
            super("AT+SYSLOG", 0, 1, 0, BLANK_LINE, output);
            this.modes = modes;
        }

        @Override
        int change(int number) {
            modes.sysLog = number == 1;
            return super.change(number);
        }
    }

    private final class Temperature extends Command {
        private final Thermometer thermometer;

        Temperature(Thermometer thermometer) {
            super("AT+SYSTEMP", QUERY);
            this.thermometer = thermometer;
        }

        @Override
        int query() {
            int hundredths = thermometer.hundredths();
            if (hundredths == Thermometer.UNKNOWN) {
                return failed(log, "the machine has no thermometer that can be read");
            }
            int size = Math.max(hundredths, -hundredths);
            line(output).say(hundredths < 0 ? "-" : "").say(size / 100).say(".").say(size / 10 % 10).say(size % 10);
            return OK;
        }
    }
}
