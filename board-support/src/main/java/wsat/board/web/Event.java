package wsat.board.web;

import wsat.board.text.Latin1;
import wsat.port.Ending;

/**
 * One thing that happened at the module, as a JSON object (RFC 8259) on one line. {@code k} is its kind, {@code t} when
 * it was, in microseconds of the module's own clock. Bytes are a string with a character U+0000 to U+00FF for each
 * (Latin-1), at most {@value #BYTES_MAX} of them; {@code n} is how many there were. Secrets are hidden as in
 * {@code --log trace}.
 *
 * <pre>
 *   k          beside t        what
 *   hello      version what control links sockets baud nanos paced flow
 *                              begins the events of one run: "sim", "run" or "browser"; whether the page may type and
 *                              make faults; how the line is set, and whether that paces it
 *   line       baud nanos [paced] flow    the UART's settings have changed; nanos is how long a character takes on it
 *   queue      n               so many bytes wait in the kernel to leave on the line; -1: it is not known
 *   command    x               the host's command line, without its end
 *   payload    n [x]           bytes of the payload that the last command wants; x only where they go to a server
 *   refused    n               bytes that the host said while a command ran
 *   echo       n               bytes of the host that the module has repeated
 *   answer     x               what the module said that belongs to the last command
 *   news       x               what it said unasked
 *   data       n [x]           bytes that belong to the answer or news before; x only where a server has sent them
 *   opening    link uri [protocol] [headers] auth
 *   state      link state [served] [stage code text] [address port tls cipher protocol deflate]
 *                              idle, opening, open, closing, closed or lost; how it ended, as AT+WSERR? has it, or what
 *                              AT+WSINFO? has of a connection that is open
 *   frame      link dir op fin n at whole x    a frame, or from byte "at" a piece of one; dir is "in" or "out". Pings,
 *                              pongs and close frames too, where the network side tells of them (no browser does)
 *   head       link dir x      the head of the request, or of its answer; "in" is the peer's
 *   tls        link socket version cipher    of a WebSocket link, or of an SSL link ("socket" is true)
 *   certificate link socket at subject issuer from to sha256     one of the peer's chain, its own at 0
 *   socket     link state [type host port] [served] [stage code text] [address port local]
 *   segment    link dir n x    bytes of a TCP or SSL link, or a datagram of a UDP link
 *   listen     port what state [tls code]    one of the machine's own ports: "open", "closed", or "failed" with errno;
 *                              what its clients become: "TCP" or "WebSocket" links
 *   server     x               the address of a server to talk to
 *   fault      x               somebody has made this fault
 *   missed     n               so many events were not sent to this page, which reads too slowly
 * </pre>
 *
 * From a page to the module go bytes that are typed ({@code POST type}) and the words of a fault ({@code POST fault}),
 * see {@link wsat.board.fault.FaultWords}.
 */
public final class Event {
    /** Most bytes that are shown of a payload. */
    public static final int BYTES_MAX = 1024;

    private final StringBuilder json = new StringBuilder(160);

    /** @param micros when it was */
    public Event(String kind, long micros) {
        json.append("{\"k\":\"").append(kind).append("\",\"t\":").append(micros);
    }

    /** A number. */
    public Event put(String name, long value) {
        name(name).append(value);
        return this;
    }

    /** A truth. */
    public Event put(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    /** A text. */
    public Event put(String name, CharSequence text) {
        name(name).append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i));
        }
        json.append('"');
        return this;
    }

    /** A fault that somebody makes. */
    public static Event fault(String words, long micros) {
        return new Event("fault", micros).put("x", words);
    }

    /** How a link has ended. */
    Event ended(Ending ending) {
        return put("stage", ending.stage).put("code", ending.code).put("text", Latin1.string(ending.text));
    }

    /** Bytes as they are, as {@code x}, and how many, as {@code n}. */
    public Event bytes(byte[] bytes, int offset, int length) {
        put("n", length);
        name("x").append('"');
        for (int i = offset; i < offset + Math.min(length, BYTES_MAX); i++) {
            escape((char) (bytes[i] & 0xFF));
        }
        json.append('"');
        return this;
    }

    private StringBuilder name(String name) {
        return json.append(",\"").append(name).append("\":");
    }

    /** What may stand in any JSON, and in a script of a page too. */
    private void escape(char c) {
        if (c == '"' || c == '\\') {
            json.append('\\').append(c);
        } else if (c >= ' ' && c < 127 && c != '<' && c != '>' && c != '&') {
            json.append(c);
        } else {
            json.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                json.append("0123456789abcdef".charAt(c >> shift & 15));
            }
        }
    }

    /** The whole object. */
    public String json() {
        return json.append('}').toString();
    }
}
