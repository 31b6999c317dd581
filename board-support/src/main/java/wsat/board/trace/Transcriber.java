package wsat.board.trace;

import java.nio.charset.StandardCharsets;
import wsat.at.Settings;
import wsat.port.Trace;

/**
 * A dialogue as a transcript ({@code sim/transcripts/README.md}), from power-up on: stamps are comments, and secrets
 * have names in their place. Used by one thread.
 */
final class Transcriber implements Trace {
    /** Beside the kinds of {@link Trace}: the words of a fault that somebody makes. */
    static final int FAULT = DATA + 1;

    private final Settings settings;
    private final Rows rows = new Rows();
    private final HostRows host;
    private final ModuleRows module;

    /** @param settings of the module whose dialogue it is */
    Transcriber(Settings settings) {
        this.settings = settings;
        Secrets secrets = new Secrets();
        Masking masking = new Masking(secrets);
        host = new HostRows(rows, masking, secrets);
        module = new ModuleRows(rows, masking, secrets, host);
    }

    /** What stands at the beginning of each file. */
    String head() {
        Rows head = new Rows();
        head.options(settings);
        return head.take();
    }

    @Override
    public void said(int kind, byte[] bytes, int offset, int length, long now) {
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        switch (kind) {
            case ECHO -> host.echo(text);
            case COMMAND -> {
                module.end();
                host.command(text, now);
            }
            case PAYLOAD, REFUSED -> {
                module.end();
                host.piece(kind, text, now);
            }
            case DATA -> {
                host.end();
                module.data(text, now);
            }
            case FAULT -> {
                host.end();
                module.fault(text, now);
            }
            default -> {
                host.end();
                module.words(text, kind == NEWS, now);
            }
        }
    }

    /** A line that says that so many rows could not be kept. */
    static String missing(long count) {
        return "# " + count + (count == 1 ? " row is" : " rows are") + " missing here\n";
    }

    /** Nobody says more. */
    void end() {
        host.end();
        module.end();
    }

    /** The lines since the last time, each with its end. */
    String take() {
        return rows.take();
    }
}
