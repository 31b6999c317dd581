package wsat.board.web;

/** Who is told what happens at the module, event by event: a page's ring, a file, a page with the module inside. */
public interface EventSink {
    /**
     * Takes an event, on the loop's thread, without waiting.
     *
     * @param json one line, see {@link Event}
     */
    void add(String json);
}
