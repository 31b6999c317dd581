package wsat.board.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QuotedTest {
    /** What a key is, as short as it can be said. */
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN|KEY-----|(?<![A-Za-z0-9+/])(M[A-P][A-Za-z0-9+/]{58}|LS0tLS1CRUdJTi)");
    private static final String[] PIECES = {"-----BEGIN", "KEY-----", "M", "MA", "MP", "MQ", "LS0tLS1CRUdJTi", "LS0t",
        "/", "+", "=", " ", "-", "~", "x".repeat(58), "x".repeat(57), "x", "A"};

    @Test
    void aKeyIsKnownByItsBeginning() {
        Random random = new Random(1);
        int keys = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(5); n >= 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            boolean key = KEY.matcher(text).find();
            keys += key ? 1 : 0;
            assertEquals(key, Quoted.isKey(text.toString()), text.toString());
        }
        assertTrue(keys > 5000, "so many of them are keys: " + keys);
    }

    @Test
    void oneAmongOtherWordsIsOne() {
        assertFalse(Quoted.isKeyAmong(new String[] {"--flash", "/tmp/MA", ""}));
        assertTrue(Quoted.isKeyAmong(new String[] {"--flash", "-----BEGIN PRIVATE KEY-----"}));
    }
}
