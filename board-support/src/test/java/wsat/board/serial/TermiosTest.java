package wsat.board.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fazecast.jSerialComm.SerialPort;
import org.junit.jupiter.api.Test;
import wsat.port.UartConfig;

/** What a pseudo-terminal cannot show: Linux forces 8 data bits and no parity on it. */
class TermiosTest {

    @Test
    void oneAndAHalfStopBitsAreAskedForAsTwo() {
        assertEquals(SerialPort.ONE_STOP_BIT, Termios.stopBits(with(8, 1, 0, 0)));
        assertEquals(SerialPort.TWO_STOP_BITS, Termios.stopBits(with(5, 2, 0, 0)));
        assertEquals(SerialPort.TWO_STOP_BITS, Termios.stopBits(with(8, 3, 0, 0)));
    }

    @Test
    void parityIsNoneOddOrEven() {
        assertEquals(SerialPort.NO_PARITY, Termios.parity(with(8, 1, 0, 0)));
        assertEquals(SerialPort.ODD_PARITY, Termios.parity(with(8, 1, 1, 0)));
        assertEquals(SerialPort.EVEN_PARITY, Termios.parity(with(8, 1, 2, 0)));
    }

    @Test
    void theKernelLooksAfterRtsOnlyTogetherWithCts() {
        int both = SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
        assertEquals(SerialPort.FLOW_CONTROL_DISABLED, Termios.flowControl(with(8, 1, 0, 0)));
        assertEquals(SerialPort.FLOW_CONTROL_DISABLED, Termios.flowControl(with(8, 1, 0, UartConfig.RTS)));
        assertEquals(both, Termios.flowControl(with(8, 1, 0, UartConfig.CTS)));
        assertEquals(both, Termios.flowControl(with(8, 1, 0, UartConfig.RTS + UartConfig.CTS)));
    }

    @Test
    void aByteTakesItsBitsOnTheWire() {
        assertEquals(10_000_000_000L / 115_200, Termios.wireNanos(with(8, 1, 0, 0), 1)); // 8N1
        assertEquals(12_000_000_000L / 115_200, Termios.wireNanos(with(8, 3, 2, 0), 1)); // 8E2
        assertEquals(7_500_000_000L / 115_200, Termios.wireNanos(with(5, 2, 0, 0), 1)); // 5N1.5
    }

    @Test
    void aRateIsNearWhenUartsAtBothUnderstandEachOther() {
        assertTrue(Termios.near(115_200, 115_200) && Termios.near(921_600, 923_076) && Termios.near(100, 103));
        assertFalse(Termios.near(5_000_000, 115_200) || Termios.near(100, 104) || Termios.near(100, 96));
    }

    private static UartConfig with(int dataBits, int stopBits, int parity, int flow) {
        UartConfig config = new UartConfig();
        config.dataBits = dataBits;
        config.stopBits = stopBits;
        config.parity = parity;
        config.flow = flow;
        return config;
    }
}
