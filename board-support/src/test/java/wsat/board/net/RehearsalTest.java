package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void theUpgradeInMemoryComesToItsEnd() {
        assertTrue(Rehearsal.run());
    }
}
