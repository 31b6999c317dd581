package wsat.board.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;

/**
 * The few calls that Java has no words for, as the manual pages have them. Constants are Linux's. None of them is on
 * the way of a byte, so they are called by name: JNA's direct mapping takes longer to set up than all of them together.
 */
public final class Libc {
    public static final int O_RDWR = 2;
    public static final int O_NOCTTY = 0400;
    public static final int O_CLOEXEC = 02000000;
    public static final int TCSANOW = 0;
    public static final int TCIFLUSH = 0;
    public static final short POLLHUP = 0x10;
    public static final int AF_UNIX = 1;
    public static final int AF_NETLINK = 16;
    public static final int NETLINK_ROUTE = 0;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_CLOEXEC = 02000000;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_NOSIGNAL = 0x4000;
    public static final int FIONREAD = 0x541B;
    public static final int TIOCGICOUNT = 0x545D;
    public static final int TIOCGSERIAL = 0x541E;
    public static final int TCGETS2 = 0x802C542A;
    private static final int SIGHUP = 1;
    private static final int SIGTERM = 15;
    /** More than any struct sigaction. */
    private static final int SIGACTION_MAX = 256;

    /** In a class of its own, so that whoever calls {@link #prepare} does not do the work. */
    private static final class Jna {
        static final NativeLibrary C;

        static {
            System.setProperty("java.util.logging.manager", SilentLogManager.class.getName());
            // It need not look for libraries, by running ldconfig: the process has them all.
            System.setProperty("jna.platform.library.path", "/lib");
            C = NativeLibrary.getInstance(null);
        }
    }

    private Libc() {
    }

    /** Sets JNA up in a thread of its own, which takes as long as all the rest of a start beside it. */
    public static void prepare() {
        Thread preparing = new Thread("libc") {
            @Override
            public void run() {
                load();
            }
        };
        preparing.setDaemon(true);
        preparing.start();
    }

    /** The same in the caller's thread. What goes wrong does so again, and is told, at the first call. */
    public static void load() {
        try {
            isatty(0);
        } catch (IllegalStateException e) {
            // told by who needs it
        }
    }

    /** Has SIGHUP handled as SIGTERM is, by Java, whatever native code has made of it. */
    public static void restoreHangUp() {
        byte[] java = new byte[SIGACTION_MAX];
        if (call("sigaction", SIGTERM, null, java) == 0) {
            call("sigaction", SIGHUP, java, null);
        }
    }

    private static int call(String name, Object... arguments) {
        try {
            return Jna.C.getFunction(name).invokeInt(arguments);
        } catch (LinkageError e) {
            throw failed(e);
        }
    }

    /** What C calls long. */
    private static NativeLong number(int value) {
        try {
            return new NativeLong(value);
        } catch (LinkageError e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(LinkageError e) {
        // from the second time on the reason is in the cause
        String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        return new IllegalStateException("JNA's native code cannot be loaded: " + why, e);
    }

    public static int posix_openpt(int flags) {
        return call("posix_openpt", flags);
    }

    public static int grantpt(int descriptor) {
        return call("grantpt", descriptor);
    }

    public static int unlockpt(int descriptor) {
        return call("unlockpt", descriptor);
    }

    public static int ptsname_r(int descriptor, byte[] name) {
        return call("ptsname_r", descriptor, name, number(name.length));
    }

    public static int open(String path, int flags) {
        return call("open", path, flags);
    }

    public static int close(int descriptor) {
        return call("close", descriptor);
    }

    public static int dup2(int from, int to) {
        return call("dup2", from, to);
    }

    public static int ioctl(int descriptor, int request, int[] value) {
        return call("ioctl", descriptor, number(request), value);
    }

    /** @param structure what the request reads and writes, in the machine's own order of bytes */
    public static int ioctl(int descriptor, int request, byte[] structure) {
        return call("ioctl", descriptor, number(request), structure);
    }

    /** Why this thread's last call has failed, in the words of strerror(3). */
    public static String lastError() {
        return Jna.C.getFunction("strerror").invokeString(new Object[] {Native.getLastError()}, false);
    }

    public static int isatty(int descriptor) {
        return call("isatty", descriptor);
    }

    public static int tcgetattr(int descriptor, byte[] termios) {
        return call("tcgetattr", descriptor, termios);
    }

    public static int tcsetattr(int descriptor, int when, byte[] termios) {
        return call("tcsetattr", descriptor, when, termios);
    }

    public static int tcflush(int descriptor, int queue) {
        return call("tcflush", descriptor, queue);
    }

    public static int cfmakeraw(byte[] termios) {
        return call("cfmakeraw", termios);
    }

    public static int poll(short[] descriptors, int count, int timeoutMillis) {
        return call("poll", descriptors, number(count), timeoutMillis);
    }

    public static int socket(int domain, int type, int protocol) {
        return call("socket", domain, type, protocol);
    }

    public static int connect(int descriptor, byte[] address, int length) {
        return call("connect", descriptor, address, length);
    }

    public static int bind(int descriptor, byte[] address, int length) {
        return call("bind", descriptor, address, length);
    }

    public static int send(int descriptor, byte[] bytes, int flags) {
        return call("send", descriptor, bytes, number(bytes.length), flags);
    }
}
