package wsat.board.host;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import wsat.at.Settings;
import wsat.board.Loop;
import wsat.board.Panel;
import wsat.board.Ports;
import wsat.board.StderrLog;
import wsat.board.flash.RamFlash;
import wsat.board.line.Doorbell;
import wsat.board.line.StreamLine;
import wsat.board.mdns.MulticastAnnouncer;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.net.Sockets;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.Log;

/**
 * A coprocessor on standard input and output that tells of the machine's network, for a test to start elsewhere.
 * Argument: tables or kernel.
 */
final class HostStationLoop {
    private HostStationLoop() {
    }

    public static void main(String[] arguments) throws IOException {
        Log log = new StderrLog(Log.INFO, System.err);
        Slow slow = new Slow();
        SntpClock clock = new SntpClock(slow, log);
        try (Network network = new Network(3, 8192, slow, clock, VerifyOptions.USUAL, log, new Ticks())) {
            Doorbell bell = new Doorbell(network::wake);
            StreamLine line = new StreamLine(new FileInputStream(FileDescriptor.in),
                    new FileOutputStream(FileDescriptor.out), 1024, 8192, bell).start();
            HostStation station = new HostStation(slow, "wsat", false, log, new Ticks());
            new Loop(new Ports(line, network, new Sockets(5, network), station, new HostResolver(slow, log),
                    new MulticastAnnouncer(network, network::wake, log), clock,
                    new RamFlash(0x4000), new RamFlash(0x6000), new HostThermometer(), log), new Settings(), network,
                    station, line, bell, new Panel(bell, new Ticks()), new Ticks(),
                    arguments[0].equals("tables") ? station::compareTables : () -> station.listen(network.selector()))
                    .run();
            line.close();
        }
    }
}
