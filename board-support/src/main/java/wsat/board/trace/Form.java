package wsat.board.trace;

import wsat.port.Trace;

/** In which form a {@link Recorder} writes what is said. Used by one thread. */
interface Form extends Trace {
    /** What stands at the beginning of each file. */
    void beginFile();

    /** So many rows are missing here. */
    void missing(long count);

    /** Nobody says more. */
    void end();

    /** The lines since the last time, each with its end. */
    String take();
}
