package wsat.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.sim.NodeScripts;

/** The page in a real Chromium, from disk: each script is a test. */
class PageTest {

    @ParameterizedTest
    @ValueSource(strings = {"echo.js", "flash.js", "serial.js", "network.js"})
    void passes(String script) throws Exception {
        assertEquals(List.of(), NodeScripts.chromium(script, "target/wsat.html"));
    }
}
