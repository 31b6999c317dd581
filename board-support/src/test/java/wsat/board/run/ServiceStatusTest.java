package wsat.board.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.Indicator;
import wsat.board.line.Doorbell;
import wsat.port.Station;

/** What a service manager hears, on a clock of the test's own. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceStatusTest {
    private static final String PYTHON = "/usr/bin/python3";
    /**
     * Is told what to do by lines: {@code hear} a datagram, or {@code fill} its queue from elsewhere and {@code empty}
     * it.
     */
    private static final String MANAGER = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1])
            filled = 0
            print('bound', flush=True)
            for line in sys.stdin:
                if line == 'hear\\n':
                    print(s.recv(4096).decode().replace('\\n', '|'), flush=True)
                elif line == 'fill\\n':
                    other = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                    other.connect(sys.argv[1])
                    other.setblocking(False)
                    try:
                        while True:
                            other.send(b'full')
                            filled += 1
                    except BlockingIOError:
                        print('full', flush=True)
                else:
                    for i in range(filled):
                        s.recv(4096)
                    print('empty', flush=True)
            """;

    @TempDir
    private Path folder;
    private Process manager;
    private BufferedReader said;
    private OutputStream orders;
    private ServiceStatus status;
    private long now = 1_000_000;

    /** The first thing heard is the sign of life that shows that its socket is open. */
    @BeforeEach
    void connect() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)), "needs " + PYTHON);
        String path = folder.resolve("notify").toString();
        manager = new ProcessBuilder(PYTHON, "-c", MANAGER, path).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = manager.inputReader();
        orders = manager.getOutputStream();
        assertEquals("bound", said.readLine());
        status = ServiceStatus.of(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "60000000"), new Doorbell(() -> { }),
                (level, where, what, value) -> { });
        order("hear");
        while (!said.ready()) {
            show(Indicator.STARTING);
            Thread.onSpinWait();
        }
        assertEquals("STATUS=starting", said.readLine());
        assertEquals("WATCHDOG=1", hear());
    }

    @AfterEach
    void end() throws Exception {
        if (manager != null) {
            manager.destroyForcibly().waitFor();
        }
    }

    private void order(String what) throws IOException {
        orders.write((what + "\n").getBytes());
        orders.flush();
    }

    private String hear() throws IOException {
        order("hear");
        return said.readLine();
    }

    private void show(int module) {
        status.show(module, Station.GOT_IP, false, now);
    }

    /** As the loop does. */
    private void untilItsDeadline() {
        long next = status.nextDeadline();
        assertTrue(next > now, "its deadline has passed: " + (next - now));
        now = next;
    }

    @Test
    void aManagerThatIsBusyIsToldOfReadyAgain() throws Exception {
        order("fill");
        assertEquals("full", said.readLine());
        show(Indicator.READY);
        order("empty");
        assertEquals("empty", said.readLine());
        untilItsDeadline();
        show(Indicator.READY);
        assertEquals("READY=1|STATUS=ready, network up", hear());
    }

    @Test
    void aBusyManagerMissesNoSignOfLife() throws Exception {
        show(Indicator.READY);
        assertEquals("READY=1|STATUS=ready, network up", hear());
        order("fill");
        assertEquals("full", said.readLine());
        untilItsDeadline();
        show(Indicator.READY);
        order("empty");
        assertEquals("empty", said.readLine());
        long before = now;
        untilItsDeadline();
        assertTrue(now - before < 1000, "again only after ms: " + (now - before));
        show(Indicator.READY);
        assertEquals("WATCHDOG=1", hear());
    }

    /** A service manager ends what is not ready in time, and a host that is switched off may hold CTS for days. */
    @Test
    void aHostThatTakesNothingDoesNotKeepTheServiceFromBeingReady() throws Exception {
        untilItsDeadline();
        show(Indicator.STARTING);
        assertEquals("READY=1|STATUS=running, but the host takes nothing: flow control, CTS", hear());
        show(Indicator.READY);
        assertEquals("STATUS=ready, network up", hear());
    }
}
