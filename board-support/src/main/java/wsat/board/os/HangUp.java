package wsat.board.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The end of the terminal that the process was started on (SIGHUP). jSerialComm has the process ignore it;
 * {@link #restore} makes it mean again what SIGTERM means, unless it was ignored from the start (nohup). To be made
 * before the native code is loaded.
 */
public final class HangUp {
    private static final String IGNORED = "SigIgn:\t";
    private static final int LAST_DIGIT = 15;

    private final boolean ignored = isIgnored();

    /** SIGHUP is the lowest bit of the mask. */
    private static boolean isIgnored() {
        try {
            String status = Files.readString(Path.of("/proc/self/status"));
            int mask = status.indexOf(IGNORED) + IGNORED.length();
            return (Character.digit(status.charAt(mask + LAST_DIGIT), 16) & 1) != 0;
        } catch (IOException | StringIndexOutOfBoundsException e) {
            return true; // left as it is
        }
    }

    /** In a thread of its own, beside the loop. */
    public void restore() {
        if (!ignored) {
            Thread restoring = new Thread(Libc::restoreHangUp, "libc");
            restoring.setDaemon(true);
            restoring.start();
        }
    }
}
