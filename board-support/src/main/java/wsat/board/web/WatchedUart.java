package wsat.board.web;

import wsat.board.os.Ticks;
import wsat.port.Uart;
import wsat.port.UartConfig;

/** The UART, of which changes of its settings are told. */
public final class WatchedUart implements Uart {
    private final Uart uart;
    private final EventSink sink;
    private final Ticks clock;

    public WatchedUart(Uart uart, EventSink sink, Ticks clock) {
        this.uart = uart;
        this.sink = sink;
        this.clock = clock;
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
    public boolean configure(UartConfig config) {
        boolean done = uart.configure(config);
        if (done) {
            sink.add(new Event("line", clock.micros()).put("baud", config.baud).put("flow", config.flow).json());
        }
        return done;
    }

    @Override
    public boolean crowded() {
        return uart.crowded();
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
