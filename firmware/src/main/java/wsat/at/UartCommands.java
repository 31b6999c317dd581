package wsat.at;

/**
 * The UART commands of the Basic chapter (ESP-AT, AT+UART_CUR, AT+UART_DEF). What a host sets is checked,
 * remembered and told; the line itself stays as it was opened, for {@link wsat.port.Uart} cannot be
 * switched yet.
 */
final class UartCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    final Command[] table;

    private final Line current;
    private final Line atPowerUp;
    private final Output output;

    /** {@code <baudrate>,<databits>,<stopbits>,<parity>,<flow control>}; flow control 1 is RTS alone. */
    private static final class Line {
        final int[] values = {0, 8, 1, 0, 1};

        Line(int baud) {
            values[0] = baud;
        }
    }

    UartCommands(int baud, Output output) {
        this.output = output;
        current = new Line(baud);
        atPowerUp = new Line(baud);
        table = new Command[] {
            new Configure("AT+UART", current, true).withoutEffect(),
            new Configure("AT+UART_CUR", current, false).withoutEffect(),
            new Configure("AT+UART_DEF", atPowerUp, true).withoutEffect(),
        };
    }

    private final class Configure extends Command {
        private final Line told;
        private final boolean forLater;

        /** @param forLater whether what is set also holds for the next power-up */
        Configure(String name, Line told, boolean forLater) {
            super(name, QUERY | SET);
            this.told = told;
            this.forLater = forLater;
        }

        @Override
        int query() {
            line(output);
            for (int i = 0; i < told.values.length; i++) {
                output.say(i == 0 ? "" : ",").say(told.values[i]);
            }
            output.say("\r\n");
            return OK;
        }

        @Override
        int set(Arguments a, long now) {
            a.expect(5, 5);
            a.number(0, 80, 5_000_000);
            a.number(1, 5, 8);
            a.number(2, 1, 3);
            a.number(3, 0, 2);
            a.number(4, 0, 3);
            for (int i = 0; a.error() == 0 && i < told.values.length; i++) {
                current.values[i] = a.number(i, 0, 5_000_000);
                if (forLater) {
                    atPowerUp.values[i] = current.values[i];
                }
            }
            return a.error();
        }
    }
}
