package wsat.pki.module;

import java.io.Closeable;
import java.io.IOException;

/** A serial line to a module. */
public interface ModuleLine extends Closeable {
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
