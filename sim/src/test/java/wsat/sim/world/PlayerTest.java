package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A player sees every difference, and says where. */
class PlayerTest {
    private static void passes(String... lines) throws Exception {
        new Player(Transcript.parse("t.at", String.join("\n", lines)), Manner.PLAIN, null).play();
    }

    private static void differs(String message, String... lines) throws Exception {
        Transcript transcript = Transcript.parse("t.at", String.join("\n", lines));
        for (Manner.Cuts cuts : Manner.Cuts.values()) {
            for (boolean echo : new boolean[] {true, false}) {
                Manner manner = new Manner(echo, cuts, 1);
                String got = assertThrows(Difference.class, () -> new Player(transcript, manner, null).play(),
                        manner.toString()).getMessage();
                assertTrue(got.startsWith(message), got);
            }
        }
    }

    @Test
    void anEmptyTranscriptHolds() throws Exception {
        passes();
    }

    @Test
    void itShowsWhatWasExpectedAndWhatCame() throws Exception {
        Difference difference = assertThrows(Difference.class, () -> passes("# one", "> AT", "< \\r\\nERROR\\r\\n"));
        assertEquals("t.at:3: expected \"AT\\r\\n\\r\\nERROR\\r\\n\"\n    but got  \"AT\\r\\n\\r\\nOK\\r\\n\"",
                difference.getMessage());
    }

    @Test
    void lessIsADifference() throws Exception {
        differs("t.at:2: expected", "> AT", "< \\r\\nOK\\r\\nmore");
        differs("t.at:2: expected", "> AT", "< \\r\\nOK\\r\\n+WS_CLOSED:0\\r\\n");
    }

    @Test
    void moreIsADifferenceAtTheNextStepOrTheEnd() throws Exception {
        differs("t.at:3: before this, unexpected", "> AT", "< \\r\\n", "> AT");
        differs("t.at:2: before this, unexpected", "> AT", "< \\r\\n");
        differs("t.at:1: ", "> AT");
    }

    @Test
    void whatComesInAQuietTimeIsADifference() throws Exception {
        String[] open = {"> AT+WSOPEN=0,\"ws://h\"", "< +WS_CONNECTED:0\\r\\n\\r\\nOK\\r\\n"};
        differs("t.at:4: before this, unexpected", open[0], open[1], "server 0 text hi", "quiet 100ms",
                "< +WS_DATA:0,2,hi\\r\\n");
        passes(open[0], open[1], "server 0 text hi", "wait 100ms", "< +WS_DATA:0,2,hi\\r\\n");
    }

    @Test
    void aPatternStaysWithinItsLine() throws Exception {
        passes("> AT+SYSLOG?", "<* +SYS*:*\\r\\n", "< \\r\\nOK\\r\\n");
        differs("t.at:2: expected", "> AT+SYSLOG?", "<* +SYS*OK\\r\\n");
        differs("t.at:2: expected", "> AT+SYSLOG?", "<* +SYS*1\\r\\n", "< \\r\\nOK\\r\\n");
    }

    @Test
    void checksSeeDifferences() throws Exception {
        String[] open = {"> AT+WSOPEN=0,\"ws://h:1/p\"", "< +WS_CONNECTED:0\\r\\n\\r\\nOK\\r\\n"};
        differs("t.at:3: expected \"h2\"", open[0], open[1], "opened 0 host h2");
        differs("t.at:3: but link 0 was opened 1 times", open[0], open[1], "opened 0 times 2");
        differs("t.at:3: expected 1 1 x\n    but the server got nothing", open[0], open[1], "sent 0 1 1 x");
        differs("t.at:3: link 1 has no connection", open[0], open[1], "server 1 text x");
        differs("t.at:3: the log does not contain: x", open[0], open[1], "log contains x");
        differs("t.at:1: expected \"x\"\n    but link 2 was never opened", "opened 2 protocol x");
    }

    @Test
    void whatTheLogSaysCanBeChecked() throws Exception {
        passes("> AT+WSOPEN=0,\"http://h\"", "< \\r\\nERROR\\r\\n", "log contains must begin with ws:// or wss://");
    }
}
