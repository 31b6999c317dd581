package wsat.board.nm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wsat.at.Settings;
import wsat.board.Loop;
import wsat.board.Panel;
import wsat.board.Ports;
import wsat.board.flash.RamFlash;
import wsat.board.host.HostResolver;
import wsat.board.host.HostThermometer;
import wsat.board.host.SntpClock;
import wsat.board.line.Doorbell;
import wsat.board.line.StreamLine;
import wsat.board.mdns.MulticastAnnouncer;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.net.Sockets;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.Log;

/** A host's bytes in, the module's bytes out, with the loop and the firmware between them and NetworkManager. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class NetworkManagerLoopTest {
    private final StringBuffer said = new StringBuffer();
    private final Log log = (level, where, what, value) -> said.append(where).append(": ").append(what).append('\n');
    private final Heard heard = new Heard();
    private MockNetwork mock;
    private PipedOutputStream host;
    private Thread loop;

    /** What the module has said since it was last looked at. */
    private static final class Heard extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            notifyAll();
        }

        synchronized String upTo(String end) throws InterruptedException {
            while (!toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
                wait();
            }
            return next(0);
        }

        synchronized String next(int length) throws InterruptedException {
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (size() < length && System.nanoTime() - limit < 0) {
                wait(100);
            }
            String text = toString(StandardCharsets.ISO_8859_1);
            reset();
            return text;
        }
    }

    @BeforeEach
    void start() throws Exception {
        mock = new MockNetwork();
        host = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(host);
        loop = new Thread(() -> run(input), "loop");
        loop.start();
        expect("\r\nready\r\n");
        say("ATE0\r\n", "ATE0\r\n\r\nOK\r\n");
    }

    private void run(PipedInputStream input) {
        Slow slow = new Slow();
        SntpClock clock = new SntpClock(slow, log);
        try (Network network = new Network(3, 8192, slow, clock, VerifyOptions.USUAL, log, new Ticks())) {
            Doorbell bell = new Doorbell(network::wake);
            StreamLine line = new StreamLine(input, heard, 1024, 1024, bell);
            NetworkManagerStation station = new NetworkManagerStation(slow, "wlan0", log, bell, new Ticks(),
                    mock.address, mock.stationList(log));
            line.start();
            new Loop(new Ports(line, network, new Sockets(5, network), station, new HostResolver(slow, log),
                    new MulticastAnnouncer(network, network::wake, log), clock,
                    new RamFlash(0x4000), new RamFlash(0x6000), new HostThermometer(), log), new Settings(), network,
                    station, line, bell, new Panel(bell, new Ticks()), new Ticks(), () -> { }).run();
            line.close();
        } catch (Exception e) {
            said.append(e);
        }
    }

    private void say(String command, String answer) throws Exception {
        host.write(command.getBytes(StandardCharsets.ISO_8859_1));
        host.flush();
        expect(answer);
    }

    private void expect(String answer) throws Exception {
        assertEquals(answer, heard.next(answer.length()), said::toString);
    }

    @AfterEach
    void stop() throws Exception {
        if (loop != null) {
            host.close();
            loop.join();
            mock.close();
        }
    }

    @Test
    void aHostJoinsLosesAndLeavesANetwork() throws Exception {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        say("AT+CWSTATE?\r\n", "+CWSTATE:0,\"\"\r\n\r\nOK\r\n");
        say("AT+CWJAP=\"home\",\"correct horse\"\r\n", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n");
        say("AT+CWJAP?\r\n", "+CWJAP:\"home\",\"02:00:00:00:00:01\",6,-70,0,1,3,0,1\r\n\r\nOK\r\n");
        say("AT+CIFSR\r\n", "+CIFSR:STAIP,\"192.168.3.112\"\r\n+CIFSR:STAMAC,\"11:22:33:44:55:66\"\r\n\r\nOK\r\n");
        say("AT+CWLAP\r\n", "+CWLAP:(4,\"home\",-70,\"02:00:00:00:00:01\",6,-1,-1,4,4,7,0)\r\n\r\nOK\r\n");
        mock.step(30, 8);
        expect("WIFI DISCONNECT\r\n");
        mock.step(50, 0);
        mock.step(100, 0);
        expect("WIFI CONNECTED\r\nWIFI GOT IP\r\n");
        say("AT+CWQAP\r\n", "\r\nOK\r\nWIFI DISCONNECT\r\n");
        say("AT+CWSTATE?\r\n", "+CWSTATE:4,\"\"\r\n\r\nOK\r\n");
        assertFalse(said.toString().contains("correct horse"), said::toString);
    }

    @Test
    void networkManagerMayBeRestarted() throws Exception {
        joinHome();
        mock.stopManager();
        expect("WIFI DISCONNECT\r\n");
        say("AT+CWSTATE?\r\n", "+CWSTATE:4,\"\"\r\n\r\nOK\r\n");
        mock.startManager("{}");
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.step(50, 0);
        mock.step(100, 0);
        expect("WIFI CONNECTED\r\nWIFI GOT IP\r\n");
        say("AT+CWSTATE?\r\n", "+CWSTATE:2,\"home\"\r\n\r\nOK\r\n");
    }

    @Test
    void aRadioMayBePulledAndGivenBack() throws Exception {
        joinHome();
        mock.mock("Pull", null);
        expect("WIFI DISCONNECT\r\n");
        say("AT+CWLAP\r\n", "\r\nERROR\r\n");
        mock.mock("Plug", null);
        mock.accessPoint("b", "home", "02:00:00:00:00:01", 50, false);
        mock.step(50, 0);
        mock.step(100, 0);
        expect("WIFI CONNECTED\r\nWIFI GOT IP\r\n");
        say("AT+CWSTATE?\r\n", "+CWSTATE:2,\"home\"\r\n\r\nOK\r\n");
    }

    @Test
    void anAccessPointMayVanishAndComeBack() throws Exception {
        joinHome();
        for (int times = 0; times < 3; times++) {
            mock.step(120, 53);
            mock.step(30, 0);
            expect("WIFI DISCONNECT\r\n");
            say("AT+CWSTATE?\r\n", "+CWSTATE:4,\"\"\r\n\r\nOK\r\n");
            mock.step(40, 0);
            mock.step(50, 0);
            untilSaid("AT+CWSTATE?\r\n", "+CWSTATE:3,\"home\"\r\n\r\nOK\r\n");
            for (int state : new int[] {60, 40, 50, 70, 80, 90, 100}) {
                mock.step(state, 0);
            }
            expect("WIFI CONNECTED\r\nWIFI GOT IP\r\n");
            say("AT+CWSTATE?\r\n", "+CWSTATE:2,\"home\"\r\n\r\nOK\r\n");
        }
    }

    @Test
    void whatAHostEscapesIsTakenAsItIsMeant() throws Exception {
        mock.accessPoint("a", "a\"b,c\\d", "02:00:00:00:00:01", 50, false);
        say("AT+CWJAP=\"a\\\"b\\,c\\\\d\",\"p\\\"w\\,\\\\ord 1\"\r\n",
                "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n");
        assertTrue(mock.said().contains("psk=p\"w,\\ord 1 "), mock.said());
        say("AT+CWSTATE?\r\n", "+CWSTATE:2,\"a\"b,c\\d\"\r\n\r\nOK\r\n");
    }

    /** Asks again until the answer is this one. */
    private void untilSaid(String command, String answer) throws Exception {
        String said;
        do {
            host.write(command.getBytes(StandardCharsets.ISO_8859_1));
            host.flush();
            said = heard.upTo("OK\r\n");
        } while (!said.equals(answer));
    }

    private void joinHome() throws Exception {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        say("AT+CWJAP=\"home\",\"correct horse\"\r\n", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n");
    }

    @Test
    void aHostIsToldWhyItHasNotJoined() throws Exception {
        mock.accessPoint("a", "home", "02:00:00:00:00:01", 50, false);
        mock.outcome("wrong-password");
        say("AT+CWJAP=\"home\",\"battery staple\"\r\n", "+CWJAP:2\r\n\r\nERROR\r\n");
        say("AT+CWJAP=\"elsewhere\",\"battery staple\"\r\n", "+CWJAP:3\r\n\r\nERROR\r\n");
        mock.outcome("no-address");
        say("AT+CWJAP=\"home\",\"battery staple\"\r\n", "+CWJAP:4\r\n\r\nERROR\r\n");
        mock.outcome("slow-supplicant");
        say("AT+CWJAP=\"home\",\"battery staple\"\r\n", "+CWJAP:1\r\n\r\nERROR\r\n");
        mock.outcome("joined");
        say("AT+CWJAP=\"home\",\"correct horse\"\r\n", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n");
        mock.mock("Refuse", "s", "wifi.scan");
        say("AT+CWLAP\r\n", "\r\nERROR\r\n");
        assertFalse(said.toString().contains("battery"), said::toString);
    }
}
