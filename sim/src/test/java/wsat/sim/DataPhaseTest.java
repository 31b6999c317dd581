package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void theOthersThatPromptAnnounceTheirLengthToo() {
        assertEquals(5, DataPhase.announcedBy("AT+CIPSEND=5"));
        assertEquals(5, DataPhase.announcedBy("AT+CIPSEND=1,5"));
        assertEquals(5, DataPhase.announcedBy("AT+CIPSEND=5,\"host\",7"));
        assertEquals(5, DataPhase.announcedBy("AT+CIPSENDEX=1,5,\"host\",7"));
        assertEquals(20_000, DataPhase.announcedBy("AT+CIPSENDL=20000"));
        assertEquals(7, DataPhase.announcedBy("AT+SYSMSGFILTERCFG=1,3,4"));
        assertEquals(0, DataPhase.announcedBy("AT+SYSMSGFILTERCFG=0"));
        assertEquals(9, DataPhase.announcedBy("AT+SYSFLASH=1,\"mfg_nvs\",0,9"));
        assertEquals(0, DataPhase.announcedBy("AT+SYSFLASH=2,\"mfg_nvs\",0,9"));
    }

    @Test
    void passthroughIsDataUntilItsEscape() {
        for (String command : new String[] {"AT+CIPSEND", "AT+WSSEND=0"}) {
            phase.said(command);
            hear(command + "\r\n\r\nOK\r\n\r\n>");
            assertTrue(phase.passing(), command);
            phase.said("AT");
            assertFalse(phase.running(), "nobody answers data");
            assertEquals(4, phase.meant("AT", 4));
            assertEquals(3, phase.meant("+++", 5), "without CR LF");
            phase.said("+++");
            assertFalse(phase.passing());
            runsUntil("AT", "", "\r\nOK\r\n");
            phase.said(command);
            hear("\r\nERROR\r\n>");
            assertFalse(phase.passing(), "refused");
        }
    }

    private void runsUntil(String command, String before, String end) {
        phase.said(command);
        hear(command + "\r\n" + before);
        assertTrue(phase.running(), command);
        hear(end);
        assertFalse(phase.running(), command);
        assertEquals(0, phase.wanted(), command);
    }

    @Test
    void aCommandRunsUntilItsResult() {
        runsUntil("AT", "", "\r\nOK\r\n");
        runsUntil("AT+WSOPEN=0,\"ws://h\"", "+WS_CONNECTED:0\r\n+WS_DATA:1,2,OK\r\nbusy p...\r\n", "\r\nOK\r\n");
        runsUntil("AT+NO", "", "\r\nERROR\r\n");
        runsUntil("AT+WSSEND=0,2", "\r\nOK\r\n\r\n>", "\r\nSEND OK\r\n");
        runsUntil("AT+CIPSEND=2", "\r\nOK\r\n\r\n>", "\r\nSEND FAIL\r\n");
        runsUntil("AT+CIPSEND=2", "\r\nOK\r\n\r\n>", "\r\nSEND Canceled\r\n");
        runsUntil("AT+RST", "\r\nOK\r\n", "\r\nready\r\n");
        runsUntil("AT+RESTORE", "\r\nOK\r\n", "\r\nready\r\n");
    }

    @Test
    void whatHasNoResultDoesNotRun() {
        phase.said("");
        assertFalse(phase.running());
        phase.said("+++");
        assertFalse(phase.running());
    }

    @Test
    void aBarePromptBeginsItToo() {
        phase.said("AT+SYSFLASH=1,\"mfg_nvs\",0,9");
        hear("AT+SYSFLASH=1,\"mfg_nvs\",0,9\r\n>");
        assertEquals(9, phase.wanted());
    }

    @Test
    void aTypedLineIsMeantAsFarAsItIsWanted() {
        assertEquals(4, phase.meant("AT", 4));
        phase.said("AT+CIPSEND=4");
        hear("\r\nOK\r\n\r\n>");
        assertEquals(4, phase.meant("test", 6));
        assertEquals(3, phase.meant("t", 3));
        assertEquals(3, phase.meant("+++", 5), "alone, or it cancels nothing");
    }

    @Test
    void noResultDoesNotHoldTheNextLineForEver() throws InterruptedException {
        phase.said("AT+WSOPEN=0,\"ws://h\"");
        phase.settle(1);
        assertFalse(phase.running());
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
