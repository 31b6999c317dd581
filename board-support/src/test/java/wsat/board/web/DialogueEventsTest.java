package wsat.board.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.board.os.Ticks;
import wsat.port.Trace;

/** What is shown of a dialogue, and what is not. */
class DialogueEventsTest {
    private final List<String> events = new ArrayList<>();
    private final DialogueEvents dialogue = new DialogueEvents(events::add, new Ticks() {
        @Override
        public long nanos() {
            return 5000;
        }
    });

    private String say(int kind, String words) {
        byte[] bytes = words.getBytes(StandardCharsets.ISO_8859_1);
        dialogue.said(kind, bytes, 0, bytes.length, 0);
        return events.get(events.size() - 1);
    }

    @Test
    void commandsAndAnswersAreShown() {
        assertEquals("{\"k\":\"command\",\"t\":5,\"x\":\"AT+CWJAP=\\\"net\\\",***\"}",
                say(Trace.COMMAND, "AT+CWJAP=\"net\",\"password\""));
        assertEquals("{\"k\":\"echo\",\"t\":5,\"n\":10}", say(Trace.ECHO, "AT+CWJAP=x"));
        assertEquals("{\"k\":\"answer\",\"t\":5,\"x\":\"\\u000d\\u000aOK\\u000d\\u000a\"}",
                say(Trace.ANSWER, "\r\nOK\r\n"));
    }

    @Test
    void payloadIsShownWhereItIsForAServer() {
        say(Trace.COMMAND, "AT+WSSEND=0,3");
        assertEquals("{\"k\":\"payload\",\"t\":5,\"n\":3,\"x\":\"a\\u0000\\u00ff\"}", say(Trace.PAYLOAD, "a\0\u00FF"));
        say(Trace.COMMAND, "AT+WSHEAD=20");
        assertEquals("{\"k\":\"payload\",\"t\":5,\"n\":8}", say(Trace.PAYLOAD, "X-Key: k"));
        say(Trace.COMMAND, "AT+SYSMFG=2,\"mfg_nvs\",\"client_key.0\",7,5");
        assertEquals("{\"k\":\"payload\",\"t\":5,\"n\":5}", say(Trace.PAYLOAD, "-----"));
    }

    @Test
    void dataAreShownWhereTheyAreAServers() {
        say(Trace.NEWS, "+WS_DATA:0,3,");
        assertEquals("{\"k\":\"data\",\"t\":5,\"n\":3,\"x\":\"abc\"}", say(Trace.DATA, "abc"));
        say(Trace.ANSWER, "+SYSMFG:\"client_key\",\"0\",7,3,");
        assertEquals("{\"k\":\"data\",\"t\":5,\"n\":3}", say(Trace.DATA, "key"));
    }

    @Test
    void ofALongPayloadTheFirstBytesAre() {
        say(Trace.COMMAND, "AT+CIPSEND=5000");
        String event = say(Trace.PAYLOAD, "a".repeat(5000));
        assertEquals("{\"k\":\"payload\",\"t\":5,\"n\":5000,\"x\":\"" + "a".repeat(Event.BYTES_MAX) + "\"}", event);
    }
}
