package wsat.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.port.OpenRequest;

/** RFC 6455, 3, and RFC 3986, 3.2, as far as a WebSocket asks for it. */
class UriTest {
    private final OpenRequest request = new OpenRequest(300, 10);

    private String parse(String uri) {
        return Uri.parse(Texts.exact(uri), request);
    }

    @ParameterizedTest
    @CsvSource({
        "ws://a,                 false, a,           80,    /,        a",
        "wss://a,                true,  a,           443,   /,        a",
        "WS://A,                 false, A,           80,    /,        A",
        "wSs://zZ0-9._/,         true,  zZ0-9._,     443,   /,        zZ0-9._",
        "ws://h:443,             false, h,           443,   /,        h:443",
        "wss://h:443,            true,  h,           443,   /,        h",
        "wss://h:1/p?q,          true,  h,           1,     /p?q,     h:1",
        "ws://h:65535?q=/:@,     false, h,           65535, /?q=/:@,  h:65535",
        "ws://h:080/,            false, h,           80,    /,        h",
        "ws://h/p#f,             false, h,           80,    /p,       h",
        "ws://h#f/?,             false, h,           80,    /,        h",
        "ws://[::1]:81/x,        false, ::1,         81,    /x,       [::1]:81",
        "wss://[fe80::1%wlan0],  true,  fe80::1%wlan0, 443, /,        [fe80::1]",
        "ws://[1.2.3.4],         false, 1.2.3.4,     80,    /,        1.2.3.4",
    })
    void itsParts(String uri, boolean secure, String host, int port, String target, String hostHeader) {
        assertNull(parse(uri), uri);
        assertEquals(secure, request.secure);
        assertEquals(host, Texts.string(request.host));
        assertEquals(port, request.port);
        assertEquals(target, Texts.string(request.target));
        assertEquals(hostHeader, Texts.string(request.hostHeader));
        assertEquals("", Texts.string(request.authorization));
    }

    @ParameterizedTest
    @CsvSource({"ws://u:p@h/@, Basic dTpw", "ws://u@v@h/, Basic dUB2"})
    void aUserIsMadeBasic(String uri, String authorization) {
        assertNull(parse(uri));
        assertEquals(authorization, Texts.string(request.authorization));
        assertEquals("h", Texts.string(request.host));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "w", "ws", "ws:/", "ws:/h", "xs://h", "wt://h", "[s://h", "@s://h", "wsss://h", "wss:/h", "http://h",
        " ws://h",
        "ws://", "wss://", "ws:///p", "ws://?q", "ws://#", "ws://:80", "ws://u@", "ws://u@:80", "ws://[]", "ws://[]:1",
        "ws://[::1", "ws://[::1]x", "ws://[::1]x:80", "ws://a[", "ws://[a/b]", "ws://a::1",
        "ws://a b", "ws://a/ ", "ws://a/\t", "ws://a/\u007F", "ws://a/\u0000",
        "ws://a!", "ws://a%", "ws://\u00E4",
        "ws://a:", "ws://a:0", "ws://a:65536", "ws://a:655360", "ws://a:99999999999", "ws://a:4294967376", "ws://a:8x",
        "ws://a:-1", "ws://a:/", "ws://a::", "ws://a:8:0", "ws://a:1;", "ws://a:1/2 ",
    })
    void whatIsNone(String uri) {
        assertNotNull(parse(uri), uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://a/", "ws://z/", "ws://A/", "ws://Z/", "ws://0/", "ws://9/",
        "ws://a/b:", "ws://a/:80", "ws://a/@"})
    void theEndsOfWhatAHostMayHold(String uri) {
        assertNull(parse(uri));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://`/", "ws://{/", "ws://@/", "ws://[/", "ws:////", "ws://:/", "ws://a,b", "ws://a^",
        "ws://a;"})
    void whatStandsBesideThem(String uri) {
        assertNotNull(parse(uri));
    }

    @Test
    void aHostHas255BytesAtMost() {
        assertNull(parse("ws://" + "h".repeat(255) + ":65535"));
        assertEquals(255 + 6, request.hostHeader.length);
        assertNotNull(parse("ws://" + "h".repeat(256)));
    }

    @Test
    void bytesOfUtf8MayStandInAPath() {
        assertNull(parse("ws://h/\u00C3\u00BC"));
        assertEquals("/\u00C3\u00BC", Texts.string(request.target));
    }

    @Test
    void aProxysBeginsWithHttp() {
        assertNull(Uri.parseHttp(Texts.exact("http://p:3128"), request));
        assertEquals(3128, request.port);
        assertNotNull(Uri.parseHttp(Texts.exact("https://p"), request));
        assertNotNull(Uri.parseHttp(Texts.exact("http:/p"), request));
        assertNotNull(Uri.parseHttp(Texts.exact("ws://p"), request));
    }
}
