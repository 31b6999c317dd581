package wsat.board.trace;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the network has done, as far as it is to be heard in what the module says: the lines of a transcript that make a
 * simulated network do the same. Whoever plays it to a real module leaves them to a real network.
 */
final class Heard {
    private static final Pattern FRAME = Pattern.compile("\\+WS_DATA:(\\d),\\d+,");
    private static final Pattern PACKET = Pattern.compile("\\+IPD,(?:(\\d),)?\\d+(?:,\"[^\"]*\",\\d+)?:");
    private static final Pattern OPENED = Pattern.compile("\\+WS_CONNECTED:(\\d)");
    private static final Pattern CLOSED = Pattern.compile("\\+WS_CLOSED:(\\d).*");
    private static final Pattern LOST = Pattern.compile("\\+WS_DISCONNECTED:(\\d).*");
    private static final Pattern ENDED = Pattern.compile("(?:(\\d),)?CLOSED");

    private final Set<String> open = new HashSet<>();

    /** @return a line behind data that a server has sent, null: it is not known how they came */
    String data(String head, String data) {
        Matcher frame = FRAME.matcher(head);
        if (frame.matches()) {
            return "server " + frame.group(1) + (isText(data) ? " text " : " binary ") + Spelling.of(data);
        }
        Matcher packet = PACKET.matcher(head);
        return packet.matches() ? "peer " + link(packet) + " send " + Spelling.of(data) : null;
    }

    /** @return a line for unsolicited words, null: there is none */
    String news(String words) {
        Matcher closed = CLOSED.matcher(words);
        if (closed.matches()) {
            return open.remove(closed.group(1)) ? "server " + closed.group(1) + " close" : null;
        }
        Matcher lost = LOST.matcher(words);
        if (lost.matches()) {
            return open.remove(lost.group(1)) ? "server " + lost.group(1) + " drop" : null;
        }
        Matcher ended = ENDED.matcher(words);
        return ended.matches() ? "peer " + link(ended) + " end" : null;
    }

    /** The module has said a line. */
    void said(String line) {
        Matcher opened = OPENED.matcher(line);
        if (opened.matches()) {
            open.add(opened.group(1));
        }
    }

    private static String link(Matcher matcher) {
        return matcher.group(1) == null ? "0" : matcher.group(1);
    }

    private static boolean isText(String data) {
        try {
            StandardCharsets.UTF_8.newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(data.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
