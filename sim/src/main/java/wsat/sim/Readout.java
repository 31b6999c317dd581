package wsat.sim;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import wsat.board.text.Printable;

/**
 * What the module says, for a terminal: UTF-8 as its letters, however it is cut; any other byte above 0x7f, and what
 * would move a cursor or stand unseen, as an escape. CR is left out. Used by one thread.
 */
final class Readout {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private byte[] begun = new byte[0];

    /** The text of the next bytes; a letter of which the end is missing comes with the next ones. */
    String of(byte[] bytes, int length) {
        byte[] all = Arrays.copyOf(begun, begun.length + length);
        System.arraycopy(bytes, 0, all, begun.length, length);
        ByteBuffer in = ByteBuffer.wrap(all);
        CharBuffer letters = CharBuffer.allocate(all.length);
        StringBuilder text = new StringBuilder();
        for (CoderResult end = decode(in, letters, text); end.isMalformed(); end = decode(in, letters, text)) {
            for (int i = 0; i < end.length(); i++) {
                text.append(String.format("\\x%02x", in.get()));
            }
        }
        begun = Arrays.copyOfRange(all, in.position(), all.length);
        return text.toString();
    }

    private CoderResult decode(ByteBuffer in, CharBuffer letters, StringBuilder text) {
        letters.clear();
        CoderResult end = decoder.reset().decode(in, letters, false);
        letters.flip().toString().codePoints().forEach(c -> append(c, text));
        return end;
    }

    private static void append(int c, StringBuilder text) {
        if (c == '\n' || c == '\t' || !Printable.isHidden(c)) {
            text.appendCodePoint(c);
        } else if (c != '\r') {
            text.append(String.format(c < 0x80 ? "\\x%02x" : "\\u{%x}", c));
        }
    }
}
