package wsat.board.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wsat.at.Settings;
import wsat.board.Loop;
import wsat.board.Panel;
import wsat.board.Ports;
import wsat.board.flash.RamFlash;
import wsat.board.host.HostResolver;
import wsat.board.host.HostStation;
import wsat.board.host.HostThermometer;
import wsat.board.host.SntpClock;
import wsat.board.line.Doorbell;
import wsat.board.mdns.MulticastAnnouncer;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.net.Sockets;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.Flash;
import wsat.port.Log;
import wsat.port.UartConfig;

/** A whole coprocessor on a tty. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SerialCoprocessorTest {
    @TempDir
    Path folder;

    private final Semaphore back = new Semaphore(0);

    @ParameterizedTest
    @CsvSource({"AT+GM, +GM", "'AT+WSHEAD=10\r\nX: y', >"})
    void whatWasHalfSaidWhenTheCableWasPulledIsForgotten(String half, String heard) throws Exception {
        try (PtyPair cable = new PtyPair(folder); Network network = network()) {
            Thread module;
            Loop loop;
            RandomAccessFile host = cable.openHost();
            Doorbell bell = new Doorbell(network::wake);
            SerialLine line = SerialLine.open(new Opening(cable.module.toString(), new UartConfig()), 1024, 1024,
                    network.selector(), bell, this::log, new Ticks());
            loop = loop(network, line, bell);
            module = new Thread(() -> run(loop), "module");
            module.start();
            assertEquals("\r\nready\r\n", hear(host, "ready\r\n"));
            host.writeBytes("AT\r\n");
            assertEquals("AT\r\n\r\nOK\r\n", hear(host, "OK\r\n"));
            host.writeBytes(half);
            hear(host, heard);
            cable.unplug();
            host.close();
            cable.plug();
            host = cable.openHost();
            back.acquire();
            host.writeBytes("AT\r\n");
            assertEquals("AT\r\n\r\nOK\r\n", hear(host, "OK\r\n"));
            host.close();
            loop.stop();
            module.join();
            line.close();
        }
    }

    private final Slow slow = new Slow();
    private final SntpClock clock = new SntpClock(slow, this::log);

    private void log(int level, CharSequence where, String what, long value) {
        if (what.endsWith("is back")) {
            back.release();
        }
    }

    private Network network() throws IOException {
        return new Network(Settings.LINKS, 8192, slow, clock, VerifyOptions.USUAL, this::log, new Ticks());
    }

    private Loop loop(Network network, SerialLine line, Doorbell bell) {
        Log log = this::log;
        HostStation station = new HostStation(slow, "wsat", true, log, new Ticks());
        return new Loop(new Ports(line, network, new Sockets(new Settings().sockets, network), station,
                new HostResolver(slow, log), new MulticastAnnouncer(network, network::wake, log), clock,
                new RamFlash(4 * Flash.SECTOR), new RamFlash(0x6000),
                new HostThermometer(), log), new Settings(), network, station, line, bell, new Panel(bell, new Ticks()),
                new Ticks(), () -> { });
    }

    private static void run(Loop loop) {
        try {
            loop.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String hear(RandomAccessFile host, String end) throws IOException {
        byte[] heard = new byte[256];
        int length = 0;
        while (!text(heard, length).endsWith(end)) {
            length += host.read(heard, length, heard.length - length);
        }
        return text(heard, length);
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }
}
