package wsat.board.line;

import java.io.Closeable;
import wsat.board.os.Ticks;
import wsat.port.Uart;

/** What the loop needs of a serial line beyond what the firmware sees of it. No method waits. */
public interface Line extends Uart, Closeable {

    /** How many bytes {@link #write} would take now. */
    int room();

    /** Sends what was written since the last call, in one call of the operating system where it takes all. */
    void flush();

    /** Forgets what was written and has not left, as far as it can. */
    default void discard() {
    }

    /** How many bytes the kernel holds that have not left on the wire, as far as it knows; negative: it does not. */
    default int queued() {
        return -1;
    }

    /** Whether no more input will come: the host's end is closed, and all that it sent has been read. */
    boolean ended();

    /** Whether nobody can receive output any more, so that it is pointless to finish what was begun. */
    boolean broken();

    /** When the line wants a turn although nothing arrives, in {@link Ticks#millis}; Long.MAX_VALUE: never. */
    long nextDeadline();

    /** Gives the line back to the operating system. Errors are of no use to anybody then. */
    @Override
    void close();
}
