package wsat.board.fault;

import wsat.board.line.RelayedUart;
import wsat.board.serial.ErrorCounts;
import wsat.board.serial.Losses;
import wsat.port.Uart;

/** The UART with the {@link Faults} that somebody makes; what is no byte is counted as a tty's is. */
public final class FaultyUart extends RelayedUart implements ErrorCounts {
    private final Faults faults;
    private final LineFaults line;
    private final Losses losses;
    private final byte[] one = new byte[1];
    private int garbled;

    public FaultyUart(Uart uart, Faults faults) {
        super(uart);
        this.faults = faults;
        line = faults.line();
        losses = new Losses("line", faults.log(), faults.clock());
        losses.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        faults.look();
        losses.tell();
        if (length > 0 && line.breaks()) {
            buffer[offset] = 0;
            return 1;
        }
        int n;
        int left;
        do {
            n = uart.read(buffer, offset, length);
            left = n <= 0 ? n : line.hear(buffer, offset, n);
        } while (n > 0 && left == 0); // 0 would say that nothing else has come
        if (line.garbled() != garbled) {
            losses.heard();
        }
        faults.lineDeadline(losses.nextDeadline());
        return left;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        faults.look();
        if (line.stopped() || length == 0) {
            return 0;
        }
        if (!line.touchesAnswers()) {
            return uart.write(buffer, offset, length);
        }
        if (!uart.drained()) {
            return 0; // the byte has to find room: what was done to it cannot be taken back
        }
        one[0] = buffer[offset];
        return line.say(one, 0, 1) == 0 ? 1 : uart.write(one, 0, 1);
    }

    @Override
    public boolean drained() {
        faults.look();
        return !line.stopped() && uart.drained();
    }

    @Override
    public boolean counted() {
        return true;
    }

    @Override
    public void look() {
        garbled = line.garbled();
    }

    @Override
    public int overruns() {
        return 0;
    }

    @Override
    public int garbled() {
        return garbled;
    }
}
