package wsat.board.line;

import wsat.port.Uart;
import wsat.port.UartConfig;

/** Another UART: each call is passed on, and who has a word in some overrides them. */
public abstract class RelayedUart implements Uart {
    /** The other one. */
    protected final Uart uart;

    /** @param uart to which calls are passed on */
    protected RelayedUart(Uart uart) {
        this.uart = uart;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return uart.read(buffer, offset, length);
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        return uart.write(buffer, offset, length);
    }

    @Override
    public boolean drained() {
        return uart.drained();
    }

    @Override
    public boolean crowded() {
        return uart.crowded();
    }

    @Override
    public boolean configure(UartConfig config) {
        return uart.configure(config);
    }

    @Override
    public int baudMost() {
        return uart.baudMost();
    }

    @Override
    public int characterNanos() {
        return uart.characterNanos();
    }

    @Override
    public void config(UartConfig into) {
        uart.config(into);
    }
}
