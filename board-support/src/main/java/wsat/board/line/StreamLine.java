package wsat.board.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/**
 * A line over streams that can only block: a thread reads into a ring and rings the doorbell, another
 * empties a ring into the output. When the input ring is full nothing is read, so that the sender has to wait.
 */
public final class StreamLine extends VirtualLine {
    private static final int PIECE = 4096;

    private final InputStream in;
    private final OutputStream out;
    private final Doorbell bell;
    private final ByteRing input;
    private final ByteRing output;
    private final Thread receiver = new Thread(this::receive, "uart-rx");
    private final Thread sender = new Thread(this::send, "uart-tx");
    private volatile boolean receiverWaits;
    private volatile boolean senderWaits;
    /** How many bytes were written in all, and up to which of them nothing need be sent any more. */
    private long written;
    private volatile long discardTo;
    private volatile Throwable failure;
    private volatile boolean inputEnded;
    private volatile boolean broken;
    private volatile boolean closed;

    /**
     * @param inputMax  how many bytes may wait for the firmware
     * @param outputMax how many bytes may wait for {@code out}
     */
    public StreamLine(InputStream in, OutputStream out, int inputMax, int outputMax, Doorbell bell) {
        this.in = in;
        this.out = out;
        this.bell = bell;
        input = new ByteRing(inputMax);
        output = new ByteRing(outputMax);
        receiver.setDaemon(true);
        sender.setDaemon(true);
    }

    /** Starts both threads. */
    public StreamLine start() {
        sender.start();
        receiver.start();
        return this;
    }

    private void receive() {
        byte[] piece = new byte[PIECE];
        try {
            for (int n; !closed && (n = in.read(piece)) >= 0;) {
                for (int done = 0; done < n && !closed;) {
                    int put = input.put(piece, done, n - done);
                    done += put;
                    if (put > 0) {
                        bell.ring();
                    } else {
                        waitForRoom();
                    }
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            failed(e); // an input that fails has ended
        }
        inputEnded = true;
        bell.ring();
    }

    private void waitForRoom() {
        receiverWaits = true;
        while (!roomAgain() && !closed) {
            LockSupport.park(this);
        }
        receiverWaits = false;
    }

    /** Not for each byte: a sender is stopped and let go in strides. */
    private boolean roomAgain() {
        return input.size() <= input.capacity() / 2;
    }

    private void send() {
        byte[] piece = new byte[PIECE];
        long sent = 0;
        try {
            while (!closed) {
                int n = output.peek(piece, 0, piece.length);
                if (n == 0) {
                    waitForWork();
                    continue;
                }
                out.write(piece, 0, n);
                if (output.size() == n) {
                    out.flush();
                }
                // only now: drained() means that the stream has it
                int gone = (int) Math.max(n, discardTo - sent);
                output.drop(gone);
                sent += gone;
                bell.ring();
            }
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
            broken = true;
            bell.ring();
        }
    }

    /** Whatever it is: a thread that ended without a word would be a line that is there and dead. */
    private void failed(Throwable e) {
        if (!closed) {
            failure = e;
        }
    }

    private void waitForWork() {
        senderWaits = true;
        if (output.size() == 0 && !closed) {
            LockSupport.park(this);
        }
        senderWaits = false;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int n = input.take(buffer, offset, length);
        if (n > 0 && receiverWaits && roomAgain()) {
            LockSupport.unpark(receiver);
        }
        return n;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        if (broken) {
            return length;
        }
        int n = output.put(buffer, offset, length);
        written += n;
        return n;
    }

    @Override
    public int room() {
        return broken ? Integer.MAX_VALUE : output.free();
    }

    @Override
    public void flush() {
        if (senderWaits && output.size() > 0) {
            LockSupport.unpark(sender);
        }
    }

    @Override
    public void discard() {
        discardTo = written;
    }

    @Override
    public boolean drained() {
        return broken || output.size() == 0;
    }

    @Override
    public boolean ended() {
        // in this order: what was put before the end is seen
        return inputEnded && input.size() == 0;
    }

    @Override
    public boolean broken() {
        return broken;
    }

    @Override
    public long nextDeadline() {
        return Long.MAX_VALUE;
    }

    /** What has failed in a stream before {@link #close}; null: nothing. */
    public Throwable failure() {
        return failure;
    }

    /** Lets the threads go; one that sits in a blocking read goes when that returns. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(receiver);
        LockSupport.unpark(sender);
    }
}
