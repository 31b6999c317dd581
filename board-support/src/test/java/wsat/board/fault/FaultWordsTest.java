package wsat.board.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of faults, right and wrong. */
class FaultWordsTest {
    @Test
    void parametersAreRead() {
        Fault fault = FaultWords.read("server fails 4 265 the certificate has expired");
        assertEquals("server fails", fault.act());
        assertEquals("4 265 the certificate has expired", fault.stage() + " " + fault.code() + " " + fault.text());
        assertEquals(1500, FaultWords.read("peer accept after 1.5s").millis());
        assertEquals(-3600, FaultWords.read("time jump -3600").number());
        assertEquals("peer end 4", FaultWords.read(" peer 4  end ").act() + " " + FaultWords.read("peer 4 end").link());
        assertTrue(FaultWords.read("line lose module").ofModule());
        assertFalse(FaultWords.read("line lose").ofModule());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "explode | no fault is called 'explode'; they begin with server, peer, certificate, name, network, time, line"
                + " or power",
        "server 0 close 99 | server LINK close [CODE]: CODE is a number from 1000 to 4999, not '99'",
        "server x drop | no fault: 'server x drop' is none of server accept [after TIME], server refuse [after TIME],"
                + " server silent, server fails STAGE CODE [TEXT], server LINK ...",
        "server fails 4 | server fails STAGE CODE [TEXT]: CODE is missing",
        "server refuse after soon | server refuse [after TIME]: a time is written as 250ms or 1.7s, not as 'soon'",
        "server refuse me | server refuse [after TIME]: there is too much behind it: 'me'",
        "line lose it | line lose [WHOSE]: WHOSE is host or module, not 'it'",
        "time jump | time jump SECONDS: SECONDS is missing",
        "network | no fault: 'network' is none of network down, network cut, network up",
        "power cycle now | power cycle: there is too much behind it: 'now'"})
    void whatIsWrongIsSaidInOneLine(String words, String why) {
        assertEquals(why, assertThrows(IllegalArgumentException.class, () -> FaultWords.read(words)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "server", "server 0", "server 16 drop", "server 0 what", "server fails",
        "server fails 0 1", "server fails x 1", "server -1 drop", "line", "line what", "power", "time jump 1h",
        "certificate",
        "server fails 5 503 a\nAT", "server fails 5 503 \u00e9", "name servers", "peer 0 close", "network up 1"})
    void otherWordsAreRefused(String words) {
        assertThrows(IllegalArgumentException.class, () -> FaultWords.read(words));
    }
}
