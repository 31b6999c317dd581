package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadoutTest {

    private static String shown(byte[] said, int piece) {
        Readout readout = new Readout();
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < said.length; i += piece) {
            int count = Math.min(piece, said.length - i);
            byte[] part = new byte[count];
            System.arraycopy(said, i, part, 0, count);
            shown.append(readout.of(part, count));
        }
        return shown.toString();
    }

    private static void shows(String expected, byte[] said) {
        for (int piece = 1; piece <= said.length; piece++) {
            assertEquals(expected, shown(said, piece), "in pieces of " + piece);
        }
    }

    @Test
    void textIsTextHoweverItIsCut() {
        shows("+WS_DATA:0,9,gr\u00fc\u00df \u20ac\n",
                "+WS_DATA:0,9,gr\u00fc\u00df \u20ac\r\n".getBytes(StandardCharsets.UTF_8));
        shows("\ud83d\ude00!", "\ud83d\ude00!".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatAreNoTextAreSeenOneByOne() {
        shows("\\xff\\xfe\\xe9 \\xc3(\\xe2\\x82.",
                new byte[] {-1, -2, (byte) 0xe9, ' ', (byte) 0xc3, '(', (byte) 0xe2, (byte) 0x82, '.'});
    }

    @Test
    void whatMovesACursorOrStandsUnseenIsEscaped() {
        shows("\\x1b[2J\\x00\\u{202e}\\u{85}\n", "\u001b[2J\0\u202e\u0085\r\n".getBytes(StandardCharsets.UTF_8));
    }
}
