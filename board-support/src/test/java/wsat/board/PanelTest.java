package wsat.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import wsat.board.line.Doorbell;
import wsat.board.os.Ticks;

class PanelTest {
    private final Panel panel = new Panel(new Doorbell(() -> { }), new Ticks());

    @Test
    void aResetThatIsOverBeforeTheLoopLooksIsAReset() {
        assertFalse(panel.holds(0));
        panel.enable(false, 100_000);
        panel.enable(true, 105_000);
        assertTrue(panel.holds(300));
        assertEquals(305, panel.nextDeadline());
        assertTrue(panel.holds(304));
        assertFalse(panel.holds(305));
        assertEquals(Long.MAX_VALUE, panel.nextDeadline());
    }

    /** Arduino's {@code delay(1)}, with which a board's own library resets its ESP32. */
    @Test
    void aMillisecondIsAReset() {
        panel.enable(false, 100_900);
        panel.enable(true, 101_900);
        assertTrue(panel.holds(102));
        assertFalse(panel.holds(107));
    }

    /** The contact of a button: it is one reset, from its first touch to the last. */
    @Test
    void soIsAButtonThatBounces() {
        for (int ms : new int[] {100, 102, 105, 300, 303}) {
            panel.enable(false, ms * 1000);
            assertEquals(ms > 100, panel.holds(ms));
            panel.enable(true, ms * 1000 + (ms == 105 ? 194_000 : 800));
        }
        assertTrue(panel.holds(304));
        assertTrue(panel.holds(308));
        assertFalse(panel.holds(309));
    }

    @Test
    void soIsOneOfWhichTheLoopHasSeenTheBeginning() {
        panel.enable(false, 100_000);
        assertFalse(panel.holds(101));
        panel.enable(true, 110_000);
        assertTrue(panel.holds(111));
        assertFalse(panel.holds(116));
    }

    @Test
    void aGlitchIsNone() {
        panel.enable(false, 100_000);
        panel.enable(true, 100_499);
        panel.enable(false, 100_600);
        panel.enable(true, 101_000);
        assertFalse(panel.holds(300));
        assertFalse(panel.holds(310));
    }

    @Test
    void aResetThatTheLoopHasSeenIsOneAndNotTwo() {
        panel.enable(false, 100_000);
        assertFalse(panel.holds(100));
        assertTrue(panel.holds(105));
        panel.enable(true, 200_000);
        assertTrue(panel.holds(200));
        assertFalse(panel.holds(205));
        assertFalse(panel.holds(300));
    }

    @Test
    void oneThatBeginsAgainHolds() {
        panel.enable(false, 100_000);
        panel.enable(true, 110_000);
        panel.enable(false, 111_000);
        assertTrue(panel.holds(112));
        assertEquals(Long.MAX_VALUE, panel.nextDeadline());
        assertTrue(panel.holds(500));
        panel.enable(true, 600_000);
        assertTrue(panel.holds(600));
        assertFalse(panel.holds(605));
    }
}
