package wsat.board.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.port.Trace;

/** The format of the page's events, and that no secret gets into one. */
class EventsTest {
    private final List<String> told = new ArrayList<>();
    private final Events events = new Events(told::add);

    private void said(int kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        events.said(kind, bytes, 0, bytes.length, 7);
    }

    private void net(int what, int number, int detail, long total, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        events.net(what, number, detail, total, bytes, 0, bytes.length, 8);
    }

    @Test
    void aDialogueIsAnEventForEachThingSaid() {
        said(Trace.COMMAND, "AT+WSSEND=0,4");
        said(Trace.ECHO, "AT+WSSEND=0,");
        said(Trace.ECHO, "4\r\n");
        said(Trace.ANSWER, "\r\nOK\r\n\r\n>");
        said(Trace.PAYLOAD, "te\0\u00ff");
        said(Trace.ANSWER, "\r\nSEND OK\r\n");
        said(Trace.NEWS, "+WS_DATA:0,4,");
        said(Trace.DATA, "test");
        assertEquals(List.of("{\"e\":\"command\",\"t\":7,\"b\":\"AT+WSSEND=0,4\"}",
                "{\"e\":\"echo\",\"t\":7,\"b\":\"AT+WSSEND=0,4\\u000d\\u000a\"}",
                "{\"e\":\"answer\",\"t\":7,\"b\":\"\\u000d\\u000aOK\\u000d\\u000a\\u000d\\u000a>\"}",
                "{\"e\":\"payload\",\"t\":7,\"b\":\"te\\u0000\u00ff\"}",
                "{\"e\":\"answer\",\"t\":7,\"b\":\"\\u000d\\u000aSEND OK\\u000d\\u000a\"}",
                "{\"e\":\"news\",\"t\":7,\"b\":\"+WS_DATA:0,4,\"}",
                "{\"e\":\"data\",\"t\":7,\"b\":\"test\"}"), told);
    }

    @Test
    void theNetworkIsAnEventForEachThingThatHappens() {
        net(Tap.OPENING, 0, 0, 0, "wss://example.com/");
        net(Tap.TLS, 0, 0, 0, "TLSv1.3\tTLS_AES_128_GCM_SHA256\nCN=a\tCN=b\t2026-01-01\t2027-01-01\t00ff");
        net(Tap.FRAME_IN, 0, 0x81, 6, "abc");
        net(Tap.MORE_IN, 0, 0, 0, "def");
        net(Tap.BYTES_OUT, Tap.SOCKET + 4, 0, 2, "hi");
        net(Tap.ENDED, 0, Tap.LOST, 0, "gone");
        assertEquals(List.of("{\"e\":\"opening\",\"t\":8,\"link\":0,\"uri\":\"wss://example.com/\"}",
                "{\"e\":\"tls\",\"t\":8,\"link\":0,\"version\":\"TLSv1.3\",\"cipher\":\"TLS_AES_128_GCM_SHA256\","
                + "\"chain\":[{\"subject\":\"CN=a\",\"issuer\":\"CN=b\",\"from\":\"2026-01-01\",\"to\":\"2027-01-01\","
                + "\"sha256\":\"00ff\"}]}",
                "{\"e\":\"frame\",\"t\":8,\"link\":0,\"dir\":\"in\","
                + "\"op\":1,\"fin\":true,\"rsv\":0,\"n\":6,\"b\":\"abc\"}",
                "{\"e\":\"more\",\"t\":8,\"link\":0,\"b\":\"def\"}",
                "{\"e\":\"bytes\",\"t\":8,\"socket\":4,\"dir\":\"out\",\"n\":2,\"b\":\"hi\"}",
                "{\"e\":\"ended\",\"t\":8,\"link\":0,\"lost\":true,\"why\":\"gone\"}"), told);
    }

    @Test
    void noSecretIsInAnEvent() {
        said(Trace.COMMAND, "AT+CWJAP=\"home\",\"hunter2\"");
        for (char c : "AT+CWJAP=\"home\",\"hunter2\"\r\n".toCharArray()) {
            said(Trace.ECHO, String.valueOf(c));
        }
        said(Trace.COMMAND, "AT+WSHEAD=23");
        said(Trace.ANSWER, "\r\nOK\r\n\r\n>");
        said(Trace.PAYLOAD, "Authorization: hunter2");
        said(Trace.REFUSED, "hunter2");
        said(Trace.ECHO, "AT+CWJAP=hunter2");
        said(Trace.ANSWER, "+WSHEAD:22,\"X-Key: hunter2\"\r\n\r\nOK\r\n");
        net(Tap.REQUEST, 0, 0, 0, "GET /a?token=hunter2 HTTP/1.1\r\nHost: a\r\nAuthorization: hunter2\r\n"
                + "X-Key: hunter2\r\nhunter2\r\n\r\n");
        net(Tap.RESPONSE, 0, 0, 0, "HTTP/1.1 101 Switching\r\nSet-Cookie: hunter2\r\nUpgrade: websocket\r\n\r\n");
        assertFalse(String.join("\n", told).contains("hunter2"), told.toString());
        assertTrue(told.contains("{\"e\":\"command\",\"t\":7,"
                + "\"b\":\"AT+CWJAP=\\\"home\\\",***\",\"masked\":true,\"n\":25}"),
                told.toString());
        assertTrue(told.get(told.size() - 1).contains("Upgrade: websocket"));
    }

    @Test
    void theRingHandsOverAllThatFitsAndCountsTheRest() {
        TapRing ring = new TapRing(16);
        for (int i = 0; i < 10; i++) {
            byte[] big = "x".repeat(15_000).getBytes(StandardCharsets.ISO_8859_1);
            ring.said(Trace.PAYLOAD, big, 0, big.length, i);
            ring.net(Tap.FRAME_OUT, 2, 0x82, 9, big, 0, 3, i);
            if (i == 4) {
                assertEquals(9, ring.drain(events, events));
            }
        }
        assertEquals(1 + 1, ring.dropped());
        ring.drain(events, events);
        assertEquals("{\"e\":\"payload\",\"t\":0,\"n\":15000}", told.get(0));
        assertEquals("{\"e\":\"frame\",\"t\":0,\"link\":2,"
                + "\"dir\":\"out\",\"op\":2,\"fin\":true,\"rsv\":0,\"n\":9,\"b\":\"xxx\"}",
                told.get(1));
    }

    @Test
    void theRingCutsNoWordsInTwo() {
        TapRing ring = new TapRing(20);
        byte[] words = ("+WSHEAD:1,\"" + "s".repeat(20_000) + "\"\r\n").getBytes(StandardCharsets.ISO_8859_1);
        ring.said(Trace.ANSWER, words, 0, words.length, 1);
        assertEquals(1, ring.drain(events, events));
        assertFalse(told.get(0).contains("sss"), told.get(0));
    }
}
