package wsat.sim;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.Pipe;
import wsat.board.line.DescriptorPipe;
import wsat.board.os.Libc;

/** A pseudo-terminal in raw mode, whose master is a pair of channels for the loop's selector. */
final class Pty {
    private static final int TERMIOS_MAX = 256;
    private static final int NAME_MAX = 128;

    private final int master;
    private final String path;
    private final DescriptorPipe channels;
    private int slave = -1;

    /**
     * Opens one.
     *
     * @param held whether we keep the slave open, so that hosts may come and go and the kernel keeps what
     *             nobody reads yet; else {@link #hungUp} tells whether a host is there
     */
    Pty(boolean held) throws IOException {
        master = check(Libc.posix_openpt(Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC), "posix_openpt");
        check(Libc.grantpt(master), "grantpt");
        check(Libc.unlockpt(master), "unlockpt");
        byte[] name = new byte[NAME_MAX];
        check(-Libc.ptsname_r(master, name), "ptsname_r");
        path = Native.toString(name);
        slave = openRaw();
        if (!held) {
            closeSlave();
        }
        channels = new DescriptorPipe(master);
    }

    private int openRaw() throws IOException {
        int descriptor = check(Libc.open(path, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_CLOEXEC), "open " + path);
        try {
            byte[] termios = new byte[TERMIOS_MAX];
            check(Libc.tcgetattr(descriptor, termios), "tcgetattr");
            Libc.cfmakeraw(termios);
            check(Libc.tcsetattr(descriptor, Libc.TCSANOW, termios), "tcsetattr");
            return descriptor;
        } catch (IOException e) {
            Libc.close(descriptor);
            throw e;
        }
    }

    private static int check(int result, String call) throws IOException {
        if (result < 0) {
            throw new IOException("no pseudo-terminal: " + call + " failed with error " + Native.getLastError());
        }
        return result;
    }

    /** The slave, which a host opens. */
    String path() {
        return path;
    }

    Pipe.SourceChannel source() {
        return channels.source();
    }

    Pipe.SinkChannel sink() {
        return channels.sink();
    }

    /** Whether nobody has the slave open. */
    boolean hungUp() {
        // struct pollfd: int descriptor; short asked, happened
        short[] descriptors = new short[4];
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        descriptors[little ? 0 : 1] = (short) master;
        descriptors[little ? 1 : 0] = (short) (master >> 16);
        return Libc.poll(descriptors, 1, 0) > 0 && (descriptors[3] & Libc.POLLHUP) != 0;
    }

    /** Makes it as new after a host has left: raw again, and without what that host did not read. */
    void renew() {
        try {
            slave = openRaw();
            Libc.tcflush(slave, Libc.TCIFLUSH);
        } catch (IOException e) {
            // then it stays as the host left it
        }
        closeSlave();
    }

    private void closeSlave() {
        if (slave >= 0) {
            Libc.close(slave);
            slave = -1;
        }
    }

    void close() {
        closeSlave();
        Libc.close(master);
        channels.close();
    }
}
