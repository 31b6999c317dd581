package wsat.board;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;

import wsat.board.net.Ready;

/**
 * A line that the loop's own selector watches: no thread between the operating system and the
 * firmware. Input is read when the firmware asks for it, output is written at {@link #flush}; the
 * selector waits for room only after the operating system has refused bytes.
 */
public abstract class ChannelLine extends VirtualLine implements Ready {
    private static final int INPUT_MAX = 8192;

    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_MAX).flip();
    private final ByteBuffer output;
    private ReadableByteChannel source;
    private SelectionKey sourceKey;
    private WritableByteChannel sink;
    private SelectionKey sinkKey;
    private boolean readable;
    private boolean blocked;

    /** @param outputMax how many bytes may wait for the operating system to take them */
    protected ChannelLine(int outputMax) {
        output = ByteBuffer.allocateDirect(outputMax);
    }

    /** Somebody is at the other end: non-blocking channels, with this line attached to their keys. */
    protected final void attach(ReadableByteChannel from, SelectionKey fromKey,
                                WritableByteChannel to, SelectionKey toKey) {
        source = from;
        sourceKey = fromKey;
        sink = to;
        sinkKey = toKey;
        readable = false;
        blocked = false;
        sourceKey.interestOpsOr(SelectionKey.OP_READ);
    }

    /** Nobody is at the other end. Output waits. */
    protected final void detach() {
        if (sourceKey.isValid()) {
            sourceKey.interestOps(0);
        }
        if (sinkKey.isValid()) {
            sinkKey.interestOps(0);
        }
        source = null;
        sink = null;
        readable = false;
        blocked = false;
    }

    protected final boolean attached() {
        return sink != null;
    }

    /** Forgets what waits to be sent. */
    protected final void discardOutput() {
        output.clear();
    }

    /** The other end sends no more, but may still listen. */
    protected abstract void inputEnded();

    /** The other end is gone: {@link #detach} is to be called, and nothing of it thrown. */
    protected abstract void lost();

    @Override
    public void ready(SelectionKey key) {
        if (key == sinkKey && key.isWritable()) {
            blocked = false;
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
            flush();
        }
        if (key == sourceKey && key.isValid() && key.isReadable()) {
            if (readable) {
                // The firmware does not want it yet: leave it with the sender, and do not be told again.
                key.interestOpsAnd(~SelectionKey.OP_READ);
            }
            readable = true;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (!input.hasRemaining() && !fill()) {
            return 0;
        }
        int n = Math.min(length, input.remaining());
        input.get(buffer, offset, n);
        return n;
    }

    /** Reads once; the selector says when there is more. */
    private boolean fill() {
        if (!readable) {
            return false;
        }
        input.clear();
        int n;
        try {
            n = source.read(input);
        } catch (IOException e) {
            input.flip();
            lost();
            return false;
        }
        input.flip();
        readable = n == INPUT_MAX;
        if (n < 0) {
            sourceKey.interestOpsAnd(~SelectionKey.OP_READ);
            inputEnded();
        } else if ((sourceKey.interestOps() & SelectionKey.OP_READ) == 0) {
            sourceKey.interestOpsOr(SelectionKey.OP_READ);
        }
        return n > 0;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        int n = Math.min(length, output.remaining());
        output.put(buffer, offset, n);
        return n;
    }

    @Override
    public int room() {
        return output.remaining();
    }

    @Override
    public void flush() {
        if (output.position() == 0 || blocked || sink == null) {
            return;
        }
        output.flip();
        try {
            sink.write(output);
        } catch (IOException e) {
            output.compact();
            lost();
            return;
        }
        output.compact();
        if (output.position() > 0) {
            blocked = true;
            sinkKey.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    @Override
    public boolean drained() {
        return output.position() == 0;
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public boolean broken() {
        return false;
    }

    @Override
    public long nextDeadline() {
        return Long.MAX_VALUE;
    }
}
