package wsat.board.text;

import java.nio.charset.StandardCharsets;
import wsat.port.Text;

/** The firmware's bytes as a string with a character for each. */
public final class Latin1 {
    private Latin1() {
    }

    /** What a text holds now. */
    public static String string(Text text) {
        return new String(text.bytes, 0, text.length, StandardCharsets.ISO_8859_1);
    }
}
