package wsat.board.web;

import java.nio.charset.StandardCharsets;
import wsat.board.os.Ticks;
import wsat.board.trace.Masking;
import wsat.port.Trace;

/** What host and module say, as events without secrets. */
public final class DialogueEvents implements Trace {
    private static final String[] KINDS = {"command", "payload", "refused", "echo", "answer", "news", "data"};

    private final EventSink sink;
    private final Ticks clock;
    /** Whether payload may be shown, of the host and of the module: it is a server's, or for one. */
    private boolean sends;
    private boolean receives;

    /**
     * Tells a sink of everything.
     *
     * @param clock the module's: its {@code now} is that of a whole turn, in which commands are heard and answered
     */
    public DialogueEvents(EventSink sink, Ticks clock) {
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public void said(int kind, byte[] bytes, int offset, int length, long now) {
        tell(kind, bytes, offset, length, clock.micros());
    }

    /** The same. @param micros when it was, on the module's clock */
    void tell(int kind, byte[] bytes, int offset, int length, long micros) {
        if (length == 0 && kind != COMMAND) {
            return;
        }
        Event event = new Event(KINDS[kind], micros);
        switch (kind) {
            case COMMAND -> event.put("x", command(latin1(bytes, offset, length)));
            case ANSWER, NEWS -> event.put("x", words(latin1(bytes, offset, length)));
            case PAYLOAD -> bytes(event, sends, bytes, offset, length);
            case DATA -> bytes(event, receives, bytes, offset, length);
            default -> event.put("n", length);
        }
        sink.add(event.json());
    }

    private static String latin1(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    private static void bytes(Event event, boolean shown, byte[] bytes, int offset, int length) {
        if (shown) {
            event.bytes(bytes, offset, length);
        } else {
            event.put("n", length);
        }
    }

    private String command(String line) {
        sends = Masking.sends(line);
        return Masking.command(line);
    }

    private String words(String text) {
        String[] lines = text.split("\r\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean last = i == lines.length - 1;
            if (last) {
                receives = Masking.receives(lines[i]);
            }
            lines[i] = lines[i].isEmpty() || lines[i].equals(">") ? lines[i] : Masking.answer(lines[i]);
        }
        return String.join("\r\n", lines);
    }
}
