package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** What is written wrong is said with its file and line. */
class TranscriptTest {
    private static String wrong(String... lines) {
        return assertThrows(TranscriptException.class, () -> Transcript.parse("t.at", String.join("\n", lines)))
                .getMessage();
    }

    @Test
    void aMistakeIsSaidWithItsLine() {
        assertEquals("t.at:3: no such verb: '<<'", wrong("# a", "", "<< x"));
        assertEquals("t.at:1: no such escape: \\q", wrong("< \\q"));
        assertEquals("t.at:1: \\x needs two hexadecimal digits", wrong("< \\x0g"));
        assertEquals("t.at:1: the text ends within an escape", wrong("< \\x0"));
        assertEquals("t.at:1: a count is followed by * or #, not by 'A'", wrong("< \\30A"));
        assertEquals("t.at:1: more than 10000000 bytes", wrong("< \\99999999999*A"));
        assertEquals("t.at:1: a time is written as 250ms or 1.7s, not as '10'", wrong("wait 10"));
        assertEquals("t.at:1: a time is missing", wrong("wait"));
        assertEquals("t.at:1: too much: 'later'", wrong("wait 10s later"));
        assertEquals("t.at:1: a link is a number from 0 to 7, not '8'", wrong("server 8 drop"));
        assertEquals("t.at:1: a server cannot 'explode'", wrong("server 0 explode"));
        assertEquals("t.at:1: on or off is missing", wrong("server echo"));
        assertEquals("t.at:1: an opcode is a number from 0 to 15, not 'text'", wrong("sent 0 text x"));
        assertEquals("t.at:1: a request has no part 'cookies'", wrong("opened 0 cookies x"));
        assertEquals("t.at:2: options come first", wrong("> AT", "option baud 9600"));
        assertEquals("t.at:1: no such option: 'speed'", wrong("option speed 9600"));
        assertEquals("t.at:1: the line ends in a blank; where it is meant, write \\x20", wrong("> AT "));
    }

    @Test
    void bytesAreReadAsTheyAreShown() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertArrayEquals(all, Bytes.read(Bytes.show(all)));
        assertArrayEquals(Bytes.of("aaa012345678901\r\r"), Bytes.read("\\3*a\\12#\\2*\\r"));
        assertArrayEquals(new byte[0], Bytes.read("\\0*a"));
    }
}
