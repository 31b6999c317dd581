package wsat.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.port.Log;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StderrLogTest {
    private static final String DROPPED = "wsat warn: log: lines dropped, since nobody reads standard error: ";

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    /** As a pipe whose reader sits there and does not read. */
    private final class Stuck extends OutputStream {
        private final CountDownLatch reads = new CountDownLatch(1);

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            heard.write(bytes, offset, length);
        }
    }

    private String said() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aStandardErrorThatNobodyReadsHoldsUpNobodyAndTheDroppedLinesAreCounted() {
        Stuck stuck = new Stuck();
        StderrLog log = new StderrLog(Log.WARN, new PrintStream(stuck));
        for (int i = 0; i < 10_000; i++) {
            log.log(Log.WARN, "link 0", "the server is slow", i);
        }
        stuck.reads.countDown();
        log.flush(10_000);
        int kept = 0;
        int dropped = 0;
        for (String line : said().split("\n")) {
            if (line.startsWith(DROPPED)) {
                dropped += Integer.parseInt(line.substring(DROPPED.length()));
            } else {
                assertEquals("wsat warn: link 0: the server is slow " + (kept + dropped), line);
                kept++;
            }
        }
        assertEquals(10_000, kept + dropped);
        assertTrue(kept > 100 && dropped > 1000, "as much as fits is kept: " + kept);
    }

    @Test
    void aFlushDoesNotWaitForALostReader() {
        StderrLog log = new StderrLog(Log.WARN, new PrintStream(new Stuck()));
        log.log(Log.ERROR, "flash", "cannot be written", Log.NO_VALUE);
        log.flush(50);
        assertEquals("", said());
    }

    @Test
    void onlyWhatIsImportantEnoughIsWritten() {
        StderrLog log = new StderrLog(Log.WARN, new PrintStream(heard));
        log.log(Log.INFO, "a", "b", 1);
        log.log(Log.WARN, "a", "b", 2);
        log.flush(10_000);
        assertEquals("wsat warn: a: b 2\n", said());
    }

    @Test
    void theJournalIsToldThePriority() {
        StderrLog log = new StderrLog(Log.DEBUG, new PrintStream(heard), true);
        log.log(Log.ERROR, "a", "b", 1);
        log.log(Log.WARN, "a", "b\nc", 2);
        log.log(Log.INFO, "a", "b", 3);
        log.log(Log.DEBUG, "a", "b", 4);
        log.say("wsat run: here");
        log.flush(10_000);
        assertEquals("<3>a: b 1\n<4>a: b c 2\n<6>a: b 3\n<7>a: b 4\n<6>wsat run: here\n", said());
    }

    @Test
    void wordsOfOthersAreOneLineAndDoNotReachATerminalAsMoreThanWords() {
        StderrLog log = new StderrLog(Log.WARN, new PrintStream(heard));
        log.log(Log.WARN, "link 0", "the server says: 404 \033]0;mine\007\r\nwsat error: \u009b31mno", Log.NO_VALUE);
        log.flush(10_000);
        assertEquals("wsat warn: link 0: the server says: 404 ?]0;mine?  wsat error: ?31mno\n", said());
    }

    /** What is not seen, and what turns round or ends what is: Unicode's Cf, Zl, Zp, Cs, Co and Cn. */
    @Test
    void wordsOfOthersAreShownInTheOrderInWhichTheyStand() {
        StderrLog log = new StderrLog(Log.WARN, new PrintStream(heard, false, StandardCharsets.UTF_8));
        log.log(Log.WARN, "link 0",
                "\u202egpj.exe \u2066a\u2069 z\u200bw \u2028 \u2029 \ud800 \ue000 \u0378 \udb40\udc41", Log.NO_VALUE);
        log.log(Log.WARN, "link 0",
                "Gr\u00fc\u00dfe, \u4f60\u597d, \u0645\u0631\u062d\u0628\u0627, e\u0301, \ud83d\ude00", Log.NO_VALUE);
        log.flush(10_000);
        assertEquals("wsat warn: link 0: ?gpj.exe ?a? z?w ? ? ? ? ? ?\n"
                + "wsat warn: link 0: Gr\u00fc\u00dfe, \u4f60\u597d, \u0645\u0631\u062d\u0628\u0627, e\u0301, "
                + "\ud83d\ude00\n", said());
    }
}
