package wsat.board.pins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProviderImpl;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProviderImpl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.at.Settings;
import wsat.board.Indicator;
import wsat.board.Loop;
import wsat.board.Machine;
import wsat.board.Panel;
import wsat.board.StderrLog;
import wsat.board.flash.FileFlash;
import wsat.board.flash.RamFlash;
import wsat.board.host.HostStation;
import wsat.board.line.Line;
import wsat.board.line.StreamLine;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.port.Station;

/** Pi4J's mock pins and the real loop. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PinsTest {
    private static final String READY = "\r\nready\r\n";

    private final Bench bench = new Bench();
    private final Pins pins = new Pins(4, 22, 27, bench);
    private final StderrLog log = new StderrLog(StderrLog.OFF, System.err);
    private final Machine machine = new Machine(new Settings(), VerifyOptions.USUAL, log);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PipedOutputStream host = new PipedOutputStream();
    private final Panel panel = new Panel(machine.bell(), machine.ticks(), pins);
    private final AtomicInteger taken = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private Loop loop;
    private Thread thread;

    /** Keeps what is made, so that somebody can turn the switch and look at the lamp. */
    private static final class Bench implements Gpio {
        private DigitalInputConfig asked;
        private MockDigitalInput en;
        /** What the level is although no edge was told; null: as it was told. */
        private volatile DigitalState unseen;
        /** What every use of a pin ends in; null: it works. */
        private volatile RuntimeException broken;
        private DigitalOutput led;
        private DigitalOutput ready;

        @Override
        public DigitalInputProvider inputs() {
            return new MockDigitalInputProviderImpl() {
                @Override
                public DigitalInput create(DigitalInputConfig config) {
                    asked = config;
                    en = new MockDigitalInput(this, config) {
                        @Override
                        public DigitalState state() {
                            fail();
                            return unseen == null ? super.state() : unseen;
                        }
                    };
                    context().registry().add(en);
                    en.mockState(DigitalState.HIGH); // a switch that nobody holds
                    return en;
                }
            };
        }

        private void fail() {
            if (broken != null) {
                throw broken;
            }
        }

        @Override
        public DigitalOutputProvider outputs() {
            return new MockDigitalOutputProviderImpl() {
                @Override
                public DigitalOutput create(DigitalOutputConfig config) {
                    DigitalOutput made = new MockDigitalOutput(this, config) {
                        @Override
                        public DigitalOutput state(DigitalState wanted) {
                            fail();
                            return super.state(wanted);
                        }
                    };
                    context().registry().add(made);
                    if (config.address() == 22) {
                        led = made;
                    } else {
                        ready = made;
                    }
                    return made;
                }
            };
        }
    }

    private void start() throws IOException {
        StreamLine line = new StreamLine(new PipedInputStream(host), heard, 4096, 40_000, machine.bell()).start();
        loop = machine.loop(counted(line), new HostStation(machine.slow(), "wsat", true, log, new Ticks()),
                new RamFlash(FileFlash.DEFAULT_SIZE), new RamFlash(Machine.NVS_SIZE), panel, () -> { });
        thread = new Thread(() -> {
            try {
                loop.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
    }

    /** Counts what the module takes of its input. */
    private Line counted(Line line) {
        return (Line) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Line.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(line, arguments);
                    if (method.getName().equals("read")) {
                        taken.addAndGet((Integer) result);
                    }
                    return result;
                });
    }

    @AfterEach
    void stop() throws Exception {
        if (loop != null) {
            loop.stop();
            thread.join();
        }
        pins.close();
        machine.network().close();
    }

    private static void until(Callable<Boolean> so) throws Exception {
        while (!so.call()) {
            Thread.onSpinWait();
        }
    }

    private String said() {
        return heard.toString(StandardCharsets.US_ASCII);
    }

    private void say(String text) throws IOException {
        host.write(text.getBytes(StandardCharsets.US_ASCII));
        host.flush();
    }

    private void turn(DigitalState state) {
        bench.en.mockState(state);
    }

    @Test
    void enLowHoldsItInResetAndHighBootsItAnew() throws Exception {
        start();
        until(() -> said().equals(READY));
        pins.open(panel, failures::add);
        assertEquals(4, bench.asked.address());
        assertEquals(PullResistance.PULL_UP, bench.asked.pull());
        until(bench.ready::isHigh);
        until(bench.led::isHigh);
        turn(DigitalState.LOW);
        until(bench.ready::isLow);
        until(bench.led::isLow);
        String before = said();
        int takenBefore = taken.get();
        say("AT\r\nATE0\r\n");
        until(() -> taken.get() == takenBefore + 10);
        assertEquals(before, said());
        long begin = System.nanoTime();
        turn(DigitalState.HIGH);
        say("AT\r\n");
        until(() -> said().equals(before + READY));
        assertTrue(System.nanoTime() - begin >= new Settings().bootMillis * 1_000_000L);
        say("AT\r\n");
        until(() -> said().equals(before + READY + "AT\r\n\r\nOK\r\n"));
        until(bench.ready::isHigh);
        until(bench.led::isHigh);
    }

    @Test
    void aResetCutsLinksAndForgetsACommandThatRuns() throws Exception {
        pins.open(panel, failures::add);
        start();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            say("AT+WSOPEN=0,\"ws://127.0.0.1:" + listener.getLocalPort() + "\"\r\n");
            try (Socket server = listener.accept()) {
                until(() -> server.getInputStream().read() == 'G');
                turn(DigitalState.LOW);
                while (server.getInputStream().read() >= 0) {
                    // the rest of the request, then the end
                }
            }
            turn(DigitalState.HIGH);
            until(() -> said().endsWith(READY) && said().length() > READY.length());
            String before = said();
            say("AT+WSOPEN?\r\n");
            until(() -> said().equals(before + "AT+WSOPEN?\r\n\r\nOK\r\n"));
        }
    }

    @Test
    void aSwitchThatBouncesIsOneReset() throws Exception {
        pins.open(panel, failures::add);
        start();
        until(() -> said().equals(READY));
        turn(DigitalState.LOW);
        turn(DigitalState.HIGH);
        turn(DigitalState.LOW);
        turn(DigitalState.HIGH);
        say("AT\r\n");
        until(() -> said().equals(READY + "AT\r\n\r\nOK\r\n"));
    }

    @Test
    void aRiseThatTheKernelHasLostIsFoundByTheLevel() throws Exception {
        pins.open(panel, failures::add);
        start();
        until(() -> said().equals(READY));
        until(bench.ready::isHigh);
        turn(DigitalState.LOW);
        until(bench.ready::isLow);
        bench.unseen = DigitalState.HIGH; // no edge is told
        until(() -> said().equals(READY + READY));
        until(bench.ready::isHigh);
    }

    @Test
    void whileItSleepsNothingShowsThatItIsThere() throws Exception {
        pins.open(panel, failures::add);
        start();
        until(bench.ready::isHigh);
        until(bench.led::isHigh);
        say("AT+GSLP=500\r\n");
        until(bench.ready::isLow);
        until(bench.led::isLow);
        until(bench.ready::isHigh);
        until(() -> said().endsWith(READY) && said().length() > READY.length());
    }

    @Test
    void aPinThatAnotherProgramHasIsToldInOneLine() {
        bench.broken = new IllegalStateException("Device or resource busy\nmore");
        String said = assertThrows(IllegalStateException.class, () -> pins.open(panel, failures::add)).getMessage();
        assertTrue(said.startsWith("cannot use GPIO 22 for the LED (Device or resource busy)"), said);
    }

    @Test
    void soIsOneThatFailsLater() throws Exception {
        pins.open(panel, failures::add);
        start();
        until(bench.ready::isHigh);
        bench.broken = new IllegalStateException("No such device");
        until(() -> failures.stream().anyMatch(one -> one.startsWith("cannot use GPIO 4 as EN (No such device)")));
        say("AT+GSLP=500\r\n");
        until(() -> failures.stream().anyMatch(one -> one.startsWith("cannot use GPIO 27 as ready output (No")));
        until(() -> failures.stream().anyMatch(one -> one.startsWith("cannot use GPIO 22 for the LED (No such")));
        bench.broken = null;
    }

    @Test
    void atTheEndOutputsAreLow() throws Exception {
        pins.open(panel, failures::add);
        start();
        until(bench.ready::isHigh);
        until(bench.led::isHigh);
        loop.stop();
        thread.join();
        pins.close();
        assertTrue(bench.ready.isLow());
        assertTrue(bench.led.isLow());
    }

    @Test
    void whereThereAreNoPinsItSaysSoInOneLine() {
        Pins none = new Pins(-1, 22, -1, new HeaderGpio(machine.network().selector()));
        String said = assertThrows(IllegalStateException.class, () -> none.open(panel, failures::add)).getMessage();
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("cannot use GPIO 22 for the LED (") && said.contains("Raspberry Pi"), said);
        none.close();
    }

    @Test
    void theLampBlinksWithoutANetworkIsLitWithOneAndFlickersWithTraffic() {
        StatusLed led = new StatusLed();
        assertFalse(led.lit(Indicator.STARTING, Station.GOT_IP, true, 0));
        assertEquals(Long.MAX_VALUE, led.nextDeadline());
        StringBuilder blink = new StringBuilder();
        for (long now = 100_000; now < 102_000; now = led.nextDeadline()) {
            blink.append(led.lit(Indicator.READY, Station.CONNECTED, true, now) ? "#" : ".").append(now % 10_000)
                    .append(' ');
        }
        assertEquals("#0 .500 #1000 .1500 ", blink.toString());
        assertTrue(led.lit(Indicator.READY, Station.GOT_IP, false, 200_000));
        assertEquals(Long.MAX_VALUE, led.nextDeadline());
        StringBuilder flicker = new StringBuilder();
        for (long now = 200_000; now < 200_300; now += 10) {
            flicker.append(led.lit(Indicator.READY, Station.GOT_IP, now < 200_120, now) ? '#' : '.');
        }
        assertEquals(".....#####.....###############", flicker.toString());
        assertFalse(led.lit(Indicator.IN_RESET, Station.GOT_IP, false, 300_000));
    }
}
