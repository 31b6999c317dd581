package wsat.board.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.board.line.Doorbell;
import wsat.board.net.Ready;
import wsat.board.os.Ticks;
import wsat.port.Log;
import wsat.port.Uart;
import wsat.port.UartConfig;

/** The line over a real pseudo-terminal, with a host at the other end of a cable. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SerialLineTest {
    private static final int INPUT_MAX = 8192;
    private static final int OUTPUT_MAX = 16384;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int FEW = 61;

    /** What cfmakeraw(3) clears, what would stop the line, and hardware flow control, which is not asked for. */
    private static final String CFMAKERAW = "ignbrk brkint parmrk istrip inlcr igncr icrnl ixon ixoff ixany"
            + " opost echo echonl icanon isig iexten crtscts";

    @TempDir
    Path folder;

    private Selector selector;
    private Doorbell bell;
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Log log = (level, where, what, value) -> logged.add(what + " " + value);
    private PtyPair cable;
    private SerialLine line;
    private int baud = 115200;
    private RandomAccessFile host;

    @BeforeEach
    void plug() throws Exception {
        selector = Selector.open();
        bell = new Doorbell(selector::wakeup);
        cable = new PtyPair(folder);
        host = cable.openHost();
    }

    @AfterEach
    void unplug() throws Exception {
        selector.close(); // before the line, as at the end of the process
        if (line != null) {
            line.close();
        }
        if (cable != null) {
            host.close();
            cable.close();
        }
    }

    private void openSilent(int flow) throws IOException {
        UartConfig config = new UartConfig();
        config.flow = flow;
        config.baud = baud;
        line = SerialLine.open(new Opening(cable.module.toString(), config), INPUT_MAX, OUTPUT_MAX, selector, bell, log,
                new Ticks());
    }

    /** With the first words, as a module begins. */
    private void open(int flow) throws IOException {
        openSilent(flow);
        say(new byte[] {'r'});
        assertEquals('r', host.read());
    }

    @Test
    void whoSaysNothingAtFirstIsHeldInResetAndHears() throws Exception {
        openSilent(0);
        line.discard();
        host.write(new byte[] {2, 3});
        assertArrayEquals(new byte[] {2, 3}, hear(2));
    }

    @Test
    void everyByteValuePassesBothWays() throws Exception {
        open(0);
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        host.write(all);
        assertArrayEquals(all, hear(all.length));
        say(all);
        byte[] heard = new byte[all.length];
        host.readFully(heard);
        assertArrayEquals(all, heard);
    }

    @Test
    void megabytesPassBothWaysAtOnceAlthoughBothEndsAreSlow() throws Exception {
        baud = UartConfig.BAUD_MOST;
        open(UartConfig.RTS + UartConfig.CTS);
        byte[] said = new byte[2_000_000];
        new Random(1).nextBytes(said);
        byte[] answered = new byte[said.length];
        new Random(2).nextBytes(answered);
        FutureTask<byte[]> hearing = start(() -> {
            byte[] heard = new byte[answered.length];
            for (int at = 0; at < heard.length;) {
                at += host.read(heard, at, Math.min(heard.length - at, 1 + at % 3000));
                if (at % FEW == 0) {
                    Thread.sleep(1);
                }
            }
            return heard;
        });
        FutureTask<byte[]> speaking = start(() -> {
            host.write(said);
            return said;
        });
        byte[] heard = new byte[said.length];
        for (int in = 0, out = 0; in < heard.length || out < answered.length;) {
            int n = line.read(heard, in, Math.min(heard.length - in, 1 + in % 700));
            int taken = line.write(answered, out, Math.min(answered.length - out, 5000));
            in += n;
            out += taken;
            turn(n + taken);
            if (in % FEW == 0) {
                Thread.sleep(1);
            }
        }
        assertArrayEquals(said, heard);
        await(hearing::isDone); // the end of it may still wait in the line
        assertArrayEquals(answered, hearing.get());
        speaking.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertEquals(0, line.dropped());
    }

    @Test
    void withoutFlowControlWhatNobodyTakesIsDroppedAndCounted() throws Exception {
        open(0);
        byte[] flood = new byte[100_000];
        FutureTask<Void> flooding = start(() -> {
            host.write(flood);
            return null;
        });
        await(() -> line.dropped() == flood.length - INPUT_MAX);
        flooding.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        line.flush();
        assertEquals(1, logged.size(), logged::toString);
        assertTrue(logged.get(0).contains("bytes lost so far"), logged::toString);
        assertEquals(INPUT_MAX, hear(INPUT_MAX).length);
        host.write(new byte[] {7});
        assertArrayEquals(new byte[] {7}, hear(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {UartConfig.RTS, UartConfig.CTS, UartConfig.RTS + UartConfig.CTS})
    void withFlowControlAHostHasToWaitAndNothingIsLost(int flow) throws Exception {
        open(flow);
        byte[] flood = new byte[200_000];
        new Random(4).nextBytes(flood);
        FutureTask<Long> flooding = start(() -> {
            host.write(flood);
            return System.nanoTime();
        });
        await(() -> line.nextDeadline() != Long.MAX_VALUE); // nobody reads: held
        assertFalse(flooding.isDone(), "nothing has stopped the host");
        assertArrayEquals(flood, hear(flood.length));
        flooding.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertEquals(0, line.dropped());
    }

    @Test
    void aHostThatIsHeldWhileTheModuleIsResetIsLetGo() throws Exception {
        open(UartConfig.RTS);
        byte[] some = new byte[1000];
        host.write(some);
        await(() -> line.nextDeadline() != Long.MAX_VALUE); // nobody reads: held
        line.discard();
        while (line.read(some, 0, some.length) > 0) {
            turn(1);
        }
        assertEquals(Long.MAX_VALUE, line.nextDeadline(), "the host is held");
        host.write(new byte[] {5});
        assertArrayEquals(new byte[] {5}, hear(1));
    }

    @Test
    void aHostThatIsHeldIsLetGoByAnEndOfFlowControl() throws Exception {
        open(UartConfig.RTS + UartConfig.CTS);
        byte[] flood = new byte[100_000];
        FutureTask<Void> flooding = start(() -> {
            host.write(flood);
            return null;
        });
        await(() -> line.nextDeadline() != Long.MAX_VALUE); // held
        assertTrue(line.configure(new UartConfig()));
        await(flooding::isDone);
        await(() -> line.dropped() == flood.length - INPUT_MAX);
    }

    @Test
    void aPortThatVanishesWhileTheLineIsClosedIsNotOpenedAgain() throws Exception {
        open(0);
        host.write(new byte[] {1});
        assertArrayEquals(new byte[] {1}, hear(1)); // so the selector has the port
        line.write(new byte[] {2}, 0, 1); // for the end to send
        cable.unplug();
        line.close();
        line = null;
        cable.plug();
        for (Thread one : reopening()) {
            one.join(PATIENCE_MILLIS);
        }
        assertEquals(List.of(), reopening());
        openSilent(0);
    }

    private static List<Thread> reopening() {
        return Thread.getAllStackTraces().keySet().stream().filter(one -> one instanceof Reopening).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 300, 9600, 43000, 115200, 921600, 3000000, 5000000})
    void theKernelIsAskedForExactlyThisRate(int baud) throws Exception {
        open(0);
        UartConfig config = new UartConfig();
        config.baud = baud;
        assertTrue(line.configure(config));
        assertEquals(baud + " " + baud, cable.speeds());
        assertEquals(10_000_000_000L / baud, line.characterNanos());
        config.baud = 0;
        line.config(config);
        assertEquals(baud, config.baud);
        host.write(new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, hear(3));
    }

    @Test
    void nothingIsMadeOfAnyByteByTheKernel() throws Exception {
        open(0);
        host.write('h');
        hear(1); // from now on the port is the loop's
        String modes = cable.stty();
        for (String off : CFMAKERAW.split(" ")) {
            assertTrue(modes.contains(" -" + off + " "), off + " in " + modes);
        }
        UartConfig config = new UartConfig();
        config.flow = UartConfig.RTS + UartConfig.CTS;
        config.stopBits = 3;
        assertTrue(line.configure(config));
        modes = cable.stty();
        assertTrue(modes.contains(" crtscts ") && modes.contains(" cstopb "), modes);
        for (String off : CFMAKERAW.replace(" crtscts", "").split(" ")) {
            assertTrue(modes.contains(" -" + off + " "), off + " in " + modes);
        }
        assertTrue(modes.contains(" min = 1 "), modes);
        config.baud = 43_000;
        assertTrue(line.configure(config));
        assertTrue(cable.stty().contains(" -brkint "));
        assertEquals("43000 43000", cable.speeds());
        line.discard();
        assertTrue(cable.stty().contains(" -brkint "));
    }

    @Test
    void aPortThatComesBackIsUsedAgainWithItsSettings() throws Exception {
        open(UartConfig.RTS + UartConfig.CTS);
        UartConfig config = new UartConfig();
        config.flow = UartConfig.RTS + UartConfig.CTS;
        config.baud = 43000;
        line.configure(config);
        // in the middle of traffic
        FutureTask<Long> speaking = start(() -> {
            for (long n = 0;; n++) {
                try {
                    host.write(new byte[1000]);
                } catch (IOException e) {
                    return n;
                }
            }
        });
        await(() -> line.nextDeadline() != Long.MAX_VALUE); // the host is held
        line.write(new byte[OUTPUT_MAX], 0, OUTPUT_MAX);
        turn(1);
        cable.unplug();
        speaking.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        await(() -> logged.size() == 1);
        assertTrue(logged.get(0).contains("is gone"), logged::toString);
        // nobody hears it, and nobody waits for that
        assertEquals(100_000, line.write(new byte[100_000], 0, 100_000));
        assertTrue(line.drained());
        assertEquals(Uart.CUT, line.read(new byte[10], 0, 10));
        assertEquals(0, line.read(new byte[10], 0, 10));
        config.baud = 57600;
        assertTrue(line.configure(config));
        host.close();
        cable.plug();
        host = cable.openHost();
        await(() -> logged.size() == 2);
        assertTrue(logged.get(1).contains("is back"), logged::toString);
        assertEquals("57600 57600", cable.speeds());
        say(new byte[] {4, 5});
        byte[] heard = new byte[2];
        host.readFully(heard);
        assertArrayEquals(new byte[] {4, 5}, heard);
        host.write(new byte[] {6});
        assertArrayEquals(new byte[] {6}, hear(1));
    }

    @Test
    void aPortThatVanishesWhileItsHostIsHeldIsMissedToo() throws Exception {
        open(UartConfig.RTS + UartConfig.CTS);
        start(() -> {
            host.write(new byte[200_000]);
            return null;
        });
        await(() -> line.nextDeadline() != Long.MAX_VALUE);
        cable.unplug();
        await(() -> logged.size() == 1);
        assertTrue(logged.get(0).contains("is gone"), logged::toString);
    }

    @Test
    void aSecondUserOfThePortIsRefused() throws Exception {
        open(0);
        IOException refused = assertThrows(IOException.class, () -> SerialLine.open(
                new Opening(cable.module.toString(), new UartConfig()), INPUT_MAX, OUTPUT_MAX, selector, bell, log,
                new Ticks()));
        assertEquals(cable.module + " is in use already", refused.getMessage());
        line.close();
        line = null;
        Process other = cable.lock();
        try {
            refused = assertThrows(IOException.class, () -> open(0));
            assertEquals(cable.module + " is in use by another program", refused.getMessage());
        } finally {
            other.destroy();
            other.waitFor();
        }
        open(0);
    }

    @Test
    void whatIsNoSerialPortIsSaidSo() {
        Path none = folder.resolve("none");
        IOException refused = assertThrows(IOException.class, () -> SerialLine.open(
                new Opening(none.toString(), new UartConfig()),
                INPUT_MAX, OUTPUT_MAX, selector, bell, log, new Ticks()));
        assertEquals("there is no " + none, refused.getMessage());
        refused = assertThrows(IOException.class, () -> SerialLine.open(new Opening("/dev/null", new UartConfig()),
                INPUT_MAX, OUTPUT_MAX, selector, bell, log, new Ticks()));
        assertEquals("/dev/null is no serial port", refused.getMessage());
        refused = assertThrows(IOException.class, () -> SerialLine.open(
                new Opening(folder.toString(), new UartConfig()),
                INPUT_MAX, OUTPUT_MAX, selector, bell, log, new Ticks()));
        assertEquals(folder + " is a folder, and no serial port", refused.getMessage());
    }

    @Test
    void aHostThatReadsNothingHoldsUpTheLineButNotItsEnd() throws Exception {
        baud = UartConfig.BAUD_MOST;
        open(0);
        int said = 0;
        for (int refusals = 0; refusals < 10;) {
            int taken = line.write(new byte[4096], 0, 4096);
            said += taken;
            refusals = taken > 0 ? 0 : refusals + 1;
            assertTrue(said < 1 << 20, said + " bytes went somewhere");
            turn(taken);
        }
        assertFalse(line.drained(), said + " bytes went somewhere");
        line.close(); // one that waited for the host would wait for ever
        line = null;
        openSilent(0); // so the port was really given back
    }

    @Test
    void theNextMessageBeginsWhenLittleOfTheLastIsLeftOnTheWire() throws Exception {
        open(0);
        byte[] message = new byte[1024]; // 89 ms
        long begun = System.nanoTime();
        int turns = 0;
        for (int count = 0; count < 4; turns++) {
            boolean crowded = line.crowded(); // it may be so no more by the time of the next call
            int taken = line.write(message, 0, message.length);
            assertTrue(taken == message.length || crowded && taken == 0, "whole or not at all");
            count += taken / message.length;
            turn(taken);
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertTrue(millis >= 3 * 89 - 20 - 5, "the kernel was given three messages and a fourth in ms " + millis);
        assertTrue(turns < 60, "the line wants a turn when it is time, and not before: " + turns);
        host.readFully(new byte[4 * message.length]);
    }

    @Test
    void aMessageHasNoGapAlthoughTheLoopStandsStill() throws Exception {
        open(0);
        assertEquals(1000, line.write(new byte[1000], 0, 1000));
        assertEquals(24, line.write(new byte[24], 0, 24));
        line.flush();
        host.readFully(new byte[1024]); // nobody calls the line meanwhile
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private static <T> FutureTask<T> start(Work<T> work) {
        FutureTask<T> task = new FutureTask<>(work::run);
        Thread thread = new Thread(task, "host");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** What the loop does: sleeps until somebody rings or the line wants a turn. */
    private void turn(int work) throws IOException {
        line.flush();
        long millis = work > 0 ? 0 : Math.max(0, Math.min(20, line.nextDeadline() - new Ticks().millis()));
        if (millis == 0) {
            selector.selectNow(SerialLineTest::ready);
        } else {
            selector.select(SerialLineTest::ready, millis);
        }
    }

    private static void ready(SelectionKey key) {
        ((Ready) key.attachment()).ready(key);
    }

    private void await(BooleanSupplier condition) throws IOException {
        for (long end = new Ticks().millis() + PATIENCE_MILLIS; !condition.getAsBoolean();) {
            assertTrue(new Ticks().millis() < end, () -> "waited in vain; logged: " + logged);
            turn(0);
        }
    }

    private byte[] hear(int count) throws IOException {
        byte[] heard = new byte[count];
        for (int at = 0; at < count;) {
            int n = line.read(heard, at, count - at);
            at += n;
            turn(n);
        }
        return heard;
    }

    private void say(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length;) {
            int n = line.write(bytes, at, bytes.length - at);
            at += n;
            turn(n);
        }
        line.flush();
    }
}
