package wsat.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.port.OpenRequest;

class RequestHeadersTest {
    private final RequestHeaders headers = new RequestHeaders(400);
    private final OpenRequest request = new OpenRequest(300, 400);

    private String add(String header) {
        return headers.add(Texts.bytes(header), header.length());
    }

    @Test
    void theyStandInTheOrderGiven() {
        assertNull(add("B:  two"));
        assertNull(add("A:"));
        assertNull(add("B:\tc:d"));
        headers.appendTo(request);
        assertEquals("B: two\r\nA: \r\nB: \tc:d\r\n", Texts.string(request.headers));
        assertEquals(3, headers.count());
        assertEquals(7, headers.start(1));
        assertEquals(9, headers.end(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: h", "host:h", "HOST:  [::1]:8080", "hOsT: aZ09-._~:[]z"})
    void hostStandsInPlaceOfTheUris(String header) {
        request.hostHeader.set("of-the-uri");
        assertNull(add(header));
        headers.appendTo(request);
        assertEquals(header.substring(5).trim(), Texts.string(request.hostHeader));
        assertEquals("", Texts.string(request.headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host:", "Host: ", "Host: a b", "Host: a/b", "Host: a;", "Host: @", "Host: `", "Host: {",
        "Host: a\u0000", "Host: \u00E4", "Host: /", "Host: \\"})
    void whatNoHostIs(String header) {
        assertNotNull(add(header));
        assertEquals(0, headers.count());
    }

    @Test
    void hostStandsOnceAndHas263BytesAtMost() {
        assertNotNull(add("Host: " + "h".repeat(264)));
        assertNull(add("Host: " + "h".repeat(263)));
        assertNotNull(add("Host: h"));
        headers.clear();
        assertNull(add("Host: h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ": v", "name", "na me: v", "name : v", "n\u00E4me: v", "n(: v", "n/: v", "n;: v",
        "n@: v",
        "n[: v", "n{: v", "n\": v", "n,: v", "n=: v", "n\u0000: v", "n\u007F: v",
        "n: \u0000", "n: \u001F", "n: \u007F", "n: a\rb", "n: a\nX: y", "n: a\r\n",
        "Connection: x", "UPGRADE: x", "sec-websocket-key: x", "Sec-WebSocket-Version: 8",
        "Sec-WebSocket-Extensions: x", "content-length: 1", "Transfer-Encoding: chunked"})
    void whatIsRefused(String header) {
        assertNotNull(add(header));
        assertEquals(0, headers.count());
        assertEquals(0, headers.end(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aAzZ09: v", "!#$%&'*+-.^_`|~: v", "n: ~ \t\u00E4\u0080", "Hosts: a b", "Hos: a b",
        "Upgrades: x",
        "Upgrad: x", "Sec-WebSocket-Protocol: a", "x-host: a b", "Host2: a b"})
    void whatMayStand(String header) {
        assertNull(add(header));
        headers.appendTo(request);
        assertEquals(header + "\r\n", Texts.string(request.headers));
    }

    @Test
    void eachHasThreeBytesMoreOnTheWire() {
        assertEquals(397, headers.room());
        assertTrue(headers.fits(397));
        assertFalse(headers.fits(398));
        assertNull(add("n:" + "v".repeat(98)));
        assertEquals(294, headers.room());
    }

    @Test
    void thereAre32AtMost() {
        for (int i = 0; i < RequestHeaders.MAX; i++) {
            assertTrue(headers.fits(2));
            assertNull(add("n:"));
        }
        assertFalse(headers.fits(2));
    }
}
