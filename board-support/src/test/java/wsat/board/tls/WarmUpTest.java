package wsat.board.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void theHandshakeInMemoryComesToItsEnd() {
        assertTrue(WarmUp.run());
    }
}
