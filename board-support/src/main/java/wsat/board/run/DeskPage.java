package wsat.board.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import wsat.at.Version;
import wsat.board.Machine;
import wsat.board.Panel;
import wsat.board.fault.Faults;
import wsat.board.line.Line;
import wsat.board.line.SharedLine;
import wsat.board.os.Ticks;
import wsat.board.text.AddressText;
import wsat.board.web.AsideEvents;
import wsat.board.web.Event;
import wsat.board.web.EventSink;
import wsat.board.web.RecentEvents;
import wsat.board.web.TypedLine;
import wsat.board.web.Watching;
import wsat.board.web.WebServer;

/** The page of a process that was asked for one, and all that it takes. */
public final class DeskPage {
    private final BoardOptions options;
    private final RecentEvents events = new RecentEvents();
    /** Who is told of everything. */
    private final EventSink sink;
    private final Ticks ticks;
    /** Null: the page only looks. */
    private final TypedLine typed;
    private final Faults faults;

    /**
     * Has the machine watched, by a page and by a session file, as far as that is wanted.
     *
     * @param recording null: nothing is recorded
     * @return the page, or null
     */
    public static DeskPage of(BoardOptions options, String what, boolean control, Machine machine, Panel panel,
            Recording recording) {
        if (options.web != null) {
            return new DeskPage(options, what, control, machine, panel, recording);
        }
        if (recording != null && recording.session() != null) {
            EventSink aside = recording.through(new AsideEvents(recording.session(), machine.ticks()));
            machine.watch(new Watching(options.settings, what, Version.WSAT, false, aside, machine.ticks()));
        }
        return null;
    }

    /**
     * Has the machine watched.
     *
     * @param what    the command, {@code sim} or {@code run}
     * @param control whether the page may type and make faults
     */
    private DeskPage(BoardOptions options, String what, boolean control, Machine machine, Panel panel,
            Recording recording) {
        this.options = options;
        ticks = machine.ticks();
        typed = control ? new TypedLine(machine.bell()) : null;
        EventSink session = recording == null ? null : recording.session();
        sink = session == null ? events : json -> {
            events.add(json);
            session.add(json);
        };
        AsideEvents aside = new AsideEvents(sink, ticks);
        if (session != null) {
            recording.through(aside);
        }
        machine.watch(new Watching(options.settings, what, Version.WSAT, control, aside, ticks));
        faults = control ? machine.faults(panel, fault -> tell(fault.words(), session == null ? aside : null,
                recording)) : null;
    }

    /** @param aside who tells the page; null: the recording's does */
    private void tell(String fault, AsideEvents aside, Recording recording) {
        long micros = ticks.micros();
        if (aside != null) {
            aside.add(Event.fault(fault, micros).json());
        }
        if (recording != null) {
            recording.fault(fault, micros);
        }
    }

    /** The line of the host, on which the page may type too. */
    public Line line(Line host) {
        return typed == null ? host : new SharedLine(host, typed);
    }

    /** Those of the page, by which others may make some too; null: it only looks. */
    public Faults faults() {
        return faults;
    }

    /** A line on which only the page types. */
    public Line line() {
        return typed;
    }

    /** Tells the page of a server to talk to. */
    public void server(String url) {
        sink.add(new Event("server", ticks.micros()).put("x", url).json());
    }

    /** Begins to serve. @return the page's address, a secret */
    public String start() throws UsageError {
        try {
            return WebServer.start(options.web, events, typed, faults).url();
        } catch (IOException e) {
            throw new UsageError("--web: cannot listen on " + AddressText.of(options.web.getAddress()) + " port "
                    + options.web.getPort() + ": " + e.getMessage());
        }
    }

    /** Writes the address where only the owner of the file reads it. */
    static void write(String url, Path file) throws UsageError {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, url + "\n");
        } catch (IOException e) {
            throw new UsageError("--web: cannot write " + file + ": " + e.getMessage());
        }
    }
}
