package wsat.board.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.board.line.Doorbell;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/** Faults that somebody makes, over a network in which all is well. */
class FaultyLinksTest {
    private final List<String> asked = new ArrayList<>();
    private final Doorbell bell = new Doorbell(() -> { });
    private final List<String> events = new ArrayList<>();
    private final FaultRig rig = new FaultRig(bell, asked, events::add);
    private final Faults faults = rig.faults;
    private final FaultyLinks links = new FaultyLinks(allIsWell(), 3, faults);
    private final OpenRequest request = new OpenRequest(100, 100);
    private final Ending ending = new Ending();
    /** The network's own, of every link. */
    private int state = WebSocketPort.OPEN;

    private WebSocketPort allIsWell() {
        return (WebSocketPort) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {WebSocketPort.class},
                (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return switch (method.getName()) {
                        case "state" -> state;
                        case "receive", "head" -> true;
                        case "closeSent" -> false;
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

    /** It was taken without a word, and ended the next client that came to the module's own port. */
    @Test
    void aLinkWithoutAConnectionIsToldSo() {
        state = WebSocketPort.IDLE;
        links.state(0);
        for (String act : List.of("drop", "cut", "close", "mute", "block")) {
            assertEquals("link 0 has no connection", faults.make("server 0 " + act));
        }
        assertEquals("link 4 has no connection", faults.make("peer 4 end"));
        state = WebSocketPort.OPEN;
        assertEquals(WebSocketPort.OPEN, links.state(0), "a client has come");
        assertNull(faults.make("server 0 mute"));
        links.state(0);
        state = WebSocketPort.IDLE;
        links.state(0);
        state = WebSocketPort.OPEN;
        links.state(0);
        assertTrue(links.receive(0, false, null), "the next client is not muted");
        assertEquals(List.of("server 0 mute"), events);
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
    void aBlockedServerTakesAFrameLater() {
        links.open(0, request);
        faults.make("server 0 block");
        links.state(0);
        asked.clear();
        assertEquals(WebSocketPort.TAKEN, links.send(0, 1, true, new byte[] {1, 2}, 1, 1));
        assertEquals(2, links.unsent(0), "the byte and its head");
        assertEquals(WebSocketPort.BUSY, links.send(0, 1, true, new byte[1], 0, 1));
        assertEquals(List.of("state", "closeSent", "unsent"), asked);
        faults.make("server 0 unblock");
        links.state(0);
        assertEquals("send", asked.get(asked.size() - 1));
        assertEquals(0, links.unsent(0));
    }

    @Test
    void whatIsAcceptedLateIsOpenedThenAndNotBefore() {
        faults.make("server accept after 2s");
        links.open(0, request);
        rig.millis = 1999;
        assertEquals(WebSocketPort.OPENING, links.state(0));
        assertEquals(2000, faults.nextDeadline());
        assertEquals(List.of("drop"), asked);
        rig.millis = 2000;
        assertEquals(WebSocketPort.OPEN, links.state(0));
        assertEquals(List.of("drop", "open", "state"), asked);
        assertEquals(Long.MAX_VALUE, faults.nextDeadline());
    }

    @Test
    void whyALinkFailedStandsInTheLog() {
        faults.make("server fails 5 503 busy");
        links.open(0, request);
        assertEquals(List.of("link 0: busy (a fault that was made)"), rig.logged);
    }

    @Test
    void eachIsTold() {
        faults.make("power cycle");
        faults.look();
        assertEquals(List.of("power cycle"), events);
        assertEquals(List.of("reset"), asked);
    }
}
