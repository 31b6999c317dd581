package wsat.board.web;

import java.util.function.IntSupplier;
import wsat.at.Settings;
import wsat.board.net.LinkWatch;
import wsat.board.os.Ticks;
import wsat.port.ListenPort;
import wsat.port.SocketPort;
import wsat.port.Trace;
import wsat.port.Uart;
import wsat.port.WebSocketPort;

/** A module that is watched: its ports, each with somebody who tells what passes. */
public final class Watching {
    private final Settings settings;
    private final EventSink sink;
    private final Ticks clock;

    /**
     * Begins with what a page should know first.
     *
     * @param what    the command, {@code sim} or {@code run}
     * @param control whether a page may type and make faults
     */
    public Watching(Settings settings, String what, String version, boolean control, EventSink sink, Ticks clock) {
        this.settings = settings;
        this.sink = sink;
        this.clock = clock;
        sink.add(new Event("hello", clock.micros()).put("version", version).put("what", what).put("control", control)
                .put("links", settings.links).put("sockets", settings.sockets).put("baud", settings.uart.baud)
                .put("nanos", settings.uart.characterNanos()).put("paced", settings.baudGiven)
                .put("flow", settings.uart.flow).json());
    }

    /** Who is told what host and module say. */
    public Trace trace() {
        return sink.dialogue(clock);
    }

    /** Who is told of requests, certificates and control frames. */
    public LinkWatch openings() {
        return new Openings(sink, clock);
    }

    /**
     * The line, watched.
     *
     * @param queued how many bytes wait in the kernel to leave on it, negative: it does not know
     */
    public Uart uart(Uart uart, IntSupplier queued) {
        return new WatchedUart(uart, queued, sink, clock);
    }

    /**
     * The WebSocket links, watched.
     *
     * @param heads whether the heads of answers are told here, since the network side does not tell {@link #openings}
     */
    public WebSocketPort links(WebSocketPort port, boolean heads) {
        return new WatchedLinks(port, settings.links, heads, sink, clock);
    }

    /** The machine's own ports, watched. @param what their clients become */
    public ListenPort listeners(ListenPort port, String what) {
        return new WatchedListeners(port, what, sink, clock);
    }

    /** The other links, watched. */
    public SocketPort sockets(SocketPort port) {
        return new WatchedSockets(port, settings.sockets, sink, clock);
    }
}
