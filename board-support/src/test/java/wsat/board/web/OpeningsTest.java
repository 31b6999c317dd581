package wsat.board.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.board.os.Ticks;

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
