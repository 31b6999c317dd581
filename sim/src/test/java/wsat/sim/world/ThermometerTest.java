package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.sim.world.KeptSettingsTest.says;
import static wsat.sim.world.KeptSettingsTest.up;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wsat.at.Settings;
import wsat.port.Thermometer;

/** {@code AT+SYSTEMP?}: hundredths of a degree with two digits, the sign in front, also below one degree. */
class ThermometerTest {
    private static World at(int hundredths) {
        return up(new World(new Settings(), 0, 0) {
            @Override
            public Thermometer thermometer() {
                return () -> hundredths;
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "5, 0.05", "-5, -0.05", "10, 0.10", "100, 1.00", "-100, -1.00", "2134, 21.34",
            "-1999, -19.99", "9900, 99.00"})
    void hundredthsAreSaidAsDegrees(int hundredths, String degrees) {
        assertEquals("+SYSTEMP:" + degrees + "\r\nOK\r\n", says(at(hundredths), "AT+SYSTEMP?"));
    }

    @Test
    void aMachineWithoutOneIsAnErrorAndTold() {
        World world = at(Thermometer.UNKNOWN);
        assertEquals("\r\nERROR\r\n", says(world, "AT+SYSTEMP?"));
        assertTrue(world.journal().contains("the machine has no thermometer that can be read"));
    }
}
