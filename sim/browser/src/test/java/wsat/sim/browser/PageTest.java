package wsat.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real Chromium, from disk: each script is a test. */
class PageTest {

    @ParameterizedTest
    @ValueSource(strings = {"echo.js", "flash.js", "serial.js", "network.js"})
    void passes(String script) throws IOException {
        assertEquals(List.of(), Node.chromium(script, "target/wsat.html"));
    }
}
