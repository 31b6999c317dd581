package wsat.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import wsat.at.Settings;
import wsat.board.flash.RamFlash;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.port.Board;
import wsat.port.Flash;
import wsat.port.Log;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoopTest {

    @Test
    void itAnswersAllThatItHasReceivedAndEnds() throws Exception {
        assertEquals("\r\nready\r\n" + "AT\r\n\r\nOK\r\n" + "ATE0\r\n\r\nOK\r\n" + "\r\nOK\r\n", hear("AT\r\nATE0\r\nAT\r\n"));
    }

    @Test
    void aRestartIsAnsweredThenForgetsEverything() throws Exception {
        assertEquals("\r\nready\r\n" + "ATE0\r\n\r\nOK\r\n" + "\r\nOK\r\n" + "\r\nready\r\n", hear("ATE0\r\nAT+RST\r\n"));
    }

    @Test
    void anEmptyInputIsToldThatItIsReady() throws Exception {
        assertEquals("\r\nready\r\n", hear(""));
    }

    @Test
    void aPayloadThatEndsWithTheInputIsNotWaitedFor() throws Exception {
        assertEquals("\r\nready\r\n" + "AT+WSHEAD=10\r\n\r\nOK\r\n\r\n>", hear("AT+WSHEAD=10\r\nab: c"));
    }

    private static String hear(String said) throws Exception {
        Log log = new StderrLog(StderrLog.OFF, System.err);
        Slow slow = new Slow();
        SntpClock clock = new SntpClock(slow, log);
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        AtomicInteger ready = new AtomicInteger();
        try (Network network = new Network(3, 8192, slow, clock, false, log)) {
            Doorbell bell = new Doorbell(network::wake);
            StreamLine line = new StreamLine(new ByteArrayInputStream(said.getBytes(StandardCharsets.US_ASCII)), heard,
                    1024, 1024, bell);
            HostStation station = new HostStation(slow, "wsat", true, log);
            Board board = new Ports(line, network, station, new HostResolver(slow, log), clock,
                    new RamFlash(Flash.SECTOR), new HostThermometer(), log);
            line.start();
            new Loop(board, new Settings(), network, station, line, bell, ready::incrementAndGet).run();
            line.close();
        }
        assertEquals(1, ready.get());
        return heard.toString(StandardCharsets.US_ASCII);
    }
}
