package wsat.board.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import wsat.board.text.Json;
import wsat.port.Trace;

/**
 * What the page is told, and tells: one JSON object an event (RFC 8259), without line ends, so that events may stand
 * as lines in a file, as the data of server-sent events or as messages of a worker. Secrets are masked here.
 *
 * <p>Every event has {@code e}, what it is, and {@code t}, microseconds of a clock that does not go back and has any
 * origin. Bytes are a string {@code b} with a character from U+0000 to U+00FF for each; {@code n} is how many there
 * were where {@code b} has fewer or is missing. {@code masked} is true where {@code b} is not what was said.
 *
 * <p><b>hello</b> comes first: {@code version} of wsat, {@code kind} ({@code sim}, {@code run}, {@code browser} or
 * {@code file}), {@code control} (whether commands are taken), {@code unix} (milliseconds since 1970 at {@code t}),
 * {@code baud} (0: the line has no rate), {@code commands} (a list of {@code name}, {@code help} and {@code forms}) and
 * {@code faults} (a list of {@code words} and {@code what}).
 *
 * <p><b>UART</b>: {@code command} (a line, without its end), {@code payload}, {@code refused} (said while a command
 * ran), {@code echo}, {@code answer} (lines or the prompt, with line ends), {@code news} (unsolicited, likewise) and
 * {@code data} (bytes that belong to the line said last). Each has {@code b}, or only {@code n} where it is hidden.
 * Payload and data may come in pieces.
 *
 * <p><b>Network</b>: each has {@code link}, the number of a WebSocket link, or {@code socket}, that of another.
 * {@code opening} ({@code uri}), {@code connected} ({@code peer}), {@code tls} ({@code version}, {@code cipher},
 * {@code chain}: a list of {@code subject}, {@code issuer}, {@code from}, {@code to}, {@code sha256}),
 * {@code request} and {@code response} ({@code b}, the head), {@code open} ({@code protocol}), {@code ended}
 * ({@code lost}, {@code why}), {@code frame} ({@code dir}: {@code out} or {@code in}, {@code op}, {@code fin},
 * {@code rsv}: reserved bits 1 to 7, {@code n} its length, {@code b} the beginning of its payload), {@code more}
 * ({@code b}, more of the payload of the link's last frame that came in) and {@code bytes} of a socket ({@code dir},
 * {@code n}, {@code b}).
 *
 * <p><b>Others</b>: {@code log} ({@code level} 1 error to 4 debug, {@code text}), {@code counters} (once a second while
 * they change: {@code in} and {@code out}, bytes of the UART since the start as the module counts, {@code queue}, bytes
 * that wait in the line's buffers, and {@code dropped}), {@code fault} ({@code words}, {@code by}: who asked,
 * {@code error}: why not, if so), {@code module} ({@code state}: {@code starting}, {@code ready} or {@code reset}) and
 * {@code dropped} ({@code n} events are missing here, since the page or the disk was too slow).
 *
 * <p><b>Commands</b> of the page: {@code {"c":"type","b":BYTES}} (the host says these bytes), {@code
 * {"c":"fault","words":WORDS}} (the words of a transcript, such as {@code server refuse}) and {@code
 * {"c":"time","ms":N}} (time jumps by so much, where time is virtual).
 *
 * <p>In the page a source is an object with {@code start(onEvent)}, which calls {@code onEvent} with each event as an
 * object, and {@code send(command)}, which may be missing: a server's, a worker's and a file's are alike to the rest.
 *
 * <p>An object is used by one thread.
 */
public final class Events implements Trace, Tap {
    private static final String[] UART = {"command", "payload", "refused", "echo", "answer", "news", "data"};
    /** Of an echo that has no line end yet. */
    private static final int ECHO_MAX = 65_536;

    private final Consumer<String> out;
    private final StringBuilder echo = new StringBuilder();
    private long echoAt;
    /** Whether payload may be shown, of the host and of the module. */
    private boolean sends;
    private boolean receives;

    /** @param out is given one event a call */
    public Events(Consumer<String> out) {
        this.out = out;
    }

    /** An event by itself. @param fields in the order in which they shall stand */
    public static String event(String e, long micros, Map<String, ?> fields) {
        Map<String, Object> all = begin(e, micros);
        all.putAll(fields);
        return Json.of(all);
    }

    private static Map<String, Object> begin(String e, long micros) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("e", e);
        event.put("t", micros);
        return event;
    }

    @Override
    public void said(int kind, byte[] bytes, int offset, int length, long now) {
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        if (kind == ECHO) {
            echo(text, now);
            return;
        }
        if (kind != COMMAND) {
            endEcho();
        }
        switch (kind) {
            case COMMAND -> command(text, now);
            case PAYLOAD -> piece(kind, text, sends, now);
            case DATA -> piece(kind, text, receives, now);
            case ANSWER, NEWS -> words(kind, text, now);
            default -> piece(kind, text, false, now);
        }
    }

    private void command(String line, long now) {
        sends = Masking.sends(line);
        text(COMMAND, line, Masking.command(line), now);
    }

    private void text(int kind, String said, String shown, long now) {
        Map<String, Object> event = begin(UART[kind], now);
        event.put("b", shown);
        if (!shown.equals(said)) {
            event.put("masked", true);
            event.put("n", said.length());
        }
        out.accept(Json.of(event));
    }

    private void piece(int kind, String text, boolean shown, long now) {
        Map<String, Object> event = begin(UART[kind], now);
        event.put(shown ? "b" : "n", shown ? text : (Object) text.length());
        out.accept(Json.of(event));
    }

    /** Echo comes in any pieces; a line of it is masked as the command that it repeats. */
    private void echo(String text, long now) {
        echoAt = now;
        echo.append(text);
        for (int end = echo.indexOf("\r\n"); end >= 0; end = echo.indexOf("\r\n")) {
            String line = echo.substring(0, end);
            text(ECHO, line + "\r\n", (line.isEmpty() ? "" : Masking.command(line)) + "\r\n", now);
            echo.delete(0, end + 2);
        }
        if (echo.length() > ECHO_MAX) {
            endEcho();
        }
    }

    private void endEcho() {
        if (echo.length() > 0) {
            piece(ECHO, echo.toString(), false, echoAt);
            echo.setLength(0);
        }
    }

    private void words(int kind, String text, long now) {
        String[] lines = text.split("\r\n", -1);
        String last = lines[lines.length - 1];
        receives = Masking.receives(last);
        for (int i = 0; i < lines.length; i++) {
            lines[i] = lines[i].isEmpty() || lines[i].equals(">") ? lines[i] : Masking.answer(lines[i]);
        }
        text(kind, text, String.join("\r\n", lines), now);
    }

    @Override
    public void net(int what, int number, int detail, long total, byte[] bytes, int offset, int length, long now) {
        switch (what) {
            case OPENING -> tell("opening", number, now, "uri", utf8(bytes, offset, length));
            case CONNECTED -> tell("connected", number, now, "peer", utf8(bytes, offset, length));
            case TLS -> tls(number, utf8(bytes, offset, length), now);
            case REQUEST -> head("request", number, latin1(bytes, offset, length), now);
            case RESPONSE -> head("response", number, latin1(bytes, offset, length), now);
            case OPEN -> tell("open", number, now, "protocol", utf8(bytes, offset, length));
            case ENDED -> tell("ended", number, now, "lost", detail == LOST, "why", utf8(bytes, offset, length));
            case FRAME_OUT, FRAME_IN -> tell("frame", number, now, "dir", what == FRAME_OUT ? "out" : "in", "op",
                    detail & 0x0F, "fin", (detail & 0x80) != 0, "rsv", detail >> 4 & 7, "n", total, "b",
                    latin1(bytes, offset, length));
            case MORE_IN -> tell("more", number, now, "b", latin1(bytes, offset, length));
            case BYTES_OUT, BYTES_IN -> tell("bytes", number, now, "dir", what == BYTES_OUT ? "out" : "in", "n", total,
                    "b", latin1(bytes, offset, length));
            default -> throw new IllegalArgumentException("what " + what);
        }
    }

    private static String latin1(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    private static String utf8(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private void head(String e, int number, String head, long now) {
        tell(e, number, now, "b", HeadMasking.of(head));
    }

    private void tls(int number, String lines, long now) {
        String[] parts = lines.split("\n");
        List<Map<String, Object>> chain = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] of = parts[i].split("\t", -1);
            Map<String, Object> certificate = new LinkedHashMap<>();
            certificate.put("subject", of[0]);
            certificate.put("issuer", of[1]);
            certificate.put("from", of[2]);
            certificate.put("to", of[3]);
            certificate.put("sha256", of[4]);
            chain.add(certificate);
        }
        String[] terms = parts[0].split("\t", -1);
        tell("tls", number, now, "version", terms[0], "cipher", terms[1], "chain", chain);
    }

    private void tell(String e, int number, long now, Object... fields) {
        Map<String, Object> event = begin(e, now);
        event.put(number < SOCKET ? "link" : "socket", number < SOCKET ? number : number - SOCKET);
        for (int i = 0; i < fields.length; i += 2) {
            event.put((String) fields[i], fields[i + 1]);
        }
        out.accept(Json.of(event));
    }
}
