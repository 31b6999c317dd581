package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DataPhaseTest {
    private final DataPhase phase = new DataPhase();

    private void hear(String text) {
        for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
            phase.heard(new byte[] {b}, 0, 1);
        }
    }

    @Test
    void commandsThatPromptAnnounceTheirLength() {
        assertEquals(4, DataPhase.announcedBy("AT+WSSEND=0,4"));
        assertEquals(16, DataPhase.announcedBy("AT+WSSEND=2,0x10,1,5000,1"));
        assertEquals(30, DataPhase.announcedBy("AT+WSHEAD=30"));
        assertEquals(7, DataPhase.announcedBy("AT+SYSMFG=2,\"ns\",\"key\",8,7"));
        assertEquals(0, DataPhase.announcedBy("AT+SYSMFG=2,\"ns\",\"key\",1,7"));
        assertEquals(0, DataPhase.announcedBy("AT+SYSMFG=1,\"ns\",\"key\",7,7"));
        for (String other : new String[] {"", "AT", "AT+WSHEAD?", "AT+WSHEAD=0", "AT+WSSEND=0", "AT+WSSEND=0,x",
            "AT+WSSEND=0,-1", "AT+WSOPEN=0,\"ws://h\"", "AT+SYSMFG=2,"}) {
            assertEquals(0, DataPhase.announcedBy(other), other);
        }
    }

    @Test
    void thePromptBeginsItAndItsLengthEndsIt() {
        phase.said("AT+WSSEND=0,4");
        assertEquals(0, phase.wanted());
        hear("AT+WSSEND=0,4\r\n\r\nOK\r\n\r\n>");
        assertEquals(4, phase.wanted());
        phase.gave(3);
        assertEquals(1, phase.wanted());
        phase.gave(1);
        hear("\r\nSEND OK\r\n");
        assertEquals(0, phase.wanted());
    }

    @Test
    void aRefusalEndsItBeforeItBegins() {
        phase.said("AT+WSSEND=0,4");
        hear("AT+WSSEND=0,4\r\n\r\nERROR\r\n+WS_DATA:0,5,\r\nOK\r\n\r\n>\r\n");
        assertEquals(0, phase.wanted());
    }

    @Test
    void aPromptThatNobodyAnnouncedIsText() {
        phase.said("AT");
        hear("AT\r\n\r\nOK\r\n\r\n>");
        assertEquals(0, phase.wanted());
    }
}
