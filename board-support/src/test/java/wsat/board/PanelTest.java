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
        panel.enable(false, 100);
        panel.enable(true, 105);
        assertTrue(panel.holds(300));
        assertEquals(305, panel.nextDeadline());
        assertTrue(panel.holds(304));
        assertFalse(panel.holds(305));
        assertEquals(Long.MAX_VALUE, panel.nextDeadline());
    }

    @Test
    void soIsOneOfWhichTheLoopHasSeenTheBeginning() {
        panel.enable(false, 100);
        assertFalse(panel.holds(101));
        panel.enable(true, 110);
        assertTrue(panel.holds(111));
        assertFalse(panel.holds(116));
    }

    @Test
    void aGlitchIsNone() {
        panel.enable(false, 100);
        panel.enable(true, 104);
        panel.enable(false, 105);
        panel.enable(true, 109);
        assertFalse(panel.holds(300));
        assertFalse(panel.holds(310));
    }

    @Test
    void aResetThatTheLoopHasSeenIsOneAndNotTwo() {
        panel.enable(false, 100);
        assertFalse(panel.holds(100));
        assertTrue(panel.holds(105));
        panel.enable(true, 200);
        assertTrue(panel.holds(200));
        assertFalse(panel.holds(205));
        assertFalse(panel.holds(300));
    }

    @Test
    void oneThatBeginsAgainHolds() {
        panel.enable(false, 100);
        panel.enable(true, 110);
        panel.enable(false, 111);
        assertTrue(panel.holds(112));
        assertEquals(Long.MAX_VALUE, panel.nextDeadline());
        assertTrue(panel.holds(500));
        panel.enable(true, 600);
        assertTrue(panel.holds(600));
        assertFalse(panel.holds(605));
    }
}
