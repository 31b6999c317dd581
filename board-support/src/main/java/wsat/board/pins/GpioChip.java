package wsat.board.pins;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import wsat.board.os.FileTree;
import wsat.board.os.Libc;

/**
 * The pins of a Raspberry Pi's header to the kernel: its GPIO character device, second version (linux/gpio.h, since
 * Linux 5.10). Which one it is says its label, {@code pinctrl-bcm2835} to {@code pinctrl-rp1}: a machine has others,
 * of its power supply and its Wi-Fi, in an order that changes, and models come that nobody knows yet.
 */
final class GpioChip implements Closeable {
    static final int HIGH_TO_LOW_AND_BACK = 1 << 4 | 1 << 5;
    static final int PULL_UP = 1 << 8;
    private static final int INPUT = 1 << 2;
    private static final int OUTPUT = 1 << 3;

    private static final String LABEL = "pinctrl";
    /** GPIO_GET_CHIPINFO_IOCTL and its struct gpiochip_info. */
    private static final int GET_CHIPINFO = 0x8044b401;
    private static final int CHIPINFO_SIZE = 68;
    private static final int CHIPINFO_LABEL = 32;
    private static final int NAME_SIZE = 32;
    /** GPIO_V2_GET_LINE_IOCTL and its struct gpio_v2_line_request. */
    private static final int GET_LINE = 0xc250b407;
    private static final int REQUEST_SIZE = 592;
    private static final int REQUEST_CONSUMER = 256;
    private static final int REQUEST_FLAGS = 288;
    private static final int REQUEST_LINES = 560;
    private static final int REQUEST_DESCRIPTOR = 588;

    private final int descriptor;

    private GpioChip(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens the one of the header.
     *
     * @param folder where devices are, {@code /dev}
     * @throws IOException with what is wrong, in one line
     */
    static GpioChip ofTheHeader(Path folder) throws IOException {
        List<String> seen = new ArrayList<>();
        for (Path one : FileTree.list(folder, "gpiochip*")) {
            int opened = Libc.open(one.toString(), Libc.O_RDWR | Libc.O_CLOEXEC);
            if (opened < 0) {
                seen.add(one + ": " + Libc.lastError());
                continue;
            }
            byte[] info = new byte[CHIPINFO_SIZE];
            int known = Libc.ioctl(opened, GET_CHIPINFO, info);
            String label = known < 0 ? Libc.lastError() : name(info);
            if (known >= 0 && label.contains(LABEL)) {
                return new GpioChip(opened);
            }
            Libc.close(opened);
            seen.add(one + ": " + label);
        }
        String others = seen.isEmpty() ? "" : "; " + String.join(", ", seen);
        throw new IOException("no GPIO chip is called " + LABEL + others);
    }

    private static String name(byte[] info) {
        int end = CHIPINFO_LABEL;
        while (end < CHIPINFO_LABEL + NAME_SIZE && info[end] != 0) {
            end++;
        }
        return new String(info, CHIPINFO_LABEL, end - CHIPINFO_LABEL, StandardCharsets.ISO_8859_1);
    }

    /** Takes a line that is read. @param flags of {@link #PULL_UP} and {@link #HIGH_TO_LOW_AND_BACK} */
    GpioLine input(int offset, String consumer, int flags) throws IOException {
        return line(offset, consumer, INPUT | flags);
    }

    /** Takes a line that is driven, low. */
    GpioLine output(int offset, String consumer) throws IOException {
        return line(offset, consumer, OUTPUT);
    }

    private GpioLine line(int offset, String consumer, int flags) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(REQUEST_SIZE).order(ByteOrder.nativeOrder());
        request.putInt(0, offset);
        request.put(REQUEST_CONSUMER, consumer.getBytes(StandardCharsets.US_ASCII));
        request.putLong(REQUEST_FLAGS, flags);
        request.putInt(REQUEST_LINES, 1);
        if (Libc.ioctl(descriptor, GET_LINE, request.array()) < 0) {
            throw new IOException(Libc.lastError());
        }
        return new GpioLine(request.getInt(REQUEST_DESCRIPTOR));
    }

    /** Lines that were taken stay. */
    @Override
    public void close() {
        Libc.close(descriptor);
    }
}
