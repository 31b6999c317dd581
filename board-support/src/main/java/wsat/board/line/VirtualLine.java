package wsat.board.line;

import wsat.port.UartConfig;

/** A line that is no UART: bytes have no rate on it, so it takes any settings and tells them again. */
public abstract class VirtualLine implements Line {
    private final UartConfig config = new UartConfig();

    @Override
    public boolean configure(UartConfig wanted) {
        config.set(wanted);
        return true;
    }

    @Override
    public boolean crowded() {
        return false;
    }

    @Override
    public int baudMost() {
        return UartConfig.BAUD_MOST;
    }

    @Override
    public int characterNanos() {
        return 0;
    }

    @Override
    public void config(UartConfig into) {
        into.set(config);
    }
}
