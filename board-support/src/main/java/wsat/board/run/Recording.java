package wsat.board.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import wsat.at.Settings;
import wsat.board.trace.Recorder;
import wsat.board.web.AsideEvents;
import wsat.board.web.Event;
import wsat.board.web.SessionFile;
import wsat.port.Log;
import wsat.port.Trace;

/** What {@code --record} asks for: a transcript, or with a name that ends with {@code .jsonl} a session file. */
public final class Recording implements Closeable {
    private final Recorder recorder;
    private final SessionFile session;
    /** Null: nobody tells the session file. */
    private AsideEvents aside;

    Recording(Path path, Settings settings, Log log) throws UsageError {
        boolean whole = path.toString().endsWith(".jsonl");
        try {
            recorder = whole ? null : new Recorder(path, settings, log);
            session = whole ? new SessionFile(path, log) : null;
        } catch (IOException e) {
            throw new UsageError("--record: cannot write " + path + ": " + e.getMessage());
        }
    }

    /** Who is to be told the dialogue, or null. */
    Trace trace() {
        return recorder;
    }

    /** Somebody makes a fault; on the loop's thread. @param micros now, as the dialogue's */
    public void fault(String words, long micros) {
        if (recorder != null) {
            recorder.fault(words, micros);
        }
        if (aside != null) {
            aside.add(Event.fault(words, micros).json());
        }
    }

    /** Who is to be told everything, or null. */
    SessionFile session() {
        return session;
    }

    /** What tells the session file, and is to be closed before it. */
    AsideEvents through(AsideEvents one) {
        aside = one;
        return one;
    }

    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
        if (aside != null) {
            aside.close();
        }
        if (session != null) {
            session.close();
        }
    }
}
