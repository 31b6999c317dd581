package wsat.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.sim.NodeScripts;
import wsat.sim.Python;

/** The page in a real Chromium, from disk: each script is a test. */
class PageTest {

    @ParameterizedTest
    @ValueSource(strings = {"echo.js", "flash.js", "serial.js", "network.js", "session.js"})
    void passes(String script) throws Exception {
        assertEquals(List.of(), NodeScripts.chromium(script, "target/wsat.html"));
    }

    @Test
    void aRealHostAtASerialPort() throws Exception {
        Python.needPyserial();
        assertEquals(List.of(), NodeScripts.chromium("pty.js", "target/wsat.html"));
    }
}
