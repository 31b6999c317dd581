package wsat.board.serial;

import wsat.board.os.Libc;

/** What the kernel counts of a UART's bytes that never came through, as serial_icounter_struct has it. */
final class UartErrors implements ErrorCounts {
    private static final int FRAMING = 6;
    private static final int OVERRUN = 7;
    private static final int PARITY = 8;
    private static final int BUFFER_OVERRUN = 10;
    private static final int FIELDS = 20;

    private final int descriptor;
    private final int[] begun = new int[FIELDS];
    private final int[] now = new int[FIELDS];
    private boolean counted;

    /** Counts from here. @param descriptor of a tty; a pseudo-terminal's has no count */
    UartErrors(int descriptor) {
        this.descriptor = descriptor;
        counted = read(begun);
        look();
    }

    private boolean read(int[] counts) {
        return Libc.ioctl(descriptor, Libc.TIOCGICOUNT, counts) == 0;
    }

    @Override
    public boolean counted() {
        return counted;
    }

    @Override
    public void look() {
        counted = counted && read(now);
    }

    @Override
    public int overruns() {
        return since(OVERRUN) + since(BUFFER_OVERRUN);
    }

    @Override
    public int garbled() {
        return since(FRAMING) + since(PARITY);
    }

    private int since(int field) {
        return now[field] - begun[field];
    }
}
