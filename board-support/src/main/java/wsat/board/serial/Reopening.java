package wsat.board.serial;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import wsat.board.line.Doorbell;

/** The thread that gives back a port that is gone, and tries until it can be opened again. It owns nothing else. */
final class Reopening extends Thread {
    private static final int FIRST_MILLIS = 250;
    private static final int LAST_MILLIS = 2000;

    private final TtySerial port;
    private final Doorbell bell;
    private volatile boolean cancelled;
    private volatile boolean done;

    Reopening(TtySerial port, Doorbell bell) {
        super("uart-open");
        this.port = port;
        this.bell = bell;
        setDaemon(true);
    }

    /** Whether the port is open again; then this is over. */
    boolean done() {
        return done;
    }

    /** Ends it soon, with the port closed. */
    synchronized void cancel() {
        cancelled = true;
        if (done) {
            port.close();
        }
        LockSupport.unpark(this);
    }

    @Override
    public void run() {
        port.close();
        for (int pause = FIRST_MILLIS; !cancelled && !done; pause = Math.min(LAST_MILLIS, 2 * pause)) {
            LockSupport.parkNanos(this, pause * 1_000_000L);
            open();
        }
        bell.ring();
    }

    private void open() {
        try {
            port.openPort();
        } catch (IOException e) {
            return; // not yet
        }
        synchronized (this) {
            done = !cancelled;
            if (cancelled) {
                port.close();
            }
        }
    }
}
