package wsat.board.pins;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import wsat.board.os.Libc;

/** One line of a {@link GpioChip} that is ours, until it is closed. */
final class GpioLine implements Closeable {
    /** GPIO_V2_LINE_GET_VALUES_IOCTL, GPIO_V2_LINE_SET_VALUES_IOCTL and their struct gpio_v2_line_values. */
    private static final int GET_VALUES = 0xc010b40e;
    private static final int SET_VALUES = 0xc010b40f;
    private static final int VALUES_SIZE = 16;
    private static final int VALUES_MASK = 8;

    private final int descriptor;

    /** @param descriptor of the line's own */
    GpioLine(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Where its edges can be read. */
    int descriptor() {
        return descriptor;
    }

    /** The level of now. */
    boolean isHigh() throws IOException {
        return (values(GET_VALUES, 0) & 1) != 0;
    }

    void drive(boolean high) throws IOException {
        values(SET_VALUES, high ? 1 : 0);
    }

    private long values(int request, long bits) throws IOException {
        ByteBuffer values = ByteBuffer.allocate(VALUES_SIZE).order(ByteOrder.nativeOrder());
        values.putLong(0, bits).putLong(VALUES_MASK, 1);
        if (Libc.ioctl(descriptor, request, values.array()) < 0) {
            throw new IOException(Libc.lastError());
        }
        return values.getLong(0);
    }

    @Override
    public void close() {
        Libc.close(descriptor);
    }
}
