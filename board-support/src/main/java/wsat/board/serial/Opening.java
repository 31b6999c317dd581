package wsat.board.serial;

import java.io.IOException;
import wsat.port.UartConfig;

/**
 * A port that is being opened in a thread of its own, beside the rest of a start, for {@link SerialLine#open}, which
 * tells what goes wrong. It loads the port's native code as well.
 */
public final class Opening {
    final String path;
    final UartConfig config = new UartConfig();
    private final Thread thread = new Thread("port") {
        @Override
        public void run() {
            begin();
        }
    };
    private TtySerial port;
    private boolean console;
    /** Null: it has not failed. */
    private IOException failure;

    /** Begins. @param path of the tty, such as {@code /dev/serial0} */
    public Opening(String path, UartConfig config) {
        this.path = path;
        this.config.set(config);
        thread.setDaemon(true);
        thread.start();
    }

    private void begin() {
        try {
            TtySerial made = new TtySerial(path);
            made.configure(config);
            made.openPort();
            console = made.isConsole();
            port = made;
        } catch (IOException e) {
            failure = e;
        } catch (LinkageError e) {
            failure = new IOException("jSerialComm's native code cannot be loaded: " + e.getMessage(), e);
        } catch (RuntimeException e) { // also when the process ends already
            failure = new IOException(path + " cannot be opened: " + e, e);
        }
    }

    /** The port, open. Waits for it. @throws IOException with what is wrong, and its cure, in one line */
    TtySerial port() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (failure != null) {
            throw failure;
        }
        return port;
    }

    /** Whether the kernel prints its own messages there. Once {@link #port} has returned. */
    boolean isConsole() {
        return console;
    }
}
