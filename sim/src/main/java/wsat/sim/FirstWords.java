package wsat.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * What a TCP client says, unless it begins as web clients do. A page in any browser can make it send a request to a
 * port of its own machine, and the lines that are posted would be commands. What begins with an HTTP method and a blank
 * (RFC 9110, 9.1; RFC 5789) or as TLS does (RFC 8446, 5.1) is not given out at all. A method may be any word, though
 * (RFC 9110, 16.1), and no host waits until a line is a whole one: so a first line that ends as a request line does
 * (RFC 9112, 3) is given out but for its end, which would make it a command line.
 */
final class FirstWords implements ReadableByteChannel {
    private static final String[] BEGINNINGS = {"GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "CONNECT ", "OPTIONS ",
            "TRACE ",
        "PATCH ", "\u0016\u0003"};
    private static final int LONGEST = 8;
    /** The end of a request line; 0 stands for any digit. */
    private static final String VERSION = " HTTP/0.0";

    private final ReadableByteChannel from;
    /** The first bytes, while they may still become one of {@link #BEGINNINGS}. */
    private final ByteBuffer held = ByteBuffer.allocate(LONGEST);
    private boolean holding = true;
    private boolean inFirstLine = true;
    private int versionSeen;
    private boolean ofWebClient;

    FirstWords(ReadableByteChannel from) {
        this.from = from;
    }

    /** Whether the client has turned out to be none that a line is for. */
    boolean ofWebClient() {
        return ofWebClient;
    }

    /** @throws IOException also when the client speaks HTTP or TLS; of what this call has read, nothing is given out */
    @Override
    public int read(ByteBuffer into) throws IOException {
        if (holding && !decided()) {
            return 0;
        }
        int begin = into.position();
        while (held.hasRemaining() && into.hasRemaining()) {
            into.put(held.get());
        }
        int given = into.position() - begin;
        int n = held.hasRemaining() ? 0 : from.read(into);
        if (inFirstLine) {
            look(into, begin);
        }
        return given > 0 ? given + Math.max(0, n) : n;
    }

    private IOException refused() {
        ofWebClient = true;
        return new IOException("a client that speaks HTTP or TLS");
    }

    /** Whether the first bytes can be given out. */
    private boolean decided() throws IOException {
        int n = from.read(held);
        String words = new String(held.array(), 0, held.position(), StandardCharsets.ISO_8859_1);
        boolean open = words.isEmpty();
        for (String beginning : BEGINNINGS) {
            if (words.startsWith(beginning)) {
                throw refused();
            }
            open |= beginning.startsWith(words);
        }
        if (open && n >= 0) {
            return false;
        }
        holding = false;
        held.flip();
        return true;
    }

    /** Looks at what has been put into {@code into} since {@code begin} for the end of a request line. */
    private void look(ByteBuffer into, int begin) throws IOException {
        for (int i = begin; i < into.position() && inFirstLine; i++) {
            char c = (char) (into.get(i) & 0xff);
            if (c == '\n') {
                inFirstLine = false;
                if (versionSeen == VERSION.length()) {
                    into.position(begin);
                    throw refused();
                }
            } else if (c != '\r') {
                seen(c);
            }
        }
    }

    private void seen(char c) {
        char next = versionSeen == VERSION.length() ? 0 : VERSION.charAt(versionSeen);
        if (c == next || next == '0' && c >= '0' && c <= '9') {
            versionSeen++;
        } else {
            versionSeen = c == ' ' ? 1 : 0;
        }
    }

    @Override
    public boolean isOpen() {
        return from.isOpen();
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
