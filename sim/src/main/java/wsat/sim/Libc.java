package wsat.sim;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;

/** The few calls that Java has no words for. Constants are Linux's. */
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

    static {
        // It need not look for libraries, by running ldconfig: the process has them all.
        System.setProperty("jna.platform.library.path", "/lib");
        Native.register(NativeLibrary.getInstance(null));
    }

    private Libc() {
    }

    static native int posix_openpt(int flags);

    static native int grantpt(int descriptor);

    static native int unlockpt(int descriptor);

    static native int ptsname_r(int descriptor, byte[] name, NativeLong size);

    static native int open(String path, int flags);

    static native int close(int descriptor);

    static native int dup2(int from, int to);

    static native int fcntl(int descriptor, int command, int argument);

    static native int ioctl(int descriptor, NativeLong request, int[] value);

    static native int isatty(int descriptor);

    static native int tcgetattr(int descriptor, byte[] termios);

    static native int tcsetattr(int descriptor, int when, byte[] termios);

    static native int tcflush(int descriptor, int queue);

    static native void cfmakeraw(byte[] termios);

    static native int poll(short[] descriptors, NativeLong count, int timeoutMillis);
}
