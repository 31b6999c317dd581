package wsat.board.line;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import wsat.board.os.Descriptors;
import wsat.board.os.Libc;

/**
 * A terminal, or what else has a descriptor, as a pair of NIO channels, so that the loop's selector waits for it as for
 * a socket, with no thread or native call between: the descriptors of a fresh {@link Pipe} are made to mean it too.
 */
public final class DescriptorPipe {
    /** An amount that no other pipe of ours is likely to hold. */
    private static final int MARK = 1237;

    private final Pipe.SourceChannel source;
    private final Pipe.SinkChannel sink;

    /** @param descriptor stays the caller's, and is in non-blocking mode from now on, as all that mean the same file */
    public DescriptorPipe(int descriptor) throws IOException {
        Pipe pipe = Pipe.open();
        source = pipe.source();
        sink = pipe.sink();
        try {
            synchronized (DescriptorPipe.class) { // two that are marked could not be told apart
                sink.write(ByteBuffer.allocate(MARK));
                for (int end : ends()) {
                    mean(descriptor, end);
                }
            }
            source.configureBlocking(false);
            sink.configureBlocking(false);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Both ends of the marked pipe, which tell of the same amount. */
    private static int[] ends() throws IOException {
        int[] held = new int[1];
        int[] ends = new int[2];
        int found = 0;
        for (int descriptor : Descriptors.highestFirst()) {
            if (found < ends.length && Libc.ioctl(descriptor, Libc.FIONREAD, held) == 0 && held[0] == MARK) {
                ends[found++] = descriptor;
            }
        }
        if (found < ends.length) {
            throw new IOException("/proc/self/fd does not show our own pipe");
        }
        return ends;
    }

    private static void mean(int descriptor, int end) throws IOException {
        if (Libc.dup2(descriptor, end) < 0) {
            throw new IOException("dup2 failed with error " + Native.getLastError());
        }
    }

    /** What it says. */
    public Pipe.SourceChannel source() {
        return source;
    }

    /** What is said to it. */
    public Pipe.SinkChannel sink() {
        return sink;
    }

    /** Closes both channels; a selector that knows them keeps the file open until it looks at them again. */
    public void close() {
        try {
            source.close();
            sink.close();
        } catch (IOException e) {
            // closed is all we want
        }
    }
}
