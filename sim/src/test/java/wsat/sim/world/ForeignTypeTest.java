package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.sim.world.KeptSettingsTest.says;
import static wsat.sim.world.KeptSettingsTest.up;

import org.junit.jupiter.api.Test;
import wsat.at.Settings;
import wsat.nvs.Nvs;
import wsat.nvs.Types;

/** A value of 64 bits, which ESP-IDF's images may have and {@code AT+SYSMFG} has no number for. */
class ForeignTypeTest {
    @Test
    void itIsListedWithoutANumberAndNotRead() {
        World world = new World(new Settings(), 0, 0);
        Nvs nvs = new Nvs(world.mfgNvs());
        byte[] name = Bytes.of("mine");
        int number = nvs.makeNamespace(name, 0, name.length);
        assertEquals(Nvs.OK, nvs.setInteger(number, name, 0, name.length, Types.U64, -1));
        says(world, "AT+RST"); // the partition is looked at anew
        up(world);
        assertEquals("+SYSMFG:\"mine\",\"mine\",0\r\n\r\nOK\r\n", says(world, "AT+SYSMFG=1,\"mine\""));
        assertEquals("\r\nERROR\r\n", says(world, "AT+SYSMFG=1,\"mine\",\"mine\""));
        assertTrue(world.journal().contains("no 64-bit numbers"));
    }
}
