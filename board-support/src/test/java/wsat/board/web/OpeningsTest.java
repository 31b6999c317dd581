package wsat.board.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.at.Settings;
import wsat.board.os.Ticks;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/** A request is shown without what may be secret in it; the wire's certificates are tried by MutualTlsTest. */
class OpeningsTest {

    @Test
    void aRequestIsShownWithoutItsSecrets() {
        assertEquals("GET /chat?*** HTTP/1.1\r\nConnection: Upgrade\r\nHost: example.com\r\nAuthorization: ***\r\n"
                + "X-Api-Key: ***\r\nCookie: ***\r\n***\r\n\r\n",
                Openings.masked("GET /chat?token=hunter2 HTTP/1.1\r\nConnection: Upgrade\r\nHost: example.com\r\n"
                + "Authorization: Basic hunter2\r\nX-Api-Key: hunter2\r\nCookie: a=hunter2\r\nhunter2\r\n\r\n"));
        assertEquals("***\r\n\r\n", Openings.masked("hunter2\r\n\r\n"));
    }

    /** As in a browser, whose network side is no real one. */
    @Test
    void whereNobodyTellsOfOpeningsTheAnswerIsToldAllTheSame() {
        List<String> events = new ArrayList<>();
        String[] head = {"HTTP/1.1 101 Switching", "Set-Cookie: hunter2"};
        WebSocketPort port = (WebSocketPort) Proxy.newProxyInstance(WebSocketPort.class.getClassLoader(),
                new Class<?>[] {WebSocketPort.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("head")) {
                        return method.getName().equals("state") ? WebSocketPort.OPEN : null;
                    }
                    int index = (int) arguments[1];
                    if (index < head.length) {
                        ((Text) arguments[2]).set(head[index]);
                    }
                    return index < head.length;
                });
        Watching watching = new Watching(new Settings(), "sim", "1", true, events::add, new Ticks());
        watching.links(port, true).state(0);
        assertTrue(events.get(1).endsWith("\"x\":\"HTTP/1.1 101 Switching\\u000d\\u000aSet-Cookie: ***\\u000d"
                + "\\u000a\"}"), events.toString());
        events.clear();
        watching.links(port, false).state(0);
        assertEquals(1, events.size(), "it is told by the network side");
    }

    @Test
    void theHeadThatIsLentIsLeftAsItIs() {
        List<String> events = new ArrayList<>();
        ByteBuffer head = StandardCharsets.ISO_8859_1.encode("GET / HTTP/1.1\r\n\r\n");
        int length = head.remaining();
        new Openings(events::add, new Ticks() {
            @Override
            public long nanos() {
                return 9000;
            }
        }).request(2, head);
        assertEquals(length, head.remaining());
        assertEquals(List.of("{\"k\":\"head\",\"t\":9,\"link\":2,\"dir\":\"out\",\"x\":"
                + "\"GET / HTTP/1.1\\u000d\\u000a\\u000d\\u000a\"}"), events);
    }
}
