package wsat.pki.module;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A serial line to a module. */
public interface ModuleLine extends Closeable {
    /** How a line over TCP is named. */
    Pattern TCP = Pattern.compile("tcp:\\[?(.+?)\\]?:(\\d{1,5})");

    /**
     * Opens one.
     *
     * @param port a tty's path, or {@code tcp:HOST:PORT}
     * @throws IOException it cannot be used; the message says why, without the port
     */
    static ModuleLine open(String port, int baud, boolean rtsCts) throws IOException {
        try {
            Matcher tcp = TCP.matcher(port);
            return tcp.matches() ? new TcpLine(tcp.group(1), Integer.parseInt(tcp.group(2)))
                    : new TtyLine(port, baud, rtsCts);
        } catch (UnknownHostException e) {
            throw new IOException("no such host", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Its rate from now on, in bits a second, where it has one. */
    default void baud(int baud) {
        // a line without a rate
    }

    /**
     * Waits for bytes.
     *
     * @return how many; 0 when the time is up
     * @throws IOException when the line has ended
     */
    int read(byte[] into, int timeoutMillis) throws IOException;

    /** Sends bytes; may wait as long as the other side does not take them. */
    void write(byte[] bytes) throws IOException;
}
