package wsat.regexp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** POSIX basic regular expressions, as filters of AT+SYSMSGFILTERCFG have them. */
class RegexpTest {
    private final Regexp regexp = new Regexp();
    private int flags;
    private final RegexpSyntax syntax = new RegexpSyntax();
    private final Regexp.Search search = new Regexp.Search();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String wrong(String expression) {
        byte[] all = bytes("[" + expression + "*");
        return syntax.read(all, 1, all.length - 1, flags, regexp);
    }

    /** What of a text matches, with a bar on either side, or the text without one. */
    private String show(String expression, String text) {
        assertEquals(null, wrong(expression), expression);
        if (!regexp.find(bytes(text), 0, text.length(), true, true, search)) {
            return text;
        }
        return text.substring(0, search.from) + "|" + text.substring(search.from, search.to) + "|"
                + text.substring(search.to);
    }

    @Test
    void theManualsExamplesMatch() {
        assertEquals("|WIFI CONNECTED\r\n|", show("^WIFI CONNECTED\r\n", "WIFI CONNECTED\r\n"));
        assertEquals("|+HTTPCGET:1024,|data\r\n", show("^+HTTPCGET:[0-9]*,", "+HTTPCGET:1024,data\r\n"));
        assertEquals("+HTTPCGET:2,\r\n|\r\n|", show("\r\n$", "+HTTPCGET:2,\r\n\r\n"));
        assertEquals("|\r\nOK\r\n|", show("\r\nOK\r\n$", "\r\nOK\r\n"));
        assertEquals("\r\nOK\r\n\r\n>", show("\r\nOK\r\n$", "\r\nOK\r\n\r\n>"));
    }

    @Test
    void anExtendedExpressionHasAlternativesAndMoreRepetitions() {
        flags = Regexp.EXTENDED;
        assertEquals("x|aab|", show("a+b", "xaab"));
        assertEquals("|b|", show("a?b", "b"));
        assertEquals("|ab|", show("a?b", "ab"));
        assertEquals("+|CD|", show("AB|CD|EF", "+CD"));
        assertEquals("+|EF|", show("AB|CD|EF", "+EF"));
        assertEquals("|abcab|c", show("(ab|c){3}", "abcabc"));
        assertEquals("|WIFI GOT IP\r\n|", show("^WIFI (CONNECTED|GOT IP)\r\n$", "WIFI GOT IP\r\n"));
        assertEquals("WIFI DISCONNECT\r\n", show("^WIFI (CONNECTED|GOT IP)\r\n$", "WIFI DISCONNECT\r\n"));
        assertEquals("|a(b)|", show("a\\(b\\)", "a(b)"));
        assertEquals("|+|", show("[+]|b", "+"));
        assertEquals("b|aaa|a", show("a{2,3}", "baaaa"));
        for (String bad : new String[] {"", "a|", "|a", "(", "()", "(a", "a)", "+", "a**", "a+?", "*a", "(*a)", "a{",
                "a{2", "{2}",
            "\\", "(a)\\1"}) {
            assertNotNull(wrong(bad), bad);
        }
    }

    @Test
    void flagsIgnoreTheCaseAndKnowLines() {
        flags = Regexp.IGNORE_CASE;
        assertEquals("|WiFi|", show("wIfI", "WiFi"));
        assertEquals("|B|", show("[a-c]", "B"));
        assertEquals("B", show("[^a-c]", "B"));
        flags = Regexp.NEWLINE;
        assertEquals("a\n|b|\nc", show("^b$", "a\nb\nc"));
        assertEquals("|a|\nb", show("a.*", "a\nb"));
        assertEquals("|a|\nb", show("a[^x]*", "a\nb"));
        flags = 0;
        assertEquals("a\nb\nc", show("^b$", "a\nb\nc"));
        assertEquals("|a\nb|", show("a.*", "a\nb"));
    }

    @Test
    void theFirstMatchIsTakenAndOfThoseTheLongest() {
        assertEquals("x|aab|aaab", show("a*b", "xaabaaab"));
        assertEquals("||bbb", show("a*", "bbb"));
        assertEquals("|abcabc|ab", show("\\(abc\\)*", "abcabcab"));
        assertEquals("b|aaa|a", show("a\\{2,3\\}", "baaaa"));
        assertEquals("b|aaaa|", show("a\\{2,\\}", "baaaa"));
        assertEquals("b|aa|aa", show("a\\{2\\}", "baaaa"));
        assertEquals("||", show("^$", ""));
        assertEquals("|a|", show("\\(b\\{0\\}a\\)", "a"));
        assertEquals("|cab|", show("\\(a*\\|*c\\)*ab", "cab"));
    }

    @Test
    void whatIsNoOperatorInABasicExpressionStandsForItself() {
        assertEquals("|a+b?c|", show("a+b?c", "a+b?c"));
        assertEquals("|(a|b)|", show("(a|b)", "(a|b)"));
        assertEquals("|{2}|", show("{2}", "{2}"));
        assertEquals("|*a|", show("*a", "*a"));
        assertEquals("|*a|", show("^*a", "*a"));
        assertEquals("|*a|", show("\\(*a\\)", "*a"));
        assertEquals("|a^b$c|", show("a^b$c", "a^b$c"));
        assertEquals("|.|", show("\\.", "."));
        assertEquals("|\\|", show("\\\\", "\\"));
        assertEquals("|+|", show("\\+", "+"));
        assertEquals("|\r\n|", show("..", "\r\n"));
    }

    @Test
    void bracketsAreSets() {
        assertEquals("x|]-|", show("[]-]*$", "x]-"));
        assertEquals("|xy|]", show("[^]]*", "xy]"));
        assertEquals("|a1_|-", show("[[:alnum:]_]*", "a1_-"));
        assertEquals("|c|", show("[a-[.c.]]*", "c"));
        assertEquals("|=|", show("[[===]]", "="));
        assertEquals("|\\n|", show("[\\n]*", "\\n"));
        assertEquals("|\u00E9|", show("[\u00E0-\u00FF]", "\u00E9"));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (String bad : new String[] {"", "\\(", "\\)", "\\(a", "a\\)", "\\(\\)", "[", "[a", "[]", "[^]", "[b-a]",
                "[[:word:]]",
            "[[.ab.]]", "a\\", "a\\{", "a\\{1", "a\\{1,", "a\\{2,1\\}", "a\\{256\\}", "a\\{,2\\}", "\\{1\\}", "a**",
            "a\\{2\\}*", "\\(a\\)\\1", "a\\{255\\}b\\{255\\}", "\\(a\\{16\\}\\)\\{16\\}", "a\0"}) {
            assertNotNull(wrong(bad), bad);
        }
    }

    /** In front of a payload nothing ends, and behind it nothing starts. */
    @Test
    void aPartOfAMessageHasNoEndOrNoStart() {
        assertEquals(null, wrong("^a$"));
        assertEquals(true, regexp.find(bytes("a"), 0, 1, true, true, search));
        assertEquals(false, regexp.find(bytes("a"), 0, 1, true, false, search));
        assertEquals(false, regexp.find(bytes("a"), 0, 1, false, true, search));
    }

    @Test
    void noExpressionTakesLong() {
        String text = "a".repeat(20_000);
        for (String bad : new String[] {"\\(a*\\)*b", "\\(\\(a*\\)*\\)*b", "a*a*a*a*a*a*a*a*b",
                "\\(a\\{0,60\\}\\)*b$"}) {
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertEquals(text, show(bad, text)));
        }
    }

    // --- against a definition ---------------------------------------------------------------------

    /** An expression as text, and where its matches that begin somewhere may end. */
    private interface Meaning {
        BitSet ends(String text, BitSet starts);
    }

    private String written;

    private Meaning random(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 3 : 6);
        if (kind < 3) {
            String set = kind == 2 ? "." : kind == 1 ? "[^a]" : String.valueOf((char) ('a' + random.nextInt(2)));
            written = set;
            return (text, starts) -> {
                BitSet ends = new BitSet();
                starts.stream().filter(i -> i < text.length()
                        && (set.equals(".") || set.equals(text.substring(i, i + 1))
                                || set.equals("[^a]") && text.charAt(i) != 'a'))
                        .forEach(i -> ends.set(i + 1));
                return ends;
            };
        }
        Meaning one = random(random, depth - 1);
        if (kind == 3) {
            String before = written;
            Meaning two = random(random, depth - 1);
            written = before + written;
            return (text, starts) -> two.ends(text, one.ends(text, starts));
        }
        int least = random.nextInt(3);
        int most = kind == 4 ? 100 : least + random.nextInt(3);
        written = "\\(" + written + "\\)" + (kind == 4 && least == 0 && random.nextBoolean() ? "*"
                : "\\{" + least + "," + (kind == 4 ? "" : most) + "\\}");
        return (text, starts) -> {
            BitSet all = new BitSet();
            BitSet now = starts;
            for (int i = 0; i <= most && !now.isEmpty(); i++) {
                if (i >= least) {
                    all.or(now);
                }
                now = one.ends(text, now);
            }
            return all;
        };
    }

    @Test
    void randomExpressionsMeanWhatTheyAreDefinedToMean() {
        for (long seed = 1; seed <= 5000; seed++) {
            Random random = new Random(seed);
            Meaning meaning = random(random, 3);
            String text = random.ints(random.nextInt(9), 'a', 'd').collect(StringBuilder::new,
                    StringBuilder::appendCodePoint, StringBuilder::append).toString();
            String expected = text;
            for (int from = 0; from <= text.length() && expected.equals(text); from++) {
                BitSet start = new BitSet();
                start.set(from);
                BitSet ends = meaning.ends(text, start);
                if (!ends.isEmpty()) {
                    int to = ends.length() - 1;
                    expected = text.substring(0, from) + "|" + text.substring(from, to) + "|" + text.substring(to);
                }
            }
            assertEquals(expected, show(written, text), "seed " + seed + ": " + written + " in " + text);
        }
    }
}
