package wsat.sim;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;

/**
 * The few calls that Java has no words for. Constants are Linux's. None of them is on the way of a byte, so
 * they are called by name: JNA's direct mapping takes longer to set up than all of them together.
 */
final class Libc {
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_ACCMODE = 3;
    static final int O_NOCTTY = 0400;
    static final int O_CLOEXEC = 02000000;
    static final int F_GETFL = 3;
    static final int TCSANOW = 0;
    static final int TCIFLUSH = 0;
    static final short POLLHUP = 0x10;
    static final NativeLong FIONREAD = new NativeLong(0x541B);

    private static final NativeLibrary C;

    static {
        // It need not look for libraries, by running ldconfig: the process has them all.
        System.setProperty("jna.platform.library.path", "/lib");
        C = NativeLibrary.getInstance(null);
    }

    private Libc() {
    }

    /** Sets JNA up in a thread of its own, which takes as long as all the rest of a start beside it. */
    static void prepare() {
        Thread preparing = new Thread("libc") {
            @Override
            public void run() {
                isatty(0);
            }
        };
        preparing.setDaemon(true);
        preparing.start();
    }

    private static int call(String name, Object... arguments) {
        return C.getFunction(name).invokeInt(arguments);
    }

    static int posix_openpt(int flags) {
        return call("posix_openpt", flags);
    }

    static int grantpt(int descriptor) {
        return call("grantpt", descriptor);
    }

    static int unlockpt(int descriptor) {
        return call("unlockpt", descriptor);
    }

    static int ptsname_r(int descriptor, byte[] name, NativeLong size) {
        return call("ptsname_r", descriptor, name, size);
    }

    static int open(String path, int flags) {
        return call("open", path, flags);
    }

    static int close(int descriptor) {
        return call("close", descriptor);
    }

    static int dup2(int from, int to) {
        return call("dup2", from, to);
    }

    static int fcntl(int descriptor, int command, int argument) {
        return call("fcntl", descriptor, command, argument);
    }

    static int ioctl(int descriptor, NativeLong request, int[] value) {
        return call("ioctl", descriptor, request, value);
    }

    static int isatty(int descriptor) {
        return call("isatty", descriptor);
    }

    static int tcgetattr(int descriptor, byte[] termios) {
        return call("tcgetattr", descriptor, termios);
    }

    static int tcsetattr(int descriptor, int when, byte[] termios) {
        return call("tcsetattr", descriptor, when, termios);
    }

    static int tcflush(int descriptor, int queue) {
        return call("tcflush", descriptor, queue);
    }

    static int cfmakeraw(byte[] termios) {
        return call("cfmakeraw", termios);
    }

    static int poll(short[] descriptors, NativeLong count, int timeoutMillis) {
        return call("poll", descriptors, count, timeoutMillis);
    }
}
