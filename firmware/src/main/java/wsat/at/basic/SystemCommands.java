package wsat.at.basic;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.Modes;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.at.SavedNumberCommand;
import wsat.port.Log;
import wsat.port.Thermometer;

/** The Basic chapter from AT+SYSMSGFILTER on (ESP-AT, Basic AT Commands). */
public final class SystemCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;

    /** {@code AT+SYSMSG}: bit 1 makes the messages of sockets detailed. */
    public final NumberCommand messages;

    private final Output output;
    private final Log log;

    public SystemCommands(Thermometer thermometer, Modes modes, FactoryParam factory, Saved saved, Output output,
            Log log) {
        this.output = output;
        this.log = log;
        messages = new SavedNumberCommand("AT+SYSMSG", 0, 7, 0, saved, output);
        table = new Command[] {
            new MessageFilter(output),
            new MessageFilterConfig(output, log),
            new RadioPower().withoutEffect(),
            messages,
            new ErrorLog(modes),
            new Store(saved, factory.store()),
            new Temperature(thermometer),
        };
    }

    /**
     * {@code AT+RFPOWER=<wifi>[,<ble_adv>][,<ble_scan>][,<ble_conn>]}: remembered; the radio is the machine's. As
     * there, scanning and connecting get the power of advertising.
     */
    private final class RadioPower extends Command {
        private final int[] power = {80, 9, 9, 9};

        RadioPower() {
            super("AT+RFPOWER", QUERY | SET);
        }

        @Override
        protected int query() {
            line(output);
            for (int i = 0; i < power.length; i++) {
                output.say(i == 0 ? "" : ",").say(power[i]);
            }
            output.say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 4);
            int wifi = a.number(0, 40, 84, power[0]);
            int advertising = a.number(1, 0, 15, power[1]);
            a.number(2, 0, 15, 0);
            a.number(3, 0, 15, 0);
            if (a.error() == 0) {
                power[0] = wifi;
                power[1] = advertising;
                power[2] = advertising;
                power[3] = advertising;
            }
            return a.error();
        }
    }

    private final class ErrorLog extends NumberCommand {
        private final Modes modes;

        ErrorLog(Modes modes) {
            super("AT+SYSLOG", 0, 1, 0, BLANK_LINE, output);
            this.modes = modes;
        }

        @Override
        protected int change(int number) {
            modes.sysLog = number == 1;
            return super.change(number);
        }
    }

    /** {@code AT+SYSSTORE}: whether what other commands set is kept; not kept itself. */
    private final class Store extends NumberCommand {
        private final Saved saved;

        Store(Saved saved, int initial) {
            super("AT+SYSSTORE", 0, 1, initial, BLANK_LINE, output);
            this.saved = saved;
            saved.store(initial == 1);
        }

        @Override
        protected int change(int number) {
            saved.store(number == 1);
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
        protected int query() {
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
