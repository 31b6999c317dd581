package wsat.board.web;

import wsat.board.os.Ticks;
import wsat.port.Trace;

/** Who is told what happens at the module, event by event: a page's ring, a file, a page with the module inside. */
public interface EventSink {
    /**
     * Takes an event, on the loop's thread, without waiting.
     *
     * @param json one line, see {@link Event}
     */
    void add(String json);

    /**
     * Who is told what host and module say, in between.
     *
     * @param clock the module's
     */
    default Trace dialogue(Ticks clock) {
        return new DialogueEvents(this, clock);
    }
}
