package wsat.board.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.LockSupport;
import wsat.board.net.Ready;

/**
 * A line that the loop's own selector watches: no thread between the operating system and the
 * firmware. Input is read when the firmware asks for it, output is written at {@link #flush}; the
 * selector waits for room only after the operating system has refused bytes.
 */
public abstract class ChannelLine extends VirtualLine implements Ready {
    private static final int INPUT_MAX = 8192;

    private final ByteBuffer input;
    private final ByteBuffer output;
    /** Where input goes that is dropped; null until some is. */
    private ByteBuffer surplus;
    private ReadableByteChannel source;
    private SelectionKey sourceKey;
    private WritableByteChannel sink;
    private SelectionKey sinkKey;
    private boolean readable;
    private boolean blocked;

    /** @param outputMax how many bytes may wait for the operating system to take them */
    protected ChannelLine(int outputMax) {
        this(INPUT_MAX, outputMax);
    }

    /**
     * The same.
     *
     * @param inputMax how many bytes may wait for the firmware, beside those that wait with the operating system
     */
    protected ChannelLine(int inputMax, int outputMax) {
        input = ByteBuffer.allocateDirect(inputMax).flip();
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

    /** Forgets what has come and was not read. */
    protected final void discardInput() {
        input.clear().flip();
    }

    /** Whether something has come that was not read. */
    protected final boolean hasInput() {
        return input.hasRemaining();
    }

    /** The other end sends no more, but may still listen. */
    protected abstract void inputEnded();

    /** The other end is gone: {@link #detach} is to be called, and nothing of it thrown. */
    protected abstract void lost();

    /**
     * The firmware does not want yet what has come. True: the rest is left with the operating system, which makes the
     * sender wait, until {@link #resumed}. False: it is taken all the same, and dropped when there is no room.
     */
    protected boolean holdsSender() {
        return true;
    }

    /** The sender is not held any more. */
    protected void resumed() {
        // the operating system lets the sender go by itself
    }

    /** Bytes had to be dropped since {@link #holdsSender} told so. */
    protected void dropped(int count) {
        throw new IllegalStateException("the sender should wait");
    }

    /** The operating system has taken bytes. */
    protected void sent(int count) {
        // gone is gone
    }

    /**
     * Goes on listening: behind {@link #inputEnded}, when it had not ended, or when it is to be asked again whether
     * the sender is held.
     */
    protected final void listen() {
        sourceKey.interestOpsOr(SelectionKey.OP_READ);
        resumed();
    }

    @Override
    public void ready(SelectionKey key) {
        if (key == sinkKey && key.isWritable()) {
            blocked = false;
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
            flush();
        }
        if (key == sourceKey && key.isValid() && key.isReadable()) {
            if (!readable) {
                readable = true;
            } else if (holdsSender()) {
                key.interestOpsAnd(~SelectionKey.OP_READ); // do not be told again
            } else {
                takeMore();
            }
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
        int n = receive(input.clear());
        input.flip();
        readable = n == input.capacity();
        if (n >= 0 && (sourceKey.interestOps() & SelectionKey.OP_READ) == 0) {
            listen();
        }
        return n > 0;
    }

    /** Adds to what the firmware has not read yet. */
    private void takeMore() {
        input.compact();
        boolean room = input.hasRemaining();
        if (!room && surplus == null) {
            surplus = ByteBuffer.allocateDirect(INPUT_MAX);
        }
        int n = receive(room ? input : surplus.clear());
        input.flip();
        if (!room && n > 0) {
            dropped(n);
        }
    }

    /** @return negative: there will be no more */
    private int receive(ByteBuffer into) {
        int n = -1;
        try {
            n = source.read(into);
        } catch (IOException e) {
            lost();
            return n;
        }
        if (n < 0) {
            sourceKey.interestOpsAnd(~SelectionKey.OP_READ);
            inputEnded();
        }
        return n;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        int n = Math.min(length, output.remaining());
        output.put(buffer, offset, n);
        return n;
    }

    /** How many bytes wait for the operating system to take them. */
    protected final int waiting() {
        return output.position();
    }

    /** Whether the operating system has refused bytes, and takes none for all it has said. */
    protected final boolean blocked() {
        return blocked;
    }

    /** The operating system is to be asked again. */
    protected final void unblock() {
        blocked = false;
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
        push();
        if (output.position() > 0 && sink != null) {
            blocked = true;
            sinkKey.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    /** Gives the operating system what it takes. */
    private void push() {
        output.flip();
        int n;
        try {
            n = sink.write(output);
        } catch (IOException e) {
            output.compact();
            lost();
            return;
        }
        output.compact();
        sent(n);
    }

    /** Goes on sending what waits, for so long, and without the selector: at the end it is closed already. */
    protected final void finish(long nanos) {
        long end = System.nanoTime() + nanos;
        while (output.position() > 0 && sink != null && System.nanoTime() - end < 0) {
            push();
            LockSupport.parkNanos(this, 1_000_000);
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
