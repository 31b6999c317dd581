package wsat.link;

import java.nio.charset.StandardCharsets;
import wsat.port.Text;

/** Texts for tests, and back. */
final class Texts {
    private static final int ROOM = 600;

    private Texts() {
    }

    static Text text(String words) {
        return new Text(ROOM).set(words);
    }

    /** In an array that ends with the text: who looks further fails. */
    static Text exact(String words) {
        return new Text(words.length()).set(words);
    }

    static byte[] bytes(String words) {
        return words.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String string(Text text) {
        return new String(text.bytes, 0, text.length, StandardCharsets.ISO_8859_1);
    }
}
