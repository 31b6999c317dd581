package wsat.board.net;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import wsat.port.Ending;

/**
 * What went wrong with TCP, as ESP-IDF's newlib numbers it. Java gives no number: it is told from the kind of
 * exception, and from the system's words only where one kind has several reasons.
 */
final class Errno {
    private Errno() {
    }

    /** Of a connection that could not be had. */
    static int connecting(IOException e) {
        if (e instanceof NoRouteToHostException) {
            return Ending.EHOSTUNREACH;
        }
        if (e instanceof ConnectException) {
            return says(e, "timed out") ? Ending.ETIMEDOUT : Ending.ECONNREFUSED;
        }
        if (e instanceof BindException) {
            return Ending.EADDRNOTAVAIL;
        }
        return says(e, "reset") ? Ending.ECONNRESET : Ending.ENETUNREACH;
    }

    /**
     * Of a local port that could not be had.
     *
     * @param privileged whether a port of this number is for privileged processes
     */
    static int binding(IOException e, boolean privileged) {
        if (says(e, "assign requested")) {
            return Ending.EADDRNOTAVAIL;
        }
        return privileged && !says(e, "in use") ? Ending.EACCES : Ending.EADDRINUSE;
    }

    /** Of a connection that broke. */
    static int broken(IOException e) {
        if (e instanceof SocketException && !(e instanceof ConnectException)
                && !(e instanceof NoRouteToHostException)) {
            return Ending.ECONNRESET;
        }
        if (e instanceof NoRouteToHostException || says(e, "route to host")) {
            return Ending.EHOSTUNREACH;
        }
        if (says(e, "unreachable")) {
            return Ending.ENETUNREACH;
        }
        return says(e, "timed out") ? Ending.ETIMEDOUT : Ending.ECONNRESET;
    }

    private static boolean says(IOException e, String words) {
        return e.getMessage() != null && e.getMessage().contains(words);
    }
}
