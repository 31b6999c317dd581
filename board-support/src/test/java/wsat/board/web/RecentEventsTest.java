package wsat.board.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private static final int ROOM = 100_000;
    private static final String LONG = "{" + " ".repeat(9_998) + "}";

    private final RecentEvents events = new RecentEvents(ROOM);
    private final RecentEvents.Reader reader = events.new Reader();

    /** A page that is open must not take the module's memory: its heap is small. */
    @Test
    void longEventsGoEarlier() throws Exception {
        for (int i = 0; i < 50; i++) {
            events.add(LONG);
        }
        String[] first = reader.take(0);
        assertEquals("{\"k\":\"missed\",\"t\":0,\"n\":41}", first[0]);
        int kept = first.length - 1;
        for (String[] batch = reader.take(0); batch.length > 0; batch = reader.take(0)) {
            kept += batch.length;
        }
        assertEquals(9, kept);
    }

    @Test
    void aBatchIsNoMoreThanAThreadMayHoldAtOnce() throws Exception {
        for (int i = 0; i < 9; i++) {
            events.add(LONG);
        }
        assertEquals(6, reader.take(0).length);
        assertEquals(3, reader.take(0).length);
    }

    @Test
    void anEventThatIsLongerThanABatchIsOne() throws Exception {
        events.add("{" + " ".repeat(70_000) + "}");
        assertEquals(1, reader.take(0).length);
    }
}
