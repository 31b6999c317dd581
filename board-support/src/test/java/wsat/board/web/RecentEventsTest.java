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
        assertEquals(9, first.length - 1 + rest(reader));
    }

    @Test
    void aPageThatDoesNotReadMissesSomeAndIsToldSo() throws Exception {
        RecentEvents many = new RecentEvents(Integer.MAX_VALUE);
        RecentEvents.Reader slow = many.new Reader();
        for (int i = 0; i < RecentEvents.EVENTS_MAX + 1000; i++) {
            many.add("{}");
        }
        String[] first = slow.take(0);
        assertEquals("{\"k\":\"missed\",\"t\":0,\"n\":1000}", first[0]);
        assertEquals(RecentEvents.EVENTS_MAX, first.length - 1 + rest(slow));
    }

    private static int rest(RecentEvents.Reader reader) throws InterruptedException {
        int count = 0;
        for (String[] batch = reader.take(0); batch.length > 0; batch = reader.take(0)) {
            count += batch.length;
        }
        return count;
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
