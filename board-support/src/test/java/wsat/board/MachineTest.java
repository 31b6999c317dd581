package wsat.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.at.Settings;
import wsat.board.flash.RamFlash;
import wsat.board.host.HostStation;
import wsat.board.line.MemoryLine;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.Log;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MachineTest {

    /** Pins that cannot be given back, for one. */
    @Test
    void whatFailsAtTheEndKeepsNothingElseFromEnding() {
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        StderrLog log = new StderrLog(Log.WARN, new PrintStream(logged, true));
        Settings settings = new Settings();
        Machine machine = new Machine(settings, VerifyOptions.USUAL, log);
        MemoryLine line = new MemoryLine();
        Loop loop = machine.loop(line, new HostStation(machine.slow(), "wsat", false, log, new Ticks()),
                new RamFlash(0x6000),
                new RamFlash(Machine.NVS_SIZE), new Panel(machine.bell(), machine.ticks()), () -> { });
        loop.stop();
        Exception thrown = assertThrows(IllegalStateException.class, () -> machine.run(loop, line, () -> {
            log.log(Log.WARN, "test", "the last word", Log.NO_VALUE);
            throw new IllegalStateException("the pins stay");
        }));
        assertEquals("the pins stay", thrown.getMessage());
        assertTrue(line.ended, "the line is closed");
        assertTrue(logged.toString().contains("the last word"), logged.toString());
    }
}
