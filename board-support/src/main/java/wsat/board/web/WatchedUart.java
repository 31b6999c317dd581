package wsat.board.web;

import java.util.function.IntSupplier;
import wsat.board.line.RelayedUart;
import wsat.board.os.Ticks;
import wsat.port.Uart;
import wsat.port.UartConfig;

/** The UART, of which changes of its settings are told, and what waits in the kernel to leave on it. */
public final class WatchedUart extends RelayedUart {
    /** How often the queue is told, at most, beside that it has become empty. */
    private static final long TELL_MICROS = 50_000;

    private final IntSupplier queued;
    private final EventSink sink;
    private final Ticks clock;
    private int told = -1;
    private long tellAt = Long.MIN_VALUE;

    /** @param queued how many bytes wait in the kernel, negative: it does not know */
    public WatchedUart(Uart uart, IntSupplier queued, EventSink sink, Ticks clock) {
        super(uart);
        this.queued = queued;
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        look();
        return uart.read(buffer, offset, length);
    }

    /** At each turn of the loop, which comes again when all has left. */
    private void look() {
        int count = queued.getAsInt();
        if (count == told) {
            return;
        }
        long now = clock.micros();
        if (count == 0 || now >= tellAt) {
            told = count;
            tellAt = now + TELL_MICROS;
            sink.add(new Event("queue", now).put("n", count).json());
        }
    }

    @Override
    public boolean configure(UartConfig config) {
        boolean done = uart.configure(config);
        if (done) {
            sink.add(new Event("line", clock.micros()).put("baud", config.baud)
                    .put("nanos", config.characterNanos()).put("flow", config.flow).json());
        }
        return done;
    }
}
