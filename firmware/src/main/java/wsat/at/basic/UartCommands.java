package wsat.at.basic;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.Settings;
import wsat.port.Log;
import wsat.port.Uart;
import wsat.port.UartConfig;

/**
 * The UART commands of the Basic chapter (ESP-AT, AT+UART_CUR, AT+UART_DEF). {@code OK} is said with the old
 * settings; the line is switched when that has left it. At power-up it is set to what {@code AT+UART_DEF} has kept,
 * else to the factory's rate, else as the board says.
 */
public final class UartCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;

    private final Uart uart;
    private final Output output;
    private final Log log;
    private final SavedUart saved;
    private final UartConfig given = new UartConfig();
    private final UartConfig atPowerUp = new UartConfig();
    /** What the line was last set to, by its nominal rate. */
    private final UartConfig nominal = new UartConfig();
    private final UartConfig real = new UartConfig();

    public UartCommands(Uart uart, Settings settings, FactoryParam factory, SavedUart saved, Output output, Log log) {
        this.uart = uart;
        this.output = output;
        this.log = log;
        this.saved = saved;
        table = new Command[] {
            new Configure("AT+UART", false, true),
            new Configure("AT+UART_CUR", false, false),
            new Configure("AT+UART_DEF", true, true),
        };
        UartConfig unlessKept = new UartConfig().set(settings.uart);
        if (!settings.baudGiven) {
            unlessKept.baud = factory.baud(unlessKept.baud);
        }
        atPowerUp.set(unlessKept);
        uart.config(nominal);
        saved.read(atPowerUp);
        if (!become(atPowerUp)) {
            become(unlessKept);
        }
    }

    private boolean become(UartConfig wanted) {
        if (wanted.same(nominal)) {
            return true;
        }
        boolean done = uart.configure(wanted);
        if (done) {
            nominal.set(wanted);
        }
        return done;
    }

    private final class Configure extends Command {
        private final boolean tellsKept;
        private final boolean keeps;

        /**
         * @param tellsKept whether it is asked for what holds at power-up, not for what is
         * @param keeps     whether what is set also holds for the next power-up
         */
        Configure(String name, boolean tellsKept, boolean keeps) {
            super(name, QUERY | SET);
            this.tellsKept = tellsKept;
            this.keeps = keeps;
        }

        @Override
        protected int query() {
            UartConfig told = tellsKept ? atPowerUp : real;
            uart.config(real);
            line(output).say(told.baud).say(",").say(told.dataBits).say(",").say(told.stopBits).say(",")
                    .say(told.parity).say(",").say(told.flow).say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(5, 5);
            given.baud = a.number(0, UartConfig.BAUD_LEAST, UartConfig.BAUD_MOST);
            given.dataBits = a.number(1, 5, 8);
            given.stopBits = a.number(2, 1, 3);
            given.parity = a.number(3, 0, 2);
            given.flow = a.number(4, 0, UartConfig.RTS | UartConfig.CTS);
            if (a.error() != 0) {
                return a.error();
            }
            if (given.baud > uart.baudMost()) {
                log.log(Log.WARN, name, "the line cannot be as fast as was asked for; its most is", uart.baudMost());
                return ErrorCode.FAILED;
            }
            int status = keeps ? saved.keep(given) : OK;
            if (status != OK) {
                return status;
            }
            if (keeps) {
                atPowerUp.set(given);
            }
            return given.same(nominal) ? OK : OK_THEN;
        }

        @Override
        protected void afterOk() {
            output.lineChanged();
            if (!become(given)) {
                log.log(Log.WARN, name, "the line cannot be set so and stays as it was; baud rate", given.baud);
            }
        }
    }
}
