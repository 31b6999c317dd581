package wsat.board.web;

import wsat.board.os.Ticks;
import wsat.port.Uart;
import wsat.port.UartConfig;

/** The UART, of which changes of its settings are told, and whose bytes can be given {@link Faults}. */
public final class WatchedUart implements Uart {
    private final Uart uart;
    private final EventSink sink;
    private final Ticks clock;
    private final Faults faults;

    /** @param faults null: there are none */
    public WatchedUart(Uart uart, EventSink sink, Ticks clock, Faults faults) {
        this.uart = uart;
        this.sink = sink;
        this.clock = clock;
        this.faults = faults;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (faults != null) {
            faults.look(clock.micros());
        }
        int n = uart.read(buffer, offset, length);
        return n <= 0 || faults == null ? n : faults.line(buffer, offset, n);
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        return stopped() ? 0 : uart.write(buffer, offset, length);
    }

    @Override
    public boolean drained() {
        return !stopped() && uart.drained();
    }

    /** Asked whenever something is to be said: then it goes on as soon as it may. */
    private boolean stopped() {
        if (faults == null) {
            return false;
        }
        faults.look(clock.micros());
        return faults.stopped();
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
