package wsat.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final long SECOND = 1_000_000;

    private final LinkConfig config = new LinkConfig(1024);
    private final KeepAlive keepAlive = new KeepAlive(config);

    KeepAliveTest() {
        config.pingIntervalSeconds = 10;
        config.pongTimeoutSeconds = 30;
        keepAlive.begin(0, 0, 0);
    }

    @Test
    void aPingIsDueAfterTheIntervalOfSilence() {
        assertFalse(keepAlive.due(10 * SECOND - 1));
        assertTrue(keepAlive.due(10 * SECOND));
        assertEquals(10 * SECOND, keepAlive.deadline());
    }

    @Test
    void whateverComesPutsThePingOff() {
        keepAlive.look(false, 1, 0, 7 * SECOND);
        assertEquals(17 * SECOND, keepAlive.deadline());
    }

    @Test
    void aPingWithoutRoomIsTriedAgainSoon() {
        keepAlive.refused(10 * SECOND);
        assertEquals(10 * SECOND + 100_000, keepAlive.deadline());
    }

    @Test
    void aPongsTimeIsCountedFromTheLastPing() {
        assertEquals(0, keepAlive.rttMicros());
        keepAlive.pinged(10 * SECOND);
        keepAlive.look(false, 0, 1, 10 * SECOND + 345);
        assertEquals(345, keepAlive.rttMicros());
        keepAlive.pingedByHost(15 * SECOND);
        keepAlive.look(false, 0, 2, 15 * SECOND + 7);
        assertEquals(7, keepAlive.rttMicros());
    }

    @Test
    void theFirstPingWithoutAPongStartsTheClock() {
        keepAlive.pinged(10 * SECOND);
        keepAlive.pinged(20 * SECOND);
        keepAlive.pinged(30 * SECOND);
        assertFalse(keepAlive.overdue(40 * SECOND - 1));
        assertEquals(40 * SECOND, keepAlive.deadline());
        assertTrue(keepAlive.overdue(40 * SECOND));
    }

    @Test
    void aPongStopsTheClock() {
        keepAlive.pinged(10 * SECOND);
        keepAlive.look(false, 1, 1, 11 * SECOND);
        assertFalse(keepAlive.overdue(1000 * SECOND));
        assertEquals(21 * SECOND, keepAlive.deadline());
    }

    @Test
    void theClockStandsStillWhileOurOwnLineIsInTheWay() {
        keepAlive.pinged(10 * SECOND);
        keepAlive.look(true, 1, 0, 11 * SECOND);
        assertFalse(keepAlive.overdue(1000 * SECOND), "held");
        keepAlive.look(false, 1, 0, 111 * SECOND);
        assertFalse(keepAlive.overdue(139 * SECOND));
        assertTrue(keepAlive.overdue(140 * SECOND), "one second of thirty had passed before");
    }

    @Test
    void aPongBehindDataHasAMomentToComeAtLeast() {
        keepAlive.pinged(10 * SECOND);
        keepAlive.look(true, 1, 0, 40 * SECOND - 1);
        keepAlive.look(false, 1, 0, 50 * SECOND);
        assertFalse(keepAlive.overdue(50 * SECOND + 99_999));
        assertTrue(keepAlive.overdue(50 * SECOND + 100_000));
    }
}
