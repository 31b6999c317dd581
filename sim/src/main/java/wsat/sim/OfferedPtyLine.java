package wsat.sim;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import wsat.board.line.ChannelLine;
import wsat.board.os.Ticks;

/**
 * A pseudo-terminal beside another line: lossless for a host that has it open, nothing but a place to
 * look at now and then while there is none.
 */
final class OfferedPtyLine extends ChannelLine {
    private static final int LOOK_MILLIS = 100;

    private final Pty pty;
    private final Ticks ticks;
    private final SelectionKey sourceKey;
    private final SelectionKey sinkKey;
    private long lookAt;

    OfferedPtyLine(Pty pty, Selector selector, int outputMax, Ticks ticks) throws IOException {
        super(outputMax);
        this.pty = pty;
        this.ticks = ticks;
        sourceKey = pty.source().register(selector, 0, this);
        sinkKey = pty.sink().register(selector, 0, this);
    }

    @Override
    protected void inputEnded() {
        lost();
    }

    @Override
    protected void lost() {
        detach();
        discardOutput();
        pty.renew();
        lookAt = ticks.millis() + LOOK_MILLIS;
    }

    @Override
    public int room() {
        return attached() ? super.room() : Integer.MAX_VALUE;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        return attached() ? super.write(buffer, offset, length) : length;
    }

    /** Looks for a host as well; called every turn. */
    @Override
    public void flush() {
        if (attached()) {
            super.flush();
        } else if (ticks.millis() >= lookAt) {
            lookAt = ticks.millis() + LOOK_MILLIS;
            if (!pty.hungUp()) {
                attach(pty.source(), sourceKey, pty.sink(), sinkKey);
            }
        }
    }

    @Override
    public long nextDeadline() {
        return attached() ? Long.MAX_VALUE : lookAt;
    }

    @Override
    public void close() {
        pty.close();
    }
}
