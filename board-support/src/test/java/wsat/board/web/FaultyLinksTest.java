package wsat.board.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.board.line.Doorbell;
import wsat.board.os.Ticks;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/** Faults that somebody makes, over a network in which all is well. */
class FaultyLinksTest {
    private final List<String> asked = new ArrayList<>();
    private final Doorbell bell = new Doorbell(() -> { });
    private final List<String> events = new ArrayList<>();
    private final Faults faults = new Faults(3, bell, () -> asked.add("reset"), events::add);
    private final FaultyLinks links = new FaultyLinks(allIsWell(), 3, faults, new Ticks());
    private final OpenRequest request = new OpenRequest(100, 100);
    private final Ending ending = new Ending();

    private WebSocketPort allIsWell() {
        return (WebSocketPort) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {WebSocketPort.class},
                (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return switch (method.getName()) {
                        case "state" -> WebSocketPort.OPEN;
                        case "receive", "head", "closeSent" -> true;
                        case "open", "drop", "close", "release", "ending", "info", "configure" -> null;
                        default -> 0;
                    };
                });
    }

    private String ended(int link) {
        links.ending(link, ending);
        return ending.stage + " " + ending.code + " " + Latin1.string(ending.text);
    }

    @Test
    void withoutAFaultNothingIsDifferent() {
        links.open(0, request);
        assertEquals(WebSocketPort.OPEN, links.state(0));
        assertEquals(List.of("open", "state"), asked);
    }

    @Test
    void serversRefuseUntilTheyAcceptAgain() {
        assertNull(faults.make("server refuse"));
        links.open(0, request);
        assertEquals(WebSocketPort.LOST, links.state(0));
        assertEquals("2 111 connection refused", ended(0));
        links.drop(0);
        assertEquals("2 111 connection refused", ended(0), "asked for behind the end of it");
        assertNull(faults.make("server accept"));
        links.open(0, request);
        assertEquals(WebSocketPort.OPEN, links.state(0));
    }

    @Test
    void silentServersNeverAnswer() {
        faults.make("server silent");
        links.open(1, request);
        assertEquals(WebSocketPort.OPENING, links.state(1));
        links.drop(1);
        assertEquals(WebSocketPort.OPEN, links.state(1), "the network's own");
    }

    @Test
    void theyFailAsItIsSaid() {
        faults.make("server fails 4 265 the certificate has expired");
        links.open(2, request);
        assertEquals(WebSocketPort.LOST, links.state(2));
        assertEquals("4 265 the certificate has expired", ended(2));
    }

    @Test
    void anOpenLinkIsDroppedOnce() {
        links.open(0, request);
        faults.make("server 0 cut");
        assertEquals(WebSocketPort.LOST, links.state(0));
        assertEquals("9 104 connection reset", ended(0));
        links.open(0, request);
        assertEquals(WebSocketPort.OPEN, links.state(0));
    }

    @Test
    void theServersCloseIsShownBeforeItsEnd() {
        links.open(0, request);
        faults.make("server 0 close 4000");
        assertEquals(WebSocketPort.CLOSING, links.state(0));
        assertEquals(WebSocketPort.CLOSED, links.state(0));
        assertEquals("10 4000 ", ended(0));
    }

    @Test
    void aMuteServersBytesWait() {
        links.open(0, request);
        faults.make("server 0 mute");
        links.state(0);
        asked.clear();
        assertEquals(false, links.receive(0, false, null));
        assertEquals(List.of(), asked);
        faults.make("server 0 unmute");
        links.state(0);
        assertEquals(true, links.receive(0, false, null));
    }

    @Test
    void bytesOfTheHostGetLostAndDamaged() {
        faults.make("line lose");
        faults.make("line damage");
        faults.look(0);
        byte[] bytes = {0, 'A', 'T', '\r', '\n'};
        assertEquals(3, faults.line(bytes, 1, 4));
        assertEquals('T' ^ 0x90, bytes[1] & 0xFF);
        assertEquals('\r', bytes[2]);
    }

    @Test
    void aHostThatStopsTakesNothingUntilItGoesOn() {
        WatchedUart uart = new WatchedUart(new TypedLine(bell), events::add, new Ticks(), faults);
        assertEquals(2, uart.write(new byte[2], 0, 2));
        assertNull(faults.make("line stop"));
        assertEquals(0, uart.write(new byte[2], 0, 2));
        assertEquals(false, uart.drained());
        assertNull(faults.make("line go"));
        assertEquals(2, uart.write(new byte[2], 0, 2));
        assertEquals(true, uart.drained());
    }

    @Test
    void eachIsTold() {
        faults.make("power cycle");
        faults.look(7);
        assertEquals(List.of("{\"k\":\"fault\",\"t\":7,\"x\":\"power cycle\"}"), events);
        assertEquals(List.of("reset"), asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "server", "server 0", "server 3 drop", "server 0 what", "server fails",
        "server fails 4", "server fails 0 1", "server fails x 1", "server refuse me", "server 0 close 99",
        "server -1 drop", "line", "line what", "power"})
    void otherWordsAreRefused(String words) {
        assertNotNull(faults.make(words));
        faults.look(0);
        assertEquals(List.of(), events);
    }
}
