package wsat.sim;

import java.io.IOException;
import java.nio.channels.Selector;
import wsat.board.line.ChannelLine;

/** A pseudo-terminal that is always there: what no host reads yet waits in the kernel, then with us. */
final class PtyLine extends ChannelLine {
    private final Pty pty;
    private boolean broken;

    public PtyLine(Pty pty, Selector selector, int outputMax) throws IOException {
        super(outputMax);
        this.pty = pty;
        attach(pty.source(), pty.source().register(selector, 0, this),
                pty.sink(), pty.sink().register(selector, 0, this));
    }

    @Override
    protected void inputEnded() {
        lost();
    }

    /** Cannot happen while we hold the slave; if it does, nobody will ever hear us again. */
    @Override
    protected void lost() {
        detach();
        broken = true;
    }

    @Override
    public boolean broken() {
        return broken;
    }

    @Override
    public void close() {
        pty.close();
    }
}
