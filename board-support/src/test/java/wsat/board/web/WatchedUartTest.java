package wsat.board.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.board.os.Ticks;
import wsat.port.Uart;

/** What waits in the kernel is told as it changes, no oftener than a page has use for; that it is empty, at once. */
class WatchedUartTest {
    private final List<String> events = new ArrayList<>();
    private final Uart silent = (Uart) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Uart.class},
            (proxy, method, arguments) -> 0);
    private long micros;
    private int queued = -1;
    private final WatchedUart uart = new WatchedUart(silent, () -> queued, events::add, new Ticks() {
        @Override
        public long nanos() {
            return micros * 1000;
        }
    });

    private void turn(long at, int waiting) {
        micros = at;
        queued = waiting;
        assertEquals(0, uart.read(new byte[1], 0, 1));
    }

    @Test
    void theQueueIsTold() {
        turn(10, -1); // a line that does not know says nothing
        turn(20, 6);
        turn(30, 5); // too soon
        turn(40, 0);
        turn(50, 0);
        turn(60, 4096);
        turn(100_000, 4000);
        assertEquals(List.of("{\"k\":\"queue\",\"t\":20,\"n\":6}", "{\"k\":\"queue\",\"t\":40,\"n\":0}",
                "{\"k\":\"queue\",\"t\":100000,\"n\":4000}"), events);
    }
}
