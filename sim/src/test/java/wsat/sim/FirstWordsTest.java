package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstWordsTest {
    private static final String ERASE = "AT+SYSFLASH=0,\"mfg_nvs\"\r\n";

    private final StringBuilder given = new StringBuilder();
    private FirstWords words;

    /** What a client says, a piece a read; the end when there are no more. */
    private static final class Pieces implements ReadableByteChannel {
        private final Deque<ByteBuffer> left = new ArrayDeque<>();
        private final boolean ends;

        Pieces(List<String> pieces, boolean ends) {
            pieces.forEach(piece -> left.add(ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1))));
            this.ends = ends;
        }

        @Override
        public int read(ByteBuffer into) {
            if (left.isEmpty()) {
                return ends ? -1 : 0;
            }
            ByteBuffer piece = left.peek();
            int n = Math.min(into.remaining(), piece.remaining());
            into.put(piece.slice().limit(n));
            piece.position(piece.position() + n);
            if (!piece.hasRemaining()) {
                left.remove();
            }
            return n;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** @return whether the client was taken for a web client */
    private boolean say(int room, boolean ends, String... pieces) {
        given.setLength(0);
        words = new FirstWords(new Pieces(Arrays.asList(pieces), ends));
        ByteBuffer into = ByteBuffer.allocate(room);
        try {
            for (int i = 0; i < 1000; i++) {
                int n = words.read(into.clear());
                assertEquals(Math.max(0, n), into.position());
                given.append(new String(into.array(), 0, into.position(), StandardCharsets.ISO_8859_1));
                if (n < 0) {
                    break;
                }
            }
            return false;
        } catch (IOException e) {
            assertEquals(0, into.position(), "nothing of the last read is given out");
            assertTrue(words.ofWebClient());
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"})
    void whatBeginsWithAMethodIsNotGivenOutWhateverTheCut(String method) {
        String request = method + " / HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n" + ERASE;
        for (int cut = 0; cut <= request.length(); cut++) {
            assertTrue(say(8192, false, request.substring(0, cut), request.substring(cut)), "cut at " + cut);
            assertEquals("", given.toString());
        }
        assertTrue(say(8192, false, request.split("")), "byte by byte");
        assertEquals("", given.toString());
    }

    @Test
    void whatBeginsAsTlsDoesIsNotGivenOut() {
        String hello = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000" + ERASE;
        for (int cut = 0; cut <= hello.length(); cut++) {
            assertTrue(say(8192, false, hello.substring(0, cut), hello.substring(cut)));
            assertEquals("", given.toString());
        }
    }

    /** A page that has its name lead to this machine (DNS rebinding) may choose any word as its method. */
    @ParameterizedTest
    @ValueSource(
            strings = {"PROPFIND / HTTP/1.1\r\n", "AT+RST / HTTP/1.1\r\n", "AT / HTTP/1.1\r\n", "patch /x?y HTTP/1.1\n",
        "PRI * HTTP/2.0\r\n", "GETT /a%20HTTP/1.1 HTTP/1.0\r\n", "ATE0 / HTTP/1.1 HTTP/1.1\r\n"})
    void aRequestLineWithAnotherMethodNeverBecomesALine(String line) {
        for (int cut = 0; cut <= line.length(); cut++) {
            assertTrue(say(8192, false, line.substring(0, cut), line.substring(cut) + ERASE), "cut at " + cut);
            assertFalse(given.toString().contains("\n"), given::toString);
        }
        assertTrue(say(3, false, line + ERASE));
        assertFalse(given.toString().contains("\n"), given::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT\r\n", "AT+GMR\r\nGET / HTTP/1.1\r\n", "\r\nGET / HTTP/1.1\r\n", " GET / HTTP/1.1 \r\n",
            "\0\0AT\r\n",
        "ATE0\r\nAT+CIPSEND=0,18\r\nGET / HTTP/1.1\r\n\r\n", "P", "POS", "GET", "G\r\nAT\r\n", "POSTAT\r\n", "get\r\n",
                "\u0016", "\u0016\u0004",
        "AT+X=\" HTTP/1.1\"\r\n", "HTTP/1.1\r\n", "", "+++", "\r\n", "\n HTTP/1.1\r\n", "AT HTTP/1\r\n"})
    void whatAHostSaysIsGivenOutWholeWhateverTheCut(String said) {
        for (int cut = 0; cut <= said.length(); cut++) {
            for (int room : new int[] {1, 2, 7, 8192}) {
                assertFalse(say(room, true, said.substring(0, cut), said.substring(cut)), "cut at " + cut);
                assertEquals(said, given.toString());
            }
        }
    }

    @Test
    void aHostThatSaysAtIsHeardAtOnceAndAnotherAsSoonAsItIsClear() {
        for (String said : new String[] {"A", "AT", "\r", "\n", "+", "a", "\0", "Gx", "POSTA", "\u0016A"}) {
            say(8192, false, said);
            assertEquals(said, given.toString());
        }
        say(8192, false, "POST");
        assertEquals("", given.toString(), "may still become a request");
    }
}
