package wsat.board.pins;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import wsat.board.line.DescriptorPipe;
import wsat.board.net.Ready;

/**
 * A pin that is read: its edges wake the loop, and are told with the time at which the kernel has seen them. The
 * kernel keeps sixteen, and loses what comes behind: so the level itself is told after each burst.
 */
final class HeaderInput extends DigitalInputBase implements Ready {
    /** struct gpio_v2_line_event: when, by the clock of {@link System#nanoTime}, and which. */
    private static final int EVENT_SIZE = 48;
    private static final int EVENT_ID = 8;
    private static final int RISING = 1;
    private static final int EVENTS = 16;

    private final GpioLine line;
    private final ByteBuffer events = ByteBuffer.allocateDirect(EVENTS * EVENT_SIZE).order(ByteOrder.nativeOrder());
    private final DescriptorPipe edges;

    /** @param selector the loop's */
    HeaderInput(DigitalInputProvider provider, DigitalInputConfig config, GpioLine line, Selector selector)
            throws IOException {
        super(provider, config);
        this.line = line;
        edges = new DescriptorPipe(line.descriptor());
        edges.source().register(selector, SelectionKey.OP_READ, this);
    }

    /** An edge, and when it was. */
    static final class Edge extends DigitalStateChangeEvent<DigitalInput> {
        final long micros;

        Edge(DigitalInput pin, boolean rising, long micros) {
            super(pin, DigitalState.getState(rising));
            this.micros = micros;
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            while (edges.source().read(events.clear()) > 0) {
                events.flip();
                for (int at = 0; at + EVENT_SIZE <= events.limit(); at += EVENT_SIZE) {
                    dispatch(new Edge(this, events.getInt(at + EVENT_ID) == RISING, events.getLong(at) / 1000));
                }
            }
            dispatch(new DigitalStateChangeEvent<>(this, state()));
        } catch (IOException | com.pi4j.io.exception.IOException e) {
            key.cancel(); // whoever reads the level hears of it
        }
    }

    /** @throws com.pi4j.io.exception.IOException the kernel does not tell it any more */
    @Override
    public DigitalState state() {
        try {
            return DigitalState.getState(line.isHigh());
        } catch (IOException e) {
            throw new com.pi4j.io.exception.IOException(e);
        }
    }

    @Override
    public DigitalInput shutdown(Context context) {
        super.shutdown(context);
        edges.close();
        line.close();
        return this;
    }
}
